/**
 * Words of everyday English and Dutch that are not part of a command. They are never taken for the beginning of a name
 * or for a typing error, and a command that holds one of them is not understood.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'who what which why when where how whom whose if whether could would should might may shall will can do does did done doing be been being am was were is are has had having have ' +
    'any anyone anybody some someone somebody something anything nothing more most less least much many few several other others another own rather quite very even yet still ever never always often ' +
    'here there then than because while although though however therefore thus hence until since before after during about above below between through against under over again once ' +
    'show list find see look check tell say said ask know think want need like help make made let keep give take get got go goes come comes came went put set use used using try tried run runs ran ' +
    'work works working worked fail fails failed failing failure failures error errors problem problems issue issues wrong broken stuck fix fixes fixed solve suggest suggestion suggestions option options ' +
    'status progress history audit log report export download csv html excel file seats seat left free available enough remaining remain total count number people users groups group user members member ' +
    'license licenses licence licences plan plans product products service services bot channel chat team teams tenant company organization admin administrator permission permissions role roles allowed ' +
    'approve approved approval approvals reject rejected pending waiting request requests open change changes changed job jobs last latest recent first next previous new old current currently today yesterday tomorrow tonight week month year day days hour hours minutes ' +
    'hello hi hey thanks thank please sorry yes no ok okay sure great nice good bad fine cool lol haha weather joke password delete buy purchase price cost costs cheap cheapest cheaper ' +
    'compare difference different same between versus vs conflict conflicts conflicting location country direct directly inherited assigned assignment assignments state finished ready complete completed ' +
    'reprocess retry undo cancel stop freeze unfreeze notify ping alert message simulate preview dry test outside portal manually touched drift forecast predict expect signed sign inactive unused ' +
    'wie wat welke waarom wanneer waar hoe hoeveel of indien zou zouden kan kunnen mag mogen moet moeten wil willen zal zullen ben bent is zijn was waren wordt worden geworden heeft hebben had hadden ' +
    'iemand niemand iets niets meer meest minder veel weinig enkele andere anders nog steeds altijd vaak hier daar toen dan omdat terwijl hoewel daarom voordat nadat tijdens over onder boven tegen ' +
    'toon laat zien geef lijst zoek vind kijk controleer zeg zegt zei vraag vraagt vroeg vroegen weet wist denk dacht hulp help maak houd ga gaat kom komt doe doet gebruik gebruikt probeer werkt werken mislukt mislukte mislukken fout fouten foutmelding probleem problemen ' +
    'oplossen oplossing oplossingen los herstel optie opties voortgang geschiedenis rapport exporteer vrij over genoeg beschikbaar totaal aantal mensen gebruikers groepen groep gebruiker leden lid ' +
    'licentie licenties plannen producten dienst diensten kanaal bedrijf beheerder rechten rol rollen goedkeuring goedkeuringen goedkeuren keur wijzigingen wijziging laatste vorige volgende vandaag gisteren morgen week maand jaar dag dagen ' +
    'hallo hoi bedankt dank sorry ja nee goed mooi leuk weer wachtwoord koop kopen prijs kosten goedkoopste vergelijk verschil verschillen locatie land rechtstreeks klaar gereed ' +
    'verwerk opnieuw ongedaan annuleer bevries meld waarschuw buiten handmatig aangeraakt voorspel ingelogd aangemeld ongebruikt nice weather it its this that these those they them he she her his him their there the a an and or to of in on at for by with without from as'
  ).split(' '),
);
