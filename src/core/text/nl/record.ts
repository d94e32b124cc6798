import type { record as english } from '../en/record.ts';
import type { Translated } from '../translated.ts';

/** Wat gedaan is, het terugdraaien ervan, rapporten en wat later gedaan wordt. */
export const record = {
  changedSince: {
    license: '**{product}** in {target} is sindsdien gewijzigd{later}: het blijft zoals het nu is.',
    membership: '{person} in **{group}** is sindsdien gewijzigd{later}: het blijft zoals het nu is.',
    usageLocation: 'De gebruikslocatie van {person} is sindsdien gewijzigd{later}: die blijft zoals die nu is.',
    proxyAddresses: 'De adressen van {person} zijn sindsdien gewijzigd{later}: ze blijven zoals ze nu zijn.',
    seats: 'De seats van **{product}** zijn sindsdien gewijzigd{later}: ze blijven zoals ze nu zijn.',
    later: ' door {by} (#{number})',
    goneGroup: 'Een groep van deze wijziging is niet meer in de directory: daar wordt niets teruggezet.',
    goneUser: 'Een persoon van deze wijziging is niet meer in de directory: daar wordt niets teruggezet.',
    goneProduct: 'Een product van deze wijziging is niet meer in de tenant: de seats worden niet teruggezet.',
  },
  putsBack: 'Zoals op {time}, voor licenties en leden. Dit draait terug: {changes}.',
  putsBackOutside: 'Zoals op {time}, voor licenties en leden. Dit draait terug wat buiten dit gesprek om is gewijzigd.',
  putsBackNothing: 'In **{group}** is sinds {time} niets gewijzigd.',
  changeBy: '#{number} ({by})',
  unknownTime: 'Ik weet niet wanneer “{text}” is. Zeg het als “gisteren”, “maandag” of “1 mei”.',
  whichGroup: 'Welke groep moet terug? Zeg “zet HR Department terug zoals het gisteren was”.',
} as const satisfies Translated<typeof english>;
