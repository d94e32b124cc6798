import type { approvals as english } from '../en/approvals.ts';
import type { Translated } from '../translated.ts';

/** Een tweede persoon die akkoord moet gaan, en tijden waarin niets wordt toegepast. */
export const approvals = {
  needed: '**{count}** personen zouden minder hebben dan nu, dus moet een tweede persoon akkoord gaan.',
  neededTenant: 'Dit noemt de hele tenant, dus moet een tweede persoon akkoord gaan.',
  neededApprovers: 'Dit wijzigt wie mag goedkeuren, dus moet een tweede persoon akkoord gaan.',
  haveLess: { one: 'heeft minder dan nu', other: 'hebben minder dan nu' },
  neededFix: 'Een tweede persoon moet akkoord gaan.',
  neededAlways: {
    see: 'Hiervoor moet altijd een tweede persoon akkoord gaan.',
    licenseGroup: 'Voor wijzigingen van wat groepen geven moet altijd een tweede persoon akkoord gaan.',
    licenseUser: 'Voor wijzigingen van directe licenties moet altijd een tweede persoon akkoord gaan.',
    memberships: 'Voor wijzigingen van lidmaatschappen moet altijd een tweede persoon akkoord gaan.',
    usageLocation: 'Voor wijzigingen van gebruikslocaties moet altijd een tweede persoon akkoord gaan.',
    reprocessUser: 'Voor opnieuw verwerken moet altijd een tweede persoon akkoord gaan.',
  },
  askFirst: '{why} Druk op “Goedkeuring vragen” of zeg “ja”.',
  told: {
    one: '{count} persoon die het mag goedkeuren is in de eigen chat gevraagd.',
    other: '{count} personen die het mogen goedkeuren zijn in hun eigen chat gevraagd.',
  },
  toldNobody:
    'Niemand die het mag goedkeuren heeft al een chat met mij. Een van deze kan “keur {number} goed” zeggen: {roles}.',
  inChannel: 'Het is in het kanaal voor goedkeuringen geplaatst.',
  perhapsAsked: 'Teams zei niet of elk verzoek is aangekomen: wie er geen ziet, kan “toon #{number}” zeggen.',
  emergency: {
    button: 'Goedkeuren in nood',
    label: 'Waarom het niet kan wachten',
    placeholder: 'vanavond loopt de salarisrun',
    error: 'Zeg waarom: wie het mag goedkeuren krijgt het te horen.',
    explained:
      'U hoort niet bij wie dit mag goedkeuren: {approvers}. In een noodgeval mag u het, met een reden. Zij horen het meteen.',
    approved: '**{who}** keurde het goed met noodtoegang.',
    approvedAt: '**{who}** keurde goed met noodtoegang, {time}.',
    told: '{who}, die niet bij de goedkeurders ervan hoort, keurde #{number} goed met noodtoegang (“{reason}”). {requester} had gevraagd: {change}',
    inReport: 'met noodtoegang',
  },
  membersOf: 'leden van {group}',
  nobodyNamed: 'op dit moment niemand',
  askedAgain: 'De uitkomst is veranderd sinds het werd gevraagd. Er is niets gedaan; zo zou het nu uitkomen.',
  approvedAt: '**{who}** keurde goed, {time}.',
  withdrawn: '**{who}** trok het in. Er is niets gewijzigd.',
  impossible: 'De directory zou het niet meer aannemen. Er is niets gewijzigd.',
  refused: {
    notAsked: 'Hiervoor is niemand om goedkeuring gevraagd.',
    own: 'Dit is uw eigen verzoek: iemand anders moet het goedkeuren. “annuleer {number}” trekt het in.',
    notAllowed: 'Uw rol omvat niet dit goed te keuren. Een van deze kan het: {roles}.',
    notNamed: 'U hoort niet bij wie hierover mag beslissen: {approvers}. Er is niets gewijzigd.',
    needsReason:
      'U hoort niet bij wie dit mag goedkeuren: {approvers}. In een noodgeval mag u het, met een reden die zij te horen krijgen: zeg “keur {number} goed, omdat …”. Er is niets gewijzigd.',
    notRequester: 'Alleen {who} kan dit verzoek intrekken. Wie het mag goedkeuren kan het afwijzen.',
    stale:
      'De uitkomst is veranderd sinds deze kaart en het is opnieuw gevraagd. De nieuwste kaart toont hoe het nu zou uitkomen. Er is niets gewijzigd.',
    requesterNotAllowed: '{who}, die het vroeg, mag dit niet meer. Er is niets gewijzigd.',
    tooEarly: 'Er is nog tijd om hierover te beslissen.',
  },
  first: {
    approved: '{who} was u voor: al goedgekeurd.',
    rejected: '{who} was u voor: al afgewezen. Er is niets gewijzigd.',
    withdrawn: '{who} heeft dit verzoek ingetrokken. Er is niets gewijzigd.',
    expired: 'Niemand besliste op tijd: dit verzoek is verlopen. Er is niets gewijzigd.',
    impossible: 'De directory heeft dit geweigerd. Er is niets gewijzigd.',
  },
  done: {
    approved: 'U keurde #{number} goed: {change}',
    emergency: 'U keurde #{number} goed met noodtoegang, en wie het mag goedkeuren hoort het: {change}',
    rejected: 'U wees #{number} af: {change} Er is niets gewijzigd.',
    withdrawn: 'U trok #{number} in. Er is niets gewijzigd.',
    askedAgain:
      'Er is niets gedaan: de uitkomst van #{number} is veranderd sinds het werd gevraagd. Het wordt opnieuw gevraagd, zoals hieronder.',
  },
  news: {
    approved: '{who} keurde #{number} goed{because}: {change}',
    emergency: '{who} keurde #{number} goed met noodtoegang{because}: {change}',
    rejected: '{who} wees #{number} af{because}: {change} Er is niets gewijzigd.',
    expired:
      'Niemand besliste op tijd over #{number}: {change} Er is niets gewijzigd. Zeg het nog eens om het opnieuw te vragen.',
    impossible: 'De directory zou #{number} niet meer aannemen: {change} Er is niets gewijzigd.',
  },
  because: ' (“{reason}”)',
  reminder:
    '#{number} wacht nog op goedkeuring, nog {time}. {who} vraagt: {change} Zeg “keur {number} goed” of “wijs {number} af”.',
  nothingWaits: 'Hier wacht niets op goedkeuring.',
  unknownRequest: 'Ik ken geen wijziging met dit nummer.',
  decidedTitle: { approved: 'Goedgekeurd', rejected: 'Afgewezen', withdrawn: 'Ingetrokken', decided: 'Beslist' },
  decidedBy: {
    approved: 'Goedgekeurd door {who}',
    rejected: 'Afgewezen door {who}',
    withdrawn: 'Ingetrokken door {who}',
    decided: 'Beslissingen van {who}',
  },
  verdictBy: { approved: 'goedgekeurd door {who}, {time}', rejected: 'afgewezen door {who}, {time}' },
  decidedEmpty: 'Er zijn er geen.',
  freeze: {
    frozen:
      'Bevroren{until}{because}: van niemand worden wijzigingen toegepast. Voorbeelden gaan door. “ontdooi” beëindigt het.',
    until: ' tot {time}',
    untilLifted: ' tot iemand “ontdooi” zegt',
    lifted: 'Ontdooid: wijzigingen kunnen weer worden toegepast.',
    nothing: 'Er is niets bevroren.',
    applies: '{who} heeft alle wijzigingen bevroren{until}{because}. Er is niets gewijzigd.',
    notUnderstood: 'Tot wanneer begreep ik niet, dus het heeft zelf geen einde.',
  },
} as const satisfies Translated<typeof english>;
