import type { Phrases } from './concepts.ts';

/** Dutch phrases. Separable verbs stand as stem and as infinitive; what is split off ("toe") is a particle. */
export const nl: Phrases = {
  give: 'reik|reiken|schenk|schenken|gun|gunnen|klaarzetten|inregelen|doorvoeren|plak|plakken|bedien|bedienen|knallen|toekenning van|toewijzing van|uitreiking van|lever|leveren|assign|assignen|assigneren|granten|provisionen|provisioneer|provisioneren|deployen|deploy|uitreiken|uit te reiken|reik uit|ga voorzien|toebedelen|bedeel|bedelen|verzorg|verzorgen|push|pushen|gebruik|gebruiken|rust|uitrusten|hang|hangen|verleng|verlengen|te verlengen|beschikbaar stellen|stel beschikbaar|ter beschikking stellen|voorzie|voorzien|deel|uitdelen|uit te delen|regel|regelen|te regelen|bezorg|bezorgen|verschaf|verschaffen|koppel|koppelen|deel uit|rol uit|licentieer|geef|geven|te geven|wijs|toewijzen|toe te wijzen|ken|toekennen|toe te kennen|verstrek|verstrekken|verleen|verlenen|rol|uitrollen|uit te rollen',
  add: 'adden|erbij zetten|bijvoegen|bij te voegen|invoegen|meld|schrijf|opnemen|op te nemen|inschrijven|in te schrijven|aanmelden|aan te melden|voeg|toevoegen|toe te voegen',
  put: 'steek|steken|zet|zetten|te zetten|stel|plaats|plaatsen|instellen',
  need: 'zit te springen om|zitten te springen om|springt om|staat te springen om|staan te springen om|moet aan de|moeten aan de|wil aan de|willen aan de|wordt voorzien van|worden voorzien van|vraagt om|vragen om|leent|lenen|wacht op|wachten op|wacht nog op|wachten nog op|wacht nog steeds op|wachten nog steeds op|zit zonder|zitten zonder|zit nog zonder|zitten nog zonder|zit nog steeds zonder|zitten nog steeds zonder|mist|missen|heeft recht op|hebben recht op|hoort te krijgen|horen te krijgen|hoort te hebben|horen te hebben|dient te krijgen|dienen te krijgen|wil|willen|moet krijgen|moeten krijgen|krijgt|krijgen|moet hebben|moeten hebben|zou moeten krijgen|wil graag|heeft behoefte aan|mag krijgen|mogen krijgen|nodig',
  take: 'ontdoen|verlos|opzeggen|kan vervallen|mag vervallen|kunnen vervallen|mogen vervallen|vervallen|te vervallen|intrekking van|verwijdering van|removen|revoken|strippen|strip|unassignen|onttrek|onttrekken|terughalen|terug te halen|terugnemen|terug te nemen|terugtrekken|terug te trekken|afhalen|af te halen|loskoppelen|los te koppelen|ontkoppel|ontkoppelen|beëindig|beëindigen|stopzetten|stop te zetten|schrap|schrappen|te schrappen|wegnemen|weg te nemen|ontdoe|inleveren|in te leveren|verwijder|verwijderen|te verwijderen|haal|halen|weghalen|weg te halen|trek|intrekken|in te trekken|neem|afnemen|af te nemen|ontneem|ontnemen|pak|afpakken',
  kick: 'zwier|zwieren|bonjour|flikker|knikker|knikkeren|smijt|zet eruit|gooi|gooien|schop|schoppen|kieper',
  delete: 'wis|wissen',
  enable:
    'activering van|inschakeling van|herstel|herstellen|heractiveer|heractiveren|opnieuw activeren|enablen|aandoen|aan te doen|vrijgeven|vrij te geven|openzetten|open te zetten|deblokkeer|deblokkeren|toestaan|toe te staan|activeer|activeren|inschakelen|in te schakelen|aanzetten|aan te zetten',
  disable:
    'uitschakeling van|deactivering van|disablen|uitdoen|uit te doen|dichtzetten|dicht te zetten|dichtdoen|afzetten|af te zetten|blokkeer|blokkeren|te blokkeren|afsluiten|af te sluiten|deactiveer|deactiveren|uitschakelen|uit te schakelen|uitzetten|uit te zetten',
  make: 'maak|maken|te maken',
  keep: 'houdt|behoudt|bewaart|blijft|blijven|blijf|behoud|behouden|bewaar|houd|hou|houden|laat|laten|te laten',
  turn: 'schakel|schakelen|doe',
  go: 'kan terug|mag terug|moet terug|gaat terug|kunnen terug|mogen terug|moeten terug|gaan terug|kan omlaag|mag omlaag|kan omhoog|mag omhoog|mag een stapje terug|gaat|gaan|stapt|stappen',
  rather: 'in plaats daarvan|daarvoor in de plaats',
  move: 'moven|move|overhevelen|over te hevelen|hevel|verzet|verhuizen|te verhuizen|verschuif|verschuiven|breng|brengen|schuif|schuiven|verplaats|verplaatsen|te verplaatsen|overplaatsen|over te plaatsen|verhuis',
  swap: 'verruil|verruilen|inwisselen|swappen|switchen|switch|verwissel|verwisselen|om te ruilen|inruilen|in te ruilen|ruil in|vervang|vervangen|te vervangen|wissel|wisselen|omwisselen|ruil|ruilen|omruilen|omzetten|om te zetten|verander|veranderen|wijzig|wijzigen|overzetten|over te zetten',
  upgrade:
    'hijs|hijsen|degradeer|degraderen|afschalen|waardeer|opwaarderen|op te waarderen|promoveer|hoog|ophogen|schaal|opschalen|verlaag|verhoog|verlagen|verhogen|til|tillen|breng|brengen|upgrade|downgrade|upgraden|te upgraden|downgraden|te downgraden',
  migrate: 'ruim|opruimen|op te ruimen|migreer|migreren',
  restrict: 'beperk|beperken|te beperken|reduceer|reduceren|inperken|in te perken|snoei',
  copy: 'spiegel|spiegelen|copy|copieer|copiëren|clone|clonen|kloon|klonen|synchroniseer|synchroniseren|kopieer|kopieren|te kopieren|kopiëren|te kopiëren|dupliceer|neem over|overnemen',

  gave: 'voorzien werd|voorzien worden|wordt voorzien|voorzien wordt|uitgerold|verstrekt|uitgedeeld|verleend|uitgereikt|kreeg|kregen|gekregen|gaf|gegeven|toegewezen|toegekend|toegevoegd|zou krijgen|zouden krijgen|worden toegewezen|toewijs|toevoeg|toeken',
  took: 'verwijderd|weggehaald|ingetrokken|afgenomen|weghaal|afhaal|afneem|wegneem|afpak|intrek|worden verwijderd',
  enabled: 'geactiveerd|gereactiveerd|geheractiveerd|gedeblokkeerd|ingeschakeld|aangezet|aanzet|inschakel',
  disabled: 'gedeactiveerd|geblokkeerd|afgezet|uitgeschakeld|uitgezet|uitzet|uitschakel',
  joined: 'lid worden van|lid zijn van|lid wordt van|komen|bijkomen|te komen|lid werd van|erbij komt',
  lost: 'neem|afnemen|af te nemen|ontneem|ontnemen|pak|afpakken|inleveren|in te leveren|kwijtraken|verliest|kwijtraakt|verloor|verliezen',
  left: 'verlaat|verliet|weggaat uit|uit gaat',
  moved: 'verplaatst|verhuist|overgeplaatst|verhuisde',
  swapped: 'doorstromen|overgaan|overstappen|doorgroeien|vervangen door|overstapt|omgezet|gewisseld|overgaat|omzet',
  copied: 'gekopieerd',

  to: 'terug naar|naar|aan',
  for: 'voor',
  in: 'in|binnen|bij|op',
  from: 'terug van|terug uit|als lid van|van|uit|vanuit|vanaf',
  of: 'van',
  with: 'met|inclusief',
  without:
    'maar dan wel zonder|maar wel zonder|maar dan zonder|wel zonder|alleen zonder|alleen geen|maar noch|en noch|maar laat weg|met weglating van|behalve het plan|behalve de dienst|zonder|maar geen|maar niet|maar zonder|excl|exclusief|geen|met uitzondering van het plan|minus',
  except:
    'muv|op uitzondering na van|buiten beschouwing latend|los van|afgezien van|behalve|maar niet aan|maar niet voor|maar niet bij|maar niet van|maar niet uit|uitgezonderd|met uitzondering van|op uitzondering van|buiten',
  only: 'en niets anders|en verder niets|en niks anders|en verder niks|en anders niets|en meer niet|louter|niets dan|niks anders dan|met uitsluitend|beperkt tot|alleen|enkel|slechts|uitsluitend|alleen maar|alleen met|enkel met|met alleen|met enkel',
  instead:
    'in plaats dan|inplaats van|inplaats|in plaats|in de plaats van|komt in de plaats van|komen in de plaats van|komt in plaats van|komen in plaats van|in ruil voor|in ruil tegen|ter vervanging van|als vervanging van|als vervanging voor|in de plaats komen van|in plaats komen van|de plaats innemen van|in plaats van|ipv|i.p.v.',
  between: 'tussen',
  by: 'door',
  on: 'mag terug aan|mogen terug aan|kan terug aan|kunnen terug aan|moet terug aan|moeten terug aan|terug aan|weer aan|open|aan staat|aanstaat|aan staan|aan|ingeschakeld',
  off: 'dicht|erbuiten|achterwege|buiten beschouwing|uit staat|uitstaat|uitgesloten|weggelaten|niet inbegrepen|uit|uitgeschakeld|uitgeschakelde|uit staan|uit te staan',
  particle: 'klaar|beschikbaar|aan|uit|toe|weg|erbij|af|om|in|over|terug|eruit|eraf|mee|op|erop|kwijt',
  and: 'en|alsook|alsmede|evenals|maar',
  but: 'terwijl|maar',
  or: 'of|noch',
  arrow:
    'plaatsmaken voor|moet plaatsmaken voor|mag plaatsmaken voor|moeten plaatsmaken voor|maakt plaats voor|maken plaats voor|moet plaats maken voor|mag plaats maken voor|wordt|worden',
  after: 'dan|daarna|vervolgens|en dan|en daarna|en vervolgens',
  not: 'is klaar met|zijn klaar met|niet meer nodig|niet langer nodig|niet nodig|niet|nooit|niemand|niks|niets|geenszins|nergens|stop met|stop|annuleer|voorkom|vermijd|geen enkele|niet meer|geen van|noch',
  unneeded: 'is klaar met|zijn klaar met|niet meer nodig|niet langer nodig|niet nodig',
  same: 'precies wat|exact wat|op dezelfde manier als|net zo als|op gelijke voet met|conform|wat|alles wat|al wat|net zoals|net als|zoals|precies zoals|precies als|gelijk aan|exact hetzelfde als|hetzelfde|zelfde|de zelfde|zelfde licenties als|dezelfde licenties als|hetzelfde als|dezelfde als|dezelfde producten als|dezelfde licentie als|precies dezelfde licenties als|dezelfde',
  also: 'de groep dekt die al|die de groep al dekt|de groep dekt ze al|wel gewoon|gewoon|bovenop wat ze hebben|bovenop wat ze al hebben|daarbovenop|daarnaast|bovendien|erbovenop|nog|nog steeds|weer|alweer|voortaan|opnieuw|ook|ook nog|tevens|eveneens',
  until:
    'geldig tot|geldig t/m|geldig tot en met|maar alleen tot|alleen tot|maar slechts tot|slechts tot|tot|tot en met|t/m|totdat',
  since: 'sinds',
  starting: 'niet eerder dan|pas vanaf|pas per|pas met ingang van|pas op|pas|vanaf|met ingang van|per|ingaande',
  during: 'voor|gedurende',
  because: 'omdat|want|vanwege|wegens|aangezien|doordat|reden:|de reden is|reden is|zodat|i.v.m.|in verband met|ivm',
  forever: 'tot nader order|voorlopig|tot nader bericht|voorgoed|permanent|definitief',
  now: 'zonder uitstel|onverwijld|zonder dralen|met onmiddellijke ingang|nu|vandaag|meteen|per direct|vanaf nu|direct nu|met ingang van vandaag',
  temporary: 'tijdelijk|voor even|een tijdje|voor een tijdje|een poosje',
  must: 'kan|hoeft|hoeven|moet|moeten|zou moeten|zouden moeten|dient|dienen|mag|mogen|moet worden|moeten worden|hoort',

  all: 'alles|alle|al de|elke|iedere',
  everything: 'alles',
  everyone:
    'in de hele tenant|tenantbreed|bedrijfsbreed|over de hele tenant|iedereen|iedereen die|alle gebruikers|alle leden|alle mensen|alle medewerkers|elke gebruiker|elk lid|het hele bedrijf|de hele tenant|de hele organisatie|ieder lid|alle groepen|elke groep|overal|de tenant',
  license: 'toewijzingen|kopieën|licentie|licenties|abonnement|abonnementen',
  group: 'groep|groepen|afdeling',
  user: "mannen|dames|heren|jongens|meiden|collegae|collega's|personeel|lui|gebruiker|gebruikers|mensen|persoon|personen|medewerker|medewerkers|collega",
  member: 'lid|leden|lidmaatschap|leden van',
  product: 'product|producten|pakket|pakketten',
  plan: 'onderdelen|plan|plannen|serviceplan|serviceplannen|dienst|diensten|onderdeel',
  location: 'gebruikslocatie|locatie|land|gebruiksland',
  direct: 'hemzelf|haarzelf|henzelf|zichzelf|direct|directe|rechtstreeks|rechtstreekse',
  both: 'zowel|beide|allebei',
  auxiliary: 'heeft|hebben|heb|wordt|worden|is|zijn|zou|zouden|zal|zullen|werd|dan',
  numeral: 'twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|een paar',
  as: 'als',
  ensure:
    'ik zou het fijn vinden als|we zouden het fijn vinden als|wij zouden het fijn vinden als|ik zou het op prijs stellen als|ik zou het waarderen als|het zou mooi zijn als|het zou handig zijn als|het zou goed zijn als|graag zou ik zien dat|zorg er even voor dat|zorg er eens voor dat|zorg er graag voor dat|zorg er ook voor dat|zorg even dat|zorg er alsjeblieft voor dat|zorg er aub voor dat|zorg jij dat|zorg jij ervoor dat|wil je zorgen dat|wil je ervoor zorgen dat|kun je zorgen dat|kun je ervoor zorgen dat|kan je ervoor zorgen dat|zou het kunnen dat|is het mogelijk dat|we hebben besloten dat|er is besloten dat|het is besloten dat|ik wil graag dat|we willen graag dat|wij willen graag dat|ik zou graag willen dat|ik zou graag zien dat|we zouden graag zien dat|het zou fijn zijn als|het is de bedoeling dat|het de bedoeling is dat|laat|ervoor zorgen dat|er voor zorgen dat|ik wil dat|we willen dat|wij willen dat|zorg dat|zorg ervoor dat|zorg er voor dat|regel dat',
  having: 'beschikt|beschikken|gebruiken|te hebben|beschikken over|heeft|hebben|krijgt',
  subject: 'ik|wij|we|je|jij|u',
  me: 'mij|me|mezelf|onszelf',
  pronoun: 'dit|dat|ze|zij|hij|hen|hun|hem|haar|die|deze',
  filler:
    'nog een|die heet|dat heet|genaamde|heel|hele|gehele|ofwel|hetzij|volledige|lang|de|het|een|toegang tot|er|te|ons|onze|mijn|jouw|uw|genaamd|heet|zn',
  polite:
    'als je even tijd hebt|wanneer je tijd hebt|als u tijd heeft|zou fijn zijn|zou mooi zijn|zou handig zijn|oa|te doen|actiepunten|acties|niet eerder|en niet eerder|kunt ge|kunt ge efkes|kunde|kunde efkes|zoudt ge|zoudt ge efkes|wilt ge|efkes|effekes|efkens|gij|ge|hierbij|vergeet niet|vergeet niet om|vergeet vooral niet|denk eraan om|denk erom|twee dingen|doe het volgende|het volgende|een paar dingen|beste collega|beste collegas|geachte collega|beste allemaal|beste helpdesk|beste beheer|beste it|geachte heer|geachte|hi collega|gaarne|zou iemand|kan iemand|kan er iemand|zou je willen|wil iemand|kunnen jullie even|wil je alsjeblieft|voor de zekerheid|zoals gewoonlijk|zoals altijd|uiteraard|natuurlijk|graag gedaan|indien mogelijk|waar mogelijk|bij gelegenheid|zodra het kan|zodra het uitkomt|liefst vandaag|liefst|het liefst|nog even|eventjes nog|vlot|rap|rustig aan|we zouden graag|wij zouden graag|zouden we graag|we hadden graag|ik had graag|geen haast|niet dringend|geen spoed|en laat de rest zoals het is|en laat de rest staan|en laat de rest met rust|en de rest blijft zoals het is|laat de rest zoals het is|laat de rest staan|laat de rest met rust|de rest blijft zoals het is|en de rest blijft|de rest blijft|kunnen jullie|willen jullie|zouden jullie|ff|ffe|effe|effen|eventjes|gauw|vlug|ajb|zou het kunnen dat|is het mogelijk dat|eerst|voor het laatst|op dit moment|momenteel|als je wilt|als u wilt|wil je even|kun je even|kan je even|zou je even|zou je misschien|kun je misschien|ik zou graag willen dat je|mag ik je vragen om|mag ik vragen om|graag zo snel mogelijk|spoed|met spoed|per omgaande|direct graag|vriendelijk verzoek om|verzoek om|graag|aub|alsjeblieft|alstublieft|a.u.b.|svp|s.v.p.|kun je|kunt u|kan je|wil je|wilt u|zou je|zou u|kun jij|zou je kunnen|zou u kunnen|kunnen|ik wil graag|we willen graag|ik zou graag|we moeten|ik moet|laten we|even|eens|maar even|nu|meteen|direct nu|vandaag|met ingang van vandaag|vanaf nu|per direct|zo snel mogelijk|zsm|als het kan|bedankt|alvast bedankt|dank je|dank je wel|dankjewel|dank u|dank|hallo|hoi|hey|goedemorgen|goedemiddag|goedenavond|dag|beste|beste bot|hoi bot|hallo bot|ok|oke|oké|zo|nou|dus|gewoon|s.v.p|dringend|snel|voor mij|voor ons|is het mogelijk om|kunnen we|groeten|groetjes|mvg|met vriendelijke groet|om|ben zo vriendelijk|zo vriendelijk willen zijn om|zo vriendelijk willen zijn|zo vriendelijk zijn om|zou het mogelijk zijn om|gelieve|eigenlijk|toch',

  noise:
    'regel jij dat even|regel jij dat|regel je dat even|regel je dat|regelt u dat even|kun jij dat regelen|kan jij dat regelen|kun je dat regelen|kan je dat regelen|regel jij het even|mogguh|mogge|moin|hallo allemaal|hoi allemaal|goeiemorgen|goedendag|hey daar|dank u wel|dank je zeer|dank vast|alvast dank|alvast hartelijk dank|hartelijk dank|hartelijk bedankt|dankjewel alvast|dikke dank|bij deze|klein verzoekje|verzoekje|vraagje|klein vraagje|snel vraagje|kort vraagje|even tussendoor|tussendoor|nieuwe aanvraag|standaardaanvraag|wijzigingsverzoek|ik hoor het wel|laat maar weten|alles goed|hoop dat het lukt|zoals besproken|zoals afgesproken|zoals beloofd|naar afspraak|nieuwe medewerker|nieuwe medewerkers|nieuwe collega|nieuwe starter|instroom|zodra je tijd hebt|wanneer je tijd hebt|als je een momentje hebt|eigenlijk|toch|sorry|sorry dat ik stoor|eh|uh|ehm|hmm|mensen|jongens|allemaal|fw|fwd|re|antw|licentieverzoek|aanvraag|verzoek|dank alvast|dank bij voorbaat|bij voorbaat dank|super bedankt|zou fijn zijn|dat zou fijn zijn|dat zou mooi zijn|nog eentje|nog iets|als je even tijd hebt|als je tijd hebt|als het niet te veel moeite is',
  more: 'meer',
  asis: 'staan|met rust|zoals het is|zoals het staat|ongemoeid|zo|ongewijzigd',
  relative: 'zit|zitten',

  weekday: 'maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag',
  month: 'januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|okt|mrt',
  unit: 'dagen|dag|weken|week|maanden|maand|jaar|jaren|uur|uren|kwartaal|weekend',
  day: 'morgen|overmorgen|gisteren|vanavond|vanmiddag|vandaag|middernacht',
  next: 'volgende|komende|aanstaande|deze|dit|vorige|afgelopen',
  end: 'het einde van|einde|eind|het eind van|begin',
};
