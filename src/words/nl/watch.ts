import type { watch as english } from '../en/watch.ts';
import type { Translated } from '../translated.ts';

/** Nieuws dat vanzelf komt. */
export const watch = {
  where: {
    channel: 'het in dit kanaal',
    groupChat: 'het in deze chat',
    personal: 'het u',
    own: 'het u in uw eigen chat',
  },
  about: ' ({names})',
  onFailure:
    'Ik meld {where} als een toewijzing mislukt{about}: één bericht per oorzaak, bijgewerkt tot het is opgelost.',
  onAny:
    'Ik meld {where} als een toewijzing mislukt{about}, één bericht per oorzaak, bijgewerkt tot het is opgelost; en als een wijziging is geëindigd.',
  onEnd: 'Ik meld {where} als {changes} is geëindigd.',
  onNextEnd: 'Er is niets bezig. Ik meld {where} als de volgende wijziging is geëindigd{about}.',
  known: {
    one: 'Bij 1 persoon mislukt het al: dat wordt niet opnieuw gemeld. Zeg “wie is mislukt” om te zien bij wie.',
    other:
      'Bij {count} personen mislukt het al: dat wordt niet opnieuw gemeld. Zeg “wie is mislukt” om te zien bij wie.',
  },
  stopped: 'Gestopt: ik meld hier niets meer tot iemand het vraagt.',
  stoppedAbout: 'Gestopt: ik meld hier niets meer over {names}.',
  muted: 'Ik meld hier niets nieuws tot {moment}. Wat dan nog mislukt, meld ik.',
  mutedAbout: 'Ik meld hier niets nieuws over {names} tot {moment}. Wat dan nog mislukt, meld ik.',
  quiet:
    'Van {from} tot {to} ({zone}) meld ik hier elke dag niets nieuws. Wat daarna nog mislukt, meld ik. “geen stille uren” beëindigt dat.',
  awake: 'Ik meld weer meteen wat mislukt.',
  notSilent: 'Hier is niets gedempt.',
  nothing: 'Er zijn hier geen meldingen om te stoppen.',
  noOwnChat: 'Wij hebben nog geen eigen chat. Voeg Seatkeeper toe aan uw eigen chats en zeg dit dan nog eens.',
  cancelled: 'Geannuleerd: #{number}, {target}.',
  refused: 'Geweigerd door de directory: #{number}, {target}. Er is niets gewijzigd.',
  kept: {
    one: '{person} houdt licenties van de groep die niet weggehaald kunnen worden.',
    other: '{count} personen houden licenties van de groep die niet weggehaald kunnen worden.',
  },
  list: {
    title: { one: '{count} oorzaak', other: '{count} oorzaken tegelijk' },
    causes: { one: '{count} oorzaak', other: '{count} oorzaken' },
    sentence: {
      one: '{count} persoon kreeg geen van de licenties van een groep. Dit bericht wordt bijgewerkt tot alles is opgelost.',
      other:
        '{count} personen in {groups} groepen kregen geen van de licenties van hun groep. Dat is te veel voor een bericht per oorzaak: dit ene wordt bijgewerkt tot alles is opgelost.',
    },
    largest: 'Meeste personen',
    summary: 'Mislukte toewijzingen: {causes}, {people}.',
    solvedTitle: 'Mislukte toewijzingen',
    solved: 'Dit is allemaal opgelost.',
  },
  digest: {
    begun:
      'Ik stuur {every} om {at} ({zone}) een samenvatting {where}, de eerste op {first}: licenties, mislukte toewijzingen, wijzigingen en wat binnen een week eindigt. Als er niets te melden is, komt er niets. Zeg “stop de samenvatting” om het te beëindigen.',
    where: {
      channel: 'naar dit kanaal',
      groupChat: 'naar deze chat',
      personal: 'naar u',
      own: 'naar uw eigen chat',
    },
    stopped: 'Gestopt: hier komt geen samenvatting meer.',
    none: 'Hier komt geen samenvatting. Zeg “stuur mij elke maandag om 8 uur een samenvatting”.',
    noneYours: 'U krijgt geen samenvatting. Zeg “stuur mij elke maandag om 8 uur een samenvatting”.',
    one: '{where}: {every} om {at} ({zone}), de volgende op {next}.',
    whose: {
      here: 'Hier',
      own: 'In uw eigen chat',
      elsewhere: 'In een andere chat of een ander kanaal, zoals u vroeg',
    },
    comes: 'Komt {every} om {at}',
    sayStop: 'stop de samenvatting',
    since: 'Sinds {day}',
    quiet: 'Niets nieuws: geen wijziging, geen nieuwe mislukte toewijzing, niets dat binnen een week eindigt.',
    failing: { one: 'bij {count} persoon mislukt het', other: 'bij {count} personen mislukt het' },
    fresh: { one: '{count} nieuw', other: '{count} nieuw' },
    solved: { one: 'bij {count} persoon niet meer', other: 'bij {count} personen niet meer' },
    changes: 'Gewijzigd',
    ahead: 'Binnen een week',
    seats: 'Licenties',
    failures: 'Mislukte toewijzingen',
    moreChanges: { one: 'nog {count} wijziging', other: 'nog {count} wijzigingen' },
    free: { one: '{count} vrij', other: '{count} vrij' },
    goneBy: 'in dit tempo op {day} op',
    summary: 'Samenvatting: {changes} gewijzigd, {fresh} nieuw mislukt, {ahead} binnen een week.',
    counts: { one: '{count} wijziging', other: '{count} wijzigingen' },
  },
  takenAway: 'De licenties van de groep zijn weggehaald.',
  solvedSummary: 'Opgelost in {group}: {reason}.',
  othersFail: {
    one: 'Bij niemand van deze melding mislukt het nog. In de groep mislukt het nog bij 1 ander.',
    other: 'Bij niemand van deze melding mislukt het nog. In de groep mislukt het nog bij {count} anderen.',
  },
} as const satisfies Translated<typeof english>;
