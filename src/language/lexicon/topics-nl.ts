import type { Topics } from './topics-en.ts';

/** Dutch words of questions and of requests that change no license, as pieces of patterns. */
export const topicsNl: Topics = {
  who: 'wie|iemand|welke (?:gebruikers|mensen|personen|leden|medewerkers)',
  why: 'waarom|hoezo|hoe komt het|waardoor|wat is de reden|leg uit|verklaar|wat is er mis met|wat is er aan de hand met|wat ging er mis met|wat is er gebeurd met|hoe kan het',
  howMany: 'hoeveel|aantal',
  show: 'toon|bekijk|zoek|vind|overzicht|lijst|tonen|laat (?:me |mij |)(?:zien|weten)|geef (?:me|mij|ons)',
  fail: 'foutmelding|rood|in het rood|misgaat|gaat er mis|niet in orde|mislukt|mislukte|mislukten|mislukken|fout|fouten|foutmeldingen?|problemen|probleem|mis|misgegaan|misging|stuk|vast|faalt|faalde|falen|gefaald|niet gelukt|lukt niet',
  reprocess:
    'herverwerk|ververs|verwerk|herverwerken|herbereken|probeer|opnieuw verwerken|nog eens verwerken|verwerken',
  again: 'opnieuw|nog eens|nog een keer|weer|nogmaals',
  undo: 'maak|draai|herstel|terugdraaien|ongedaan maken|zet',
  cancel: 'annuleer|blaas|stop|annuleren|stoppen|breek',
  approve: 'keur|ga akkoord met|geef akkoord op|accordeer|fiatteer|bevestig|goedkeuren|akkoord met|accepteer',
  reject: 'wijs|verwerp|afwijzen|afkeuren|weiger',
  freeze: 'bevries|pauzeer|bevriezen|zet alles stil',
  unfreeze:
    '(?:wijzigingsstop|bevriezing) (?:mag|kan) (?:eraf|weg|opgeheven)|hef (?:de )?wijzigingsstop op|ontdooi|ontgrendel|hef(?: de)? bevriezing|hervat|ontdooien|bevriezing opheffen',
  fix: 'groen|kleinste wijziging|minste wijzigingen|zo min mogelijk wijzigingen|oplossing|oplossingen|oplossen|los|repareer|herstel|verhelp|suggesties?|wat kan ik (?:eraan )?doen|wat kunnen we (?:eraan )?doen|fix|nul fouten|foutloos|zonder fouten|advies',
  apply: 'pas|gebruik|kies|voer|doe|neem|toepassen|uitvoeren',
  option: 'optie|oplossing|suggestie|keuze|nummer',
  notify:
    'waarschuw|meld|laat (?:me|mij|het me|het mij|ons|het ons|dit kanaal|het kanaal) weten|informeer|bericht|stuur (?:me |ons |)(?:een |)(?:bericht|melding)|geef (?:me |ons |)(?:een |)(?:seintje|melding)|houd (?:me|ons) op de hoogte|ping',
  digest: 'samenvatting|samenvattingen|overzicht|overzichten|weekoverzicht|weekoverzichten',
  export: 'exporteer|exporteren|rapport|tenantrapport|groepsrapport|download|csv|html|rapportage|excel',
  history: 'geschiedenis|historie|logboek|auditlog|audit',
  changes:
    'licentiewijzigingen?|licentiemutaties|mutaties|wijzigingen|wijziging|veranderd|gewijzigd|veranderingen|gebeurd|aangepast|gedaan|aangezeten',
  last: 'laatste|vorige|recente|recentste',
  seats:
    'over|vrij|vrije|beschikbaar|beschikbare|resterend|in gebruik|gebruikt|ongebruikt|ongebruikte|plaatsen|stoelen|seats',
  enough: 'genoeg|voldoende|toereikend|tekort|passen',
  status:
    'status|voortgang|hoe ver|hoe gaat het met|hoe staat het|hoe loopt|bezig|loopt er|wat ben je aan het doen|uitrol|wachtrij|lopende',
  compare: 'vergelijk|vergelijking|verschil|verschillen|versus|verschilt|beter dan',
  reclaim: 'maak|vrijmaken|win|terugwinnen|bespaar',
  whoami:
    'sta ik (?:eigenlijk )?als \\w+ te boek|(?:als )?wie ben ik(?: aangemeld| ingelogd)?|ben ik bevoegd|heb ik voldoende rechten|heb ik genoeg rechten|wie ben ik|wat mag ik|mag ik(?!.*\\b(?:hebben|krijgen|ontvangen|zien|inzien|csv|excel)\\b)|heb ik (?:rechten|toestemming|het recht)|welke (?:rollen|rechten) heb ik|mijn (?:rollen|rechten|rol)|ben ik (?:een )?goedkeurder|ben ik (?:\\w+ )?beheerder',
  help: "wat kan ik je (?:allemaal |zoal )?vragen|wat kan ik vragen|wat (?:kan|kun) (?:je|jij|u|hij)(?: allemaal| zoal)?(?= ?$)|help|hulp|hoe (?:kan|moet|doe) ik|hoe (?:kan|moet) je|wat kun je|wat kan je|wat doe je|voorbeelden|commando'?s|hoe werkt (?:dit|het|dat)|wat kan ik (?:vragen|zeggen|doen)|uitleg|handleiding|hoe wijs ik|hoe geef ik|hoe verwijder ik|hoe voeg ik|hoe wissel ik|hoe zet ik|wie ben je|wat ben je(?! aan| nu| bezig)",
  thanks:
    'bedankt|dank je(?: wel)?|dankjewel|danku|dankuwel|dankje|dankjewel hoor|dank u(?: wel)?|dank|merci|top bedankt|hartelijk dank|thanks',
  hello:
    'fijne dag verder|slaap lekker|hallo|hoi|hey|goedemorgen|goedemiddag|goedenavond|goeiemorgen|dag|doei|tot ziens|tot straks|hoe gaat het|fijne dag|fijn weekend|goedendag|welterusten|alles goed',
  praise:
    'top geregeld|goed geregeld|netjes geregeld|je bent een held|held|kanjer|topper|toppie|heel fijn|helemaal top|dat werkt|gelukt|het werkt|keurig|fantastisch|hoor|top|mooi|super|prima|geweldig|fijn|leuk|goed zo|goed gedaan|netjes|lekker|mooi zo|je bent geweldig|prachtig|sorry|oeps|goed|oke|laat maar',
  yes: 'doe die maar|doe deze maar|doe die|prima zo|is goed zo|zo is het goed|zo is goed|uitvoeren|voer maar uit|voer het uit|doe dat maar|doe dat|prima doen|goed doen|ja doen|doen|is prima|dat is goed|dat is prima|ja|jep|jup|jazeker|zeker|doe maar|akkoord|goed|prima|bevestig|bevestigd|toepassen|ga je gang|ga door|graag|klopt|oke|is goed|doe het|voer uit|ja graag|helemaal goed|natuurlijk',
  no: 'nee|neen|hoeft niet|hoeft niet meer|hoeft al niet meer|niet nodig|is niet nodig|niet meer nodig|laat zitten|toch maar niet|maar niet|niet doen|annuleer|annuleren|laat maar|laat toch maar|dan niet|dan maar niet|laat dan maar|laat dan maar zitten|laat het dan maar|alles annuleren|annuleer alles|stop|niet nu|laat maar zitten|toch niet|liever niet|doe maar niet|nee dank je|nee bedankt|vergeet het|vergeet het maar|vergeet maar|nog niet|wacht',
  lgtm: 'akkoord|goedgekeurd|keur goed|goedkeuren|ziet er goed uit|prima|is goed|mee eens|ja|doe maar|ik keur het goed|in orde|top|ga je gang',
  noway:
    'afgewezen|afgekeurd|keur af|wijs af|afwijzen|niet akkoord|nee|weiger|niet goedgekeurd|oneens|ik wijs het af|niet mee eens',
  rest: '(?:toon |laat |geef |en )*(?:de )?(?:rest|overige|anderen|volgende(?: pagina)?|meer)(?: zien)?|wie nog meer|wie nog|nog iemand|nog meer|zijn er nog meer|is dat alles|laat meer zien|meer|volgende pagina|toon meer',
  privilege: 'beheerder|beheerdersrechten|globale beheerder|adminrechten|licentiebeheerder|beheerdersrol',
  purchase: 'koop|bestel|kopen|bestellen|aanschaffen|bijkopen|bijbestellen|schaf',
  password: 'wachtwoord|wachtwoorden',
  hypothetical:
    'laat (?:eerst |eens |even |me )*zien wat er (?:dan )?gebeurt (?:als|wanneer)|gaat er iets (?:stuk|mis|fout) (?:als|wanneer)|gaat er iemand (?:stuk|mis|fout) als|laat (?:eens |even |me )?zien wat(?= .* (?:doet|zou doen|betekent)$)|wat (?:kost|betekent) het om|wat (?:zou|gaat) het kosten (?:om|als)|reken (?:eens |even )?(?:door|uit) (?:wat (?:het|er) (?:betekent|gebeurt|verandert) )?(?:als|wat)|laat (?:eens |even )?zien wat (?:het|er) (?:betekent|gebeurt|verandert) (?:als|wanneer)|wat (?:betekent|doet) het (?:als|wanneer)|doe alsof|doe eens alsof|doe eens of|wat (?:gebeurt|zou) er (?:gebeuren )?(?:als|wanneer)|wat zou er gebeuren als|wat als|wie (?:zou|zouden|zal) (?:er )?(?:mislukken|falen) als|wie mislukt er als|wie mislukken er als|hoeveel (?:mensen |gebruikers |)(?:zouden|zou|zullen) (?:er )?(?:mislukken|falen) als|stel dat|stel(?! .*\\b(?:beschikbaar|open|beschikking)\\b| .* in (?:op|als|naar)\\b)|wat is het (?:effect|gevolg|risico|gevaar) (?:als|van|om)|wat zijn de risico.?s (?:als|van|om)|(?:is|zou) het (?:veilig|oke|oké|verstandig|riskant|gevaarlijk|erg|een probleem|kwaad)(?: zijn)? (?:om|als)|kan het kwaad (?:om|als)|wie (?:heeft|hebben|krijgt|krijgen) er last van als|wie (?:wordt|worden) er geraakt (?:als|door)|kan ik veilig|wat zijn de gevolgen (?:als|van)|als|indien',
  dryRun:
    'proefdraai|(?:zet (?:het|dit|alles) klaar,? )?maar voer (?:het|dit) (?:nog )?niet uit|maar (?:nog )?niet uitvoeren|proefdraaien graag|(?:er )?nog niets doen|nog niets toepassen|nog niet toepassen|nog niet doorvoeren|proefje|simuleer|droogloop|droge run|testrun|alleen laten zien|alleen tonen|nog niet uitvoeren|proefdraaien|proef|test|bij wijze van test|zonder (?:het )?toe te passen|simulatie|alleen simuleren|droog|proefrun',
};
