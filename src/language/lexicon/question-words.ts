/**
 * What the words of a question say, English and Dutch: phrases for each label, longest first where several fit. A word may
 * have several labels; a question can use it by any of them. Accents, apostrophes and hyphens do not count.
 */
const LABELS = {
  // How is asked, and of whom.
  who: 'wei|whcih people|whcih users|who|whom|whose|whos|whoever|who all|those who|the ones who|everybody who|everyone who|which people|anyone|anybody|someone|somebody|wie|wiens|iemand|degenen die|welke mensen',
  everyone:
    'everyone|everybody|everyone but|everybody but|all but|anyone but|iedereen|all of them|all people|alle mensen',
  users:
    'my people|mijn mensen|man|koppen|user|users|people|person|persons|account|accounts|employee|employees|colleagues|staff|holders|gebruiker|gebruikers|mensen|persoon|personen|medewerker|medewerkers|collegas',
  members:
    'member|members|membership|memberships|leden|lid|ledenlijst|lidmaatschap|lidmaatschappen|belongs to|belong to',
  what: 'waht|wath|whta|wats|wta|what do they have|what have they got|what have they|wat hebben ze|wat hebben zij|what|which|which groups|what groups|welke groepen|whats|wat|welke|wat voor|anything|something|iets|the ones|is there|are there|is er|zijn er',
  when: 'waneer|wehn|since when|sinds wanneer|when|how long until|by when|wanneer|hoe lang nog|hoe lang duurt het voor',
  why: 'wy|waarm|what s the reason|what was the reason|wat is de reden dat|wat was de reden|waar ligt het aan dat|waar ligt het aan|wat houdt|what keeps|what is holding|what s holding|whats holding|what holds|hoe kan het dat|how can it be|how is it that|hoe is het mogelijk|for which reason|om welke reden|wat is de oorzaak|what is the cause|whats the cause|what s stopping|what s preventing|what s blocking|whats stopping|what is stopping|what stops|what prevents|whats preventing|what is preventing|whats blocking|what is blocking|why|how come|explain|reason why|for what reason|what is the reason|whats the reason|what caused|waarom|hoezo|hoe komt|hoe komt het|waardoor|wat is de reden|leg uit|verklaar|hoe kan het|what happened to|what happened with|wat is er gebeurd met',
  wrong:
    'matter|the matter|matter with|scheelt|mankeert|whats wrong|what is wrong|what s wrong|whats wrong with|what s wrong with|what is wrong with|what went wrong with|wat is er mis met|wat ging er mis met|wat is er aan de hand met',
  whence:
    'vanwaar|come from|comes from|coming from|get from|gets from|get it from|where does|where did|where do|vandaan|through which|via which|by which|through what|via welke|door welke|source of|end up with|ended up with|hoe komt aan',
  where: 'where|waar',
  how: 'hows|how|hoe|way|the way|manier',
  howMany:
    'headcount|how big|how large|hoe groot|how many|how much|number of|the number of|count|count of|a count of|hoeveel|aantal|het aantal|tel',
  show: 'quick peek at|peek at|everything you ve got on|kaartje van|kaartje|geef eens een lijstje|mag ik de|mag ik een|mag ik het|mag ik alle|tell me about|tell me more about|tell us about|tell me something about|vertel me over|vertel iets over|vertel meer over|vertel me meer over|vertel me iets over|what can you tell me about|what do you know about|wat weet je van|wat weet je over|info on|info about|lijstje|lijstje van|een lijstje van|show me|show mij|laat mij zien|check even|check eens|kijk even|kijk eens|break down|break|lookup|look into|pull up|bring up|dig up|call up|fetch|get me|list out|spell out|spell it out|dump|sum up|summarise|summarize|som op|noem|opsomming|opzoeken|zoek op|laat me zien|laat eens zien|laat me eens zien|haal op|make me|make me a list of|make a list of|maak een lijst van|maak een lijst met|show|list|display|view|see|find|search|look up|look|tell|tell me|tell us|let me know|laat me weten|overview|details|describe|print|info|information|toon|laat zien|laat|zien|zoek|vind|lijst|lijst van|overzicht|bekijk|tonen|top',
  give: 'stuur|verstuur|gimme|give|give me|get|get me|geef|geef me|geef mij|send|hand me',
  check:
    'check that|check whether|check if|double check whether|double check if|doublecheck whether|doublecheck if|verify whether|verify if|see whether|see if|tell me whether|tell me if|find out whether|find out if|know whether|know if|controleer of|controleren of|kijk of|kijken of|kijk na of|nagaan of|weten of|zeg of',
  modal:
    'would it take|can|could|may|might|will|would|shall|should|must|kan|kun|kunnen|mag|mogen|zou|zouden|zal|zullen|moet|moeten|wordt|worden|able to|going to|gaan|gaat',
  i: 'did i do|did we do|have i done|have we done|heb ik gedaan|hebben we gedaan|deed ik|i|me myself|ik|myself',
  mine: 'my|mine|mijn',
  pronoun: 'she|he|they|her|him|his|them|hij|zij|ze|hem|haar|hun',
  it: 'it|that one|this one',
  // Denials; what they stand at is found by where they stand.
  not: 'without ever|zonder ooit|yet to|not|never|niet|nooit|didnt|wasnt|werent|hadnt|dont|doesnt|isnt|arent|hasnt|havent|cant|cannot|couldnt|not yet|nog niet|except|excl|excluding|apart from|other than|behalve|uitgezonderd|outside|outside of|buiten|everyone but|everybody but|all but|anyone but',
  no: 'no more|no|without|with no|without any|without a|without an|no such|lacks|lack|lacking|misses|missing|miss|mist|missen|missend|mis|geen|geen enkele|zonder|zonder een|zonder enige|none of|any ontbreekt|ontbreekt|ontbreken|in none of',
  nobody: 'nobody|no one|none|niemand|nothing|niets|niks|neither|nor any|geen van',
  // Tenses.
  past: 'gekomen|erbij gekomen|terechtgekomen|since when|sinds wanneer|lately|recently|onlangs|de laatste tijd|didnt|wasnt|werent|hadnt|was|were|did|had|used to|used to have|used to be|previously|formerly|vroeger|eerder|hadden|gehad|zat|zaten|waren|werd|werden|ever|ooit',
  got: 'gekomen|erbij gekomen|terechtgekomen|since when|sinds wanneer|get hold of|got hold of|gotten hold of|come by|came by|get his hands on|get her hands on|get their hands on|got|gotten|received|gekregen|kreeg|kregen',
  receive: 'feed|feeds|entitled|entitled to|get|receive|gets',
  lose: 'lose|loses|lost|losing|no longer|no longer has|no longer have|not any more|not anymore|kwijt|kwijtgeraakt|kwijt geraakt|verloor|verloren|verliest|verliezen|niet meer|niet langer|raakte kwijt',
  joined: 'joined|join|joins|left|leave|leaves|verliet|verlieten|verlaten',
  // What is asked about.
  fail: 'rode kruisjes|blijven steken|blow up|blows up|bounce|bounced|licence trouble|license trouble|most failures|the most failures|most errors|the most errors|most problems|the most problems|most people failing|meeste fouten|de meeste fouten|meeste problemen|worst|worst off|the worst|ergst|in fout|breaks|breaks down|iets mis|iets fout|loopt iets mis|loopt er nog iets mis|gaat er nog iets mis|gaat er nog iets fout|loopt er iets vast|loopt er wat vast|loopt vast|lopen vast|zit er iets vast|vastgelopen|loopt er iets mis|gaat er iets mis|casualties|casualty|the ones in error|ones in error|those in error|in error|in an error state|stuck in an error state|foutenoverzicht|bij wie het fout is gegaan|het fout is gegaan|fout is gegaan|licentiefout|licentiefouten|licentieprobleem|licentieproblemen|failt|failen|failed er|license errors|licence errors|licensing errors|licensing failures|ging het mis|ging het fout|is het misgegaan|ging er iets mis|ging er mis|is misgegaan|mis ging|fout ging|went south|went sideways|blew up|bombed|choked|fell over|tripped|came a cropper|ran into trouble|hit a snag|hit problems|failing people|failing users|go wrong|goes wrong|gone wrong|fail|fails|failed|failing|failure|failures|error|errors|errored|problem|problems|issue|issues|wrong|broken|broke|trouble|stuck|unsuccessful|didnt work|did not work|violation|violations|not working|misses out|missed out|red|in the red|unhappy|not ok|not okay|misbehaving|messed up|acting up|what went wrong|what went wrong with|everything ok|everything okay|everything fine|everything alright|foutmelding|foutmeldingen|rood|in het rood|misgaat|mis|gaat er mis|gaat alles goed|alles goed|alles in orde|in orde|niet in orde|mislukt|mislukte|mislukten|mislukken|fout|fouten|problemen|probleem|misgegaan|misging|stuk|vast|faalt|faalde|falen|gefaald|niet gelukt|lukt niet|lukt het niet|whats wrong with|what s wrong with|what is wrong with|whats wrong|what s wrong|wat is er mis met|wat ging er mis met|wat is er aan de hand met|wat gaat er mis bij|didnt land|did not land',
  conflict:
    'at odds|conflicten|conflict|conflicts|conflicting|clash|clashes|clashing|exclusive|incompatible|bots|botst|botsen|botsende|strijdig|strijdige|conflicterende',
  duplicate:
    'duplicate|duplicates|proxy|proxies|proxy address|proxy addresses|duplicate proxy addresses|dubbele|uniqueness',
  dependency: 'dependency|dependencies|depends|depend|dependent|prerequisite|prerequisites|afhankelijk|afhankelijkheid',
  notEnough:
    'short on anything|short of anything|tekorten|not enough|not enough seats|not enough licenses|not enough licences|too few|too few seats|ran out|shortage|no seats|no free licenses|no free seats|no more licenses|out of licenses|onvoldoende|te weinig|tekort|geen vrije licenties',
  because: 'because|because of|due to|omdat|wegens|vanwege|door',
  perReason:
    'gegroepeerd per reden|gegroepeerd op reden|gegroepeerd op oorzaak|gegroepeerd per oorzaak|grouped per reason|grouped by cause|broken down by reason|broken down by cause|broken down per reason|down by cause|down by reason|uitgesplitst per reden|uitgesplitst naar reden|uitgesplitst naar oorzaak|naar reden|naar oorzaak|split by reason|split by cause|sorted by reason|sorted by cause|per cause|per type|by reason|per reason|by cause|by error|by type|grouped by reason|per reden|per oorzaak|op reden|per fout|reasons|reason|reden|redenen',
  perGroup:
    'most failures|the most failures|most errors|the most errors|most problems|the most problems|most people failing|meeste fouten|de meeste fouten|meeste problemen|worst|worst off|the worst|ergst|down by group|group is worst|groups are worst|which groups have most|which group has most|welke groepen hebben de meeste|welke groep heeft de meeste|most by group|gegroepeerd per groep|grouped per group|broken down by group|broken down per group|uitgesplitst per groep|uitgesplitst naar groep|split by group|sorted by group|by group|per group|grouped by group|per groep|what groups|which groups|welke groepen',
  owed: 'their license|their licence|their licenses|their licences|his license|her license|hun licentie|hun licenties|the license they should|it',
  license:
    'anything assigned|something assigned|iets toegewezen|iets toegekend|license|licenses|licence|licences|licensing|licentie|licenties|licensed|assignment|assignments|toewijzing|toewijzingen|access|abonnement|subscription',
  unlicensed: 'unlicensed',
  products:
    'under contract|onder contract|licentiesoorten|licentiesoort|license types|licence types|types of license|types of licence|kinds of license|kinds of licence|soorten licenties|product|products|sku|skus|subscription|subscriptions|package|packages|producten|abonnementen|pakketten|license|licenses|licence|licences|licentie|licenties',
  groups:
    'afdelingen|units|squads|divisions|which groups|what groups|welke groepen|group|groups|team|teams|groep|groepen|department|departments|afdeling',
  plans:
    'bits|bits come with|waaruit bestaat|waaruit bestaan|plan|plans|service plan|service plans|service|services|app|apps|feature|features|component|components|plannen|serviceplannen|dienst|diensten|onderdelen|functies',
  contains:
    'make up|makes up|krijg je bij|krijg je met|krijg je allemaal bij|krijg je allemaal met|you get with|you actually get with|actually get with|get for my money|get for our money|get out of|made up of|consists of|bestaat uit|omvat|behelst|comprises|come with it|inside|include|includes|included|including|contain|contains|consist|comes with|come with|part of|offer|get with|bevat|zit|zitten|inbegrepen|hoort bij|horen bij|onderdeel van|krijg ik',
  seats:
    'short on anything|short of anything|short on licences|short on licenses|eating up|eating|eats up|eats|gobbling up|using up|uses up|hogging|takes up|taking up|slurpt op|vreet op|tekorten|seat counts|license counts|licence counts|aantallen|seat numbers|consumption|consumed|occupancy|headroom|tally|seat count|license count|licence count|sku overview|bezetting|verbruik|stand|how are we doing on|how are we doing for|how do we stand on|how are we off for|hoe staan we ervoor met|hoe zitten we met|seat|seats|availability|plaats|plaatsen|stoelen|in stock|stock|utilization|utilisation',
  free: 'plek|plekken|plaatsen vrij|going spare|to spare|on the shelf|in the pool|liggen|op de plank|left|free|available|remaining|remain|remains|spare|over|unassigned|unused|idle|not used|not in use|not being used|vrij|vrije|beschikbaar|beschikbare|resterend|ongebruikt|ongebruikte|niet gebruikt',
  usage:
    'stock|hoe vol|how full|headcount on|eating|eating up|eats up|gobbling up|hogging|usage|use|uses|using|used|in use|consumed|consume|gebruik|gebruikt|gebruiken|in gebruik',
  enough:
    'room|room to put|room to give|room to add|room enough|do for everyone|zullen het redden|redden we het|redden wij het|redt het|komen we uit|komen we toe|komen we rond|toekomen|last|make do|do the job|stretch|enough|sufficient|suffice|suffices|short of|room for|fit|cover|genoeg|voldoende|toereikend|tekort|tekort komen|tekortkomen|te kort komen|komen tekort|passen|ruimte voor|short',
  runOut:
    'zitten we zonder|zitten zonder|zonder zitten|komen we zonder te zitten|run short|run short of|running short|running short of|runs short|run out|runs out|running out|run out of|runs out of|ran out of|be out|be out of|out of|used up|run dry|exhausted|opraken|op|heen|raakt|raken|opgebruikt|uitgeput|raakt op|raken op|gaat op|gaan op|how long will|hoe lang',
  low: 'almost used up|nearly used up|almost full|nearly full|bijna vol|low|scarce|nearly gone|almost gone|nearly out|almost out|schaars|bijna op|haast op|raakt op|raken op|gaan op|gaat op|running low|raakt er op|raakt er bijna op|gaat er bijna op',
  need: 'need|needs|needed|require|required|nodig|bijkopen|buy|kopen|purchase|need more|need to buy|have to buy',
  forecast: 'forecast|predict|prediction|prognose|voorspelling|voorspel',
  status:
    'how long till|how long until|hoe lang nog tot|where are we with|where do we stand with|how do we stand with|where do things stand with|waar staan we met|hoe staan we met|schiet|hoever|hoe ver is|hoe ver zijn we met|job|how are we getting on with|getting on|getting on with|how is it going|hows it going|how goes|any progress|any news on|any news|any word on|update on|an update on|schiet op|schiet al op|schiet het op|schiet het al op|vordert|vordering|hoe staat het ervoor|hoe staat het met|hoe is het met|hoe gaat het met|al een beetje op weg|stand van zaken|status|progress|how far|how far along|how is|coming along|going|underway|in progress|eta|what are you doing|what are you working on|state|percentage|how much longer|rollout|still busy|running|being processed|queue|queued|processing|voortgang|hoe ver|hoe gaat het|hoe staat het|hoe loopt|bezig|loopt|loopt er|uitrol|wachtrij|lopende|wat ben je aan het doen',
  finished:
    'verwerkt is|is processed|has been processed|done yet|finished yet|ready yet|fully rolled out|rolled out|all done|completely done|al klaar|helemaal klaar|uitgerold|doorgevoerd|landed|all through|through|is through|has gone through|went through|is live|finish|finishes|finished|done|ready|complete|completes|completed|klaar|voltooid|gereed|afgerond',
  compare:
    'overlap|overlap of|overlap between|diffrence|differnce|cheaper|dearer|pricier|goedkoper|duurder|more expensive|zit er meer in|zit meer in|zit er extra in|zit extra in|waarin verschillen|waarin verschilt|wat verschilt er tussen|waar zit het verschil tussen|set against|afgezet tegen|naast elkaar|side by side|next to each other|hoe verhoudt|verhouden|tegenover|compare|comparison|difference|differences|differ|differs|different|versus|vs|better|better than|extra|over|than|add over|more than|dan|boven|vergelijk|vergelijking|verschil|verschillen|verschilt|beter dan|between|tussen|add',
  instead: 'instead|instead of|rather than|in place of|ipv|in plaats van',
  suspended:
    'suspended|locked out|lockedout|deactivated|opgeschort|opgeschorte|geblokkeerd|geblokkeerde|deleted subscriptions|deleted subscription|cancelled subscriptions|canceled subscriptions|verwijderde abonnementen',
  expire:
    'runs until|valid until|geldig tot|loopt tot|lopen tot|expire|expires|expired|expiring|expiry|expiration|lapse|lapses|lapsed|renewal|renewals|about to end|end|ends|end soon|ends soon|soon|verlopen|verloopt|aflopen|loopt af|lopen af|vervallen|vervalt|eindigen|eindigt|binnenkort',
  grace: 'grace|grace period|period|respijt|respijtperiode|coulanceperiode',
  trial:
    'trials running|running trials|trial running|lopende proefversies|trial|trials|trial version|trial versions|evaluation license|evaluation licenses|proeflicentie|proeflicenties|proefabonnement|proefabonnementen|proefversie|proefversies|probeerversie|probeerversies',
  approval:
    'second admin|second administrator|another admin|second person|tweede beheerder|tweede persoon|vier ogen|signature|signatures|handtekening|handtekeningen|a signature|second pair of eyes|second pair of eyes on|pair of eyes|tweede paar ogen|sign off|signoff|sign offs|approvals queue|akkoord|akkoorden|go ahead|ok from someone|okay from someone|approval|approvals|approval request|approval requests|request|requests|approval queue|to approve|for me to approve|goedkeuring|goedkeuringen|goedkeuringsverzoeken|verzoek|verzoeken|aanvraag|aanvragen|goed te keuren|goedgekeurd worden|goedkeuren',
  pending:
    'pending|open|outstanding|waiting|waits|wait|awaiting|needs|need|openstaand|openstaande|staat|staan|wacht|wachten|wacht er|moet|queue',
  approved: 'got approved|got accepted|approved|approve|approves|ingewilligd|goedgekeurd|goedgekeurde|goedkeurde|goed',
  rejected:
    'got rejected|got turned down|got declined|got refused|got denied|rejected|reject|declined|turned down|refused|geweigerd|geweigerde|afgewezen|afgekeurd|afgekeurde|af',
  export:
    'dump everyone|overzichtje in csv|email me|e mail me|stuur mij per mail|mail mij|dump|export out|spit out|schrijf weg|trek een export|uitdraai|make me a csv|as a download|export|download|exporteer|exporteren|send me|mail me|stuur me|stuur mij',
  file: 'foutenoverzicht|html rapport|htmlrapport|csv bestand|csvbestand|excelbestand|excel file|csv file|exportbestand|sheet|tabel|csv|excel|spreadsheet|file|report|rapport|rapportage|tenantrapport|groepsrapport|bestand|make a report|make me a report|create a report|maak een rapport|maak een rapportage',
  html: 'html rapport|htmlrapport|als html|html|webpage|web page|html report',
  drift:
    'didnt come from you|did not come from you|not come from you|wijkt af|by hand again|manual edits|manual licence edits|manual license edits|manual licence changes|manual license changes|manual changes|handmatige wijzigingen|bypassed you|bypassed the bot|bypassing you|bypassing the bot|in het beheercentrum|behind the bot s back|behind its back|achter de bot om|achter jouw rug om|achter je rug om|achter de rug van de bot om|om de bot heen|around the bot|round the bot|going around you|through powershell|via powershell|with powershell|by powershell|met powershell|directly in entra|in entra|in the entra portal|in de entra portal|drift|drifted|outside the bot|outside of the bot|outside this bot|outside you|outside of you|outside seatkeeper|buiten de bot|buiten de bot om|buiten jou om|buiten seatkeeper om|behind your back|behind the bots back|behind our back|bypass|bypassed|bypassing|manually|by hand|in the portal|in the admin center|in the admin centre|in the azure portal|in portal|in het portaal|in de portal|not through the bot|not through this bot|not via the bot|not by the bot|without the bot|handmatig|met de hand|afwijkingen|niet via de bot',
  changed:
    'things that happened|fiddle with|fiddle|did i do|did we do|have i done|have we done|heb ik gedaan|hebben we gedaan|deed ik|fiddling|fiddling with|been fiddling with|tinkering|tinkering with|been tinkering with|meddling with|messing with|been messing with|tampering with|been tampering with|playing around with|aan het rommelen|aan het prutsen|modifications|modification|license changes made|licence changes made|changes made|aanpassingen|fiddled|fiddled with|tampered|tampered with|tinkered|tinkered with|meddled|meddled with|messed about with|geknoeid|gerommeld|geprutst|zitten prutsen|zitten knoeien|licentiewijziging|licentiewijzigingen|licentiemutaties|mutaties|license changes|licence changes|licensing changes|did you do|have you done|you did|you have done|heb je gedaan|je gedaan hebt|je hebt gedaan|deed je|what happened to|what happened with|wat is er gebeurd met|change|changes|changed|happened|touched|modified|altered|edited|went on|mess|mess with|messed|messed with|wijziging|wijzigingen|veranderd|gewijzigd|veranderingen|gebeurd|aangepast|gedaan|aangezeten|gezeten|aan gezeten|wijzigde',
  history:
    'change log|change log of|history|audit|audit log|audit trail|log|timeline|changelog|geschiedenis|historie|logboek|auditlog',
  did: 'put|put on|placed|zette|neergezet|gehaald|uitgehaald|gezet|gegooid|in gezet|uit gehaald|bijgezet|was done to|been done to|is done to|took away|taken away|took|taken|pulled|stripped|dropped|upgraded|downgraded|copied|cancelled|canceled|applied|confirmed|reverted|froze|unfroze|reprocessed|retried|kicked|assigned|removed|gave|given|added|requested|made|switched|swapped|replaced|revoked|asked for|ask for|request|started|ran|moved|undid|undone|granted|weggehaald|weghaalde|weg gehaald|afgenomen|afgepakt|overgezet|omgezet|vervangen|gewisseld|verplaatst|gekopieerd|teruggedraaid|bevroren|geannuleerd|toegekend|verstrekt|uitgedeeld|toegewezen|verwijderd|gegeven|toegevoegd|aangevraagd|gedaan|ingetrokken|gaf|verwijderde',
  turned:
    'activated|deactivated|turned|turned off|turned on|switched off|switched on|disabled|enabled|ingeschakeld|uitgeschakeld|geactiveerd|gedeactiveerd|aangezet|uitgezet',
  last: 'most recently|nieuwste|newest|recentelijk|last|latest|most recent|previous|recent|recently|lately|laatste|vorige|recente|recentste|onlangs|for the last time|voor het laatst',
  since:
    'today|yesterday|vandaag|gisteren|this week|deze week|last week|vorige week|this month|deze maand|last month|vorige maand|since|sinds',
  scheduled: 'scheduled|planned|upcoming|temporary|gepland|geplande|tijdelijk|tijdelijke',
  fix: 'out of error state|out of the error state|raad je aan|raadt u aan|aanraden|in orde te krijgen|in orde krijgen|op orde te krijgen|op orde krijgen|wat stel je voor|wat stelt u voor|stel je voor|stelt u voor|to clear up|opgelost|krijg ik opgelost|could we do about|can we do about|could i do about|lossen|hoe lossen we|moeten we doen aan|advise|advise us to do about|advice|adviseren|propose|clear up|sorting out|can be done about|what can be done about|can i do about|to do about|do about|get out of|out of error|out of the red|make right|put right|get sorted|sorted|work around|workaround|workarounds|aan doen|doen aan|te doen aan|uit de fout|uit het rood|uit de problemen|weer goed|rechtzetten|recht te zetten|verhelpen|fix|fixes|fixed|solve|resolve|repair|suggest|suggestion|suggestions|solution|solutions|remedy|remedies|recommend|recommendation|recommendations|sort out|get rid of|clear|options|green|in the green|error free|without errors|zero errors|oplossing|oplossingen|oplossen|los|los op|repareer|herstel|verhelp|suggestie|suggesties|groen|nul fouten|foutloos|zonder fouten|advies|what can i do|what can we do|what should i do|what should we do|what to do|doen|wat kan ik doen|wat kunnen we doen|wat kan ik eraan doen',
  cheap:
    'goedkoopst|voordeligst|voordeligste|least expensive|lowest cost|at the lowest cost|cheap|cheapest|cost|money|goedkoop|goedkoopste|kosten|least money',
  few: 'least work|minste werk|zo min mogelijk gedoe|least painful|least painful way|minst pijnlijk|minst pijnlijke|minst ingrijpende manier|touching as little as possible|as little as possible|with as few changes as possible|met zo min mogelijk|least invasive|less invasive|minst invasief|least disruptive|less disruptive|least disruption|smallest impact|least impact|minst ingrijpend|minst ingrijpende|kleinste ingreep|fewest|fewest changes|least|least changes|minimal|smallest|smallest change|simplest|few changes|kleinste|kleinste wijziging|minste|minste wijzigingen|zo min mogelijk|zo min mogelijk wijzigingen|zo weinig mogelijk',
  inactive:
    'went quiet|gone quiet|niks doen|niets doen|inactive|dormant|stale|idle|unused|not used|never used|not active|inactief|inactieve|slapende|ongebruikte|niet gebruikt',
  active:
    'logde|logt niet in|logde in|sign ins|signed on|logt|logt in|signs in|sign in|signing in|signed in|logs in|log in|logging in|logged in|logs on|logged on|login|used|use|uses|been used|been active|been seen|been online|inlogt|ingelogd|inloggen|aangemeld|meldt zich|actief geweest|online geweest|gebruikt',
  reclaim:
    'win back|take back|regain|reclaimable|haal terug|terughalen|terug te halen|terugpakken|vrij kunnen maken|vrijspelen|free up|reclaim|reclaimed|harvest|recover|get back|claw back|make room|recoup|maak|win|vrijmaken|vrij te maken|terugwinnen|terug te winnen|win terug',
  unusedBy:
    'gathering dust|stof te vangen|licenses nobody uses|licences nobody uses|licenses that nobody uses|licenties die niemand gebruikt|pay for nothing|paying for nothing|betalen voor niets|wasting|waste|wasted|verspillen|verspilt|verspild|nobody uses|that nobody uses|no one uses|niemand gebruikt|die niemand gebruikt',
  kept: 'kept|retained|keeps|keep|behouden|bewaard|aangehouden|behoudt|bewaarde',
  before: 'before|from before|the first look|van vroeger',
  // What people are.
  disabled:
    'disabled|blocked|deactivated|uitgeschakeld|uitgeschakelde|geblokkeerd|geblokkeerde|gedeactiveerd|gedeactiveerde|sign in blocked|signin blocked|cant sign in|cannot sign in|can not sign in',
  enabled: 'enabled|active|actief|actieve|ingeschakeld|ingeschakelde',
  guests:
    'guest|guests|guest user|guest users|external|externals|gast|gasten|gastgebruiker|gastgebruikers|extern|externen',
  direct:
    'directly rather than via a group|directly rather than through a group|directly instead of via a group|directly instead of through a group|directly and not via a group|directly and not through a group|rechtstreeks toegewezen gekregen|direct toegewezen gekregen|twice|double|doubly|two times|more than once|dubbel|twee keer|tweemaal|direct|directly|individually|individual|directly assigned|assigned directly|direct copy|direct copies|rechtstreeks|rechtstreekse|directe|rechtstreeks toegewezen',
  inherited:
    'twice|double|doubly|two times|more than once|dubbel|twee keer|tweemaal|which groups gave|through a group|through groups|through any group|via a group|via groups|by a group|by group|from a group|through group|via group|via een groep|via groepen|door een groep|uit een groep|inherited|group based|geerfd|overgenomen|through a group too',
  location:
    'country set|location set|usage location set|land ingevuld|locatie ingevuld|usage location|usagelocation|location|country|gebruikslocatie|locatie|land',
  off: 'off|disabled|turned off|switched off|excluded|uit|uitgeschakeld|uitgezet|staat uit|staan uit',
  on: 'on|enabled|turned on|switched on|aan|ingeschakeld|aangezet|staat aan|staan aan',
  both: 'at the same time|at once|simultaneously|tegelijk|tegelijkertijd|samen|both|all of|zowel|allebei|beide|together',
  only: 'only|just|solely|exclusively|alleen|enkel|slechts|uitsluitend',
  freeze:
    'zet alle wijzigingen stil|zet wijzigingen stil|leg alles stil|leg alle wijzigingen stil|freeze|lock down|lock|pause|suspend|put a freeze on|hold|bevries|bevriezen|pauzeer|zet alles stil',
  reprocess:
    'ververs|verversen|have another go at|have another try at|take another run at|rerun license processing|rerun licence processing|rerun processing|re run license processing|re run licence processing|rerun the processing|reprocess|re process|reprocessing|retry|re try|rerun|re run|re evaluate|reevaluate|recalculate|recheck|re check|reapply|kick off reprocessing|trigger reprocessing|start reprocessing|force reprocessing|start processing|kick off processing|another go|another try|another shot|herverwerk|herverwerken|herbereken',
  process: 'processed|process|try|run|evaluate|check|probeer|proberen|draai|verwerk|verwerken',
  again: 'again|once more|anew|one more time|opnieuw|nog eens|nog een keer|weer|nogmaals',
  notify:
    'drop a note|warn us|hear about it|want to hear about it|i want to hear about it|hou me op de hoogte van|houd me op de hoogte van|keep me informed|keep me informed about|keep me up to date|keep me up to date on|verwittig|verwittig me|verwittig mij|verwittigen|verwittig ons|laat iets weten|seintje|seintje graag|een seintje|stuur me een seintje|stuur een seintje|geef me een gil|geef een gil|gimme a shout|give me a shout|give us a shout|shout|drop me a line|drop me a message|drop me a note|send me a note|send me a ping|give me a ping|give me a heads up|give us a heads up|heads up|poke me|buzz me|tik me aan|laat het even weten|laat even weten|app me|mail mij|hou me op de hoogte|hou ons op de hoogte|hou mij op de hoogte|houd mij op de hoogte|notify|notify me|notify us|ping|ping me|ping us|alert|alert me|alert us|warn|warn me|let me know|let us know|let this channel know|let the channel know|tell me|tell us|tell this channel|inform|inform me|message me|message this channel|keep me posted|keep us posted|remind me|post|email me|mail me|send me a message|send me a notification|send me an alert|send a message|subscribe|subscribe me|watch|notified|alerted|send alerts|send notifications|send messages|stuur meldingen|stuur berichten|waarschuw|waarschuw me|waarschuw mij|waarschuw ons|meld|meld me|meld mij|laat me weten|laat mij weten|laat het me weten|laat het mij weten|laat ons weten|laat dit kanaal weten|informeer|bericht|stuur me een bericht|stuur een bericht|stuur me een melding|geef me een seintje|geef een seintje|houd me op de hoogte|houd ons op de hoogte',
  notifications:
    'notification|notifications|alerts|pings|pinging|alerting|notifying|telling|telling me|telling us|messages|messaging|warnings|melding|meldingen|waarschuwingen|waarschuwen|melden|pingen|berichten|notificaties',
  stop: 'stop|quit|end|mute|unsubscribe|silence|disable|turn off|switch off|cancel|stop sending|stop met|hou op met|houd op met|hou op|houd op|zet uit|no longer',
  anymore: 'no more|any more|anymore|any longer|meer|ever|niet meer|nooit meer',
  whenever: 'whenever|if|once|as soon as|every time|each time|als|zodra|telkens als|elke keer als|elke keer dat',
  channel:
    'this channel|the channel|channel|here|hier|dit kanaal|het kanaal|kanaal|this chat|this conversation|this team|my own chat|own chat|my chat|private chat|chat|personally|privately|myself|direct message|persoonlijk|eigen chat|mijn chat|eigen gesprek',
  own: 'bought|purchased|paid for|gekocht|aangeschaft|aangekocht|own|owns|owned|bezit|bezitten',
  until: 'until|till|til|up to|through|thru|to|tot|t m|tot en met|until and including|up to and including',
  everything: 'everything|alles',
  hand: 'dish out|dishes out|deal out|deals out|dole out|doles out|dishing out|doling out|assign|assigns|grant|grants|provide|provides|toewijzen|toekennen|toewijst|uitdelen|uitreiken|handed out|given out|uitgedeeld|handing out|giving out|hand out|hands out|give out|gives out|gives|give|deelt uit|delen uit|delen|uit',
  ago: 'ago|geleden|in days',
  // Between the others: says nothing of its own.
  /** Where was said before: nothing is read without it. */
  there: 'there|daar',
  noise:
    'all of a sudden|of a sudden|in vredesnaam|in a nutshell|whole lot|the whole lot|for my manager|hoor|got a sec|z n|if it s not too much trouble|qua licenties|licence wise|license wise|thing|doing|anywhere|ergens|hangen|hangt|hangen er|hangt er|there be|rather than via a group|instead of via a group|than via a group|for the audit file|for our records|for the records|for the audit|openstaan|openstaande|is having|are having|opdracht|klus|taak|going|in which ways|pool|roughly|approximately|ongeveer|gekoppeld|gekoppeld zijn|hoort|voorzien|te voorzien|heel|om heel|sitting on|sits on|without hurting anyone|without hurting anybody|without anyone noticing|zonder dat iemand het merkt|on earth|the hell|in hemelsnaam|i require|we require|there any|instead of through a group|rather than through a group|en niet via een groep|company wide|tenant wide|organisation wide|tenantbreed|krijg je allemaal bij|tegen om|tegen|nog steeds|steeds|current|by hand|admin center|admin centre|in the admin center|beheercentrum|once|whom|put|in huis|in house|across the whole company|across the company|across the tenant|across the board|in the whole company|in the whole tenant|in de hele tenant|in het hele bedrijf|overal|do we pay for|are we paying for|we pay for|we are paying for|betalen we voor|betaal ik voor|we betalen voor|set in|vul|twice over|at this pace|at this rate|at the current pace|at the current rate|in dit tempo|op dit tempo|toegewezen gekregen|carry|carries|carrying|so many|that many|wel|these days|nowadays|at present|tegenwoordig|momenteel|op dit moment|loopt rond met|loopt er rond met|lopen rond met|lopen er rond met|there are|there is|there were|there was|theres|a|an|goes|set|filled in|ingesteld|ingevuld|page|pagina|ones|raakte|raakten|keurde|wees|away|weg|get|gets|receive|ter|te|gaat|komt|first|the|any|some|all|every|each|of|our|its|this|these|those|that|here|we|us|you|your|me|yourself|is|are|am|be|been|being|does|do|has|have|having|hold|holds|holding|is assigned|are assigned|get|gets|getting|currently|now|right now|at the moment|still|nog|already|yet|also|too|as well|as well as|and|or|but|then|so|please|with|by|whole|which|that are|that have|who have|list of|user|total|in total|actually|exactly|de|het|een|der|alle|al|elke|ieder|er|hier|we|wij|ons|onze|je|jij|u|jullie|dit|dat|die|deze|is|zijn|ben|heeft|hebben|heb|krijgt|krijgen|en|of|maar|dus|ook|nu|dan|graag|allemaal|as|s|als|even|eens|hun|their|company|bedrijf|organisation|organization|organisatie|tenant|at all|helemaal|up|living|live|based|located|working|in totaal|precies|stand|staat|staan|given|zich',
} as const satisfies Readonly<Record<string, string>>;

/** What a word of a question may say. */
export type QuestionLabel = keyof typeof LABELS;

export interface QuestionPhrase {
  readonly words: readonly string[];
  readonly labels: readonly QuestionLabel[];
}

const byFirstWord = new Map<string, QuestionPhrase[]>();

for (const [label, phrases] of Object.entries(LABELS) as [QuestionLabel, string][]) {
  for (const text of phrases.split('|')) {
    const words = text.split(' ');
    const siblings = byFirstWord.get(words[0] ?? '') ?? [];
    byFirstWord.set(words[0] ?? '', siblings);
    const at = siblings.findIndex((phrase) => phrase.words.join(' ') === text);
    const labels = [...(siblings[at]?.labels ?? []), label];
    siblings.splice(at === -1 ? siblings.length : at, at === -1 ? 0 : 1, { words, labels });
  }
}
for (const phrases of byFirstWord.values()) phrases.sort((one, other) => other.words.length - one.words.length);

/** Every word of these. */
export const questionWords: ReadonlySet<string> = new Set(
  [...byFirstWord.values()].flatMap((phrases) => phrases.flatMap(({ words }) => words)),
);

/** The longest phrase that stands at a place. */
export function questionPhraseAt(words: readonly string[], at: number): QuestionPhrase | undefined {
  return byFirstWord
    .get(words[at] ?? '')
    ?.find((phrase) => phrase.words.every((word, index) => word === words[at + index]));
}
