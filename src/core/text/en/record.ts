/** What was done, taking it back, reports and what is to be done later. `{…}` are places for values. */
export const record = {
  changedSince: {
    license: '**{product}** in {target} has been changed since{later}: it stays as it is now.',
    membership: '{person} in **{group}** has been changed since{later}: it stays as it is now.',
    usageLocation: 'The usage location of {person} has been changed since{later}: it stays as it is now.',
    proxyAddresses: 'The addresses of {person} have been changed since{later}: they stay as they are now.',
    seats: 'The seats of **{product}** have been changed since{later}: they stay as they are now.',
    later: ' by {by} (#{number})',
    goneGroup: 'A group of this change is gone from the directory: nothing is put back there.',
    goneUser: 'A person of this change is gone from the directory: nothing is put back there.',
    goneProduct: 'A product of this change is gone from the tenant: its seats are not put back.',
  },
  putsBack: 'As it was on {time}, for licenses and members. This takes back: {changes}.',
  putsBackOutside: 'As it was on {time}, for licenses and members. This takes back what was changed outside of here.',
  putsBackNothing: 'Nothing was changed in **{group}** since {time}.',
  changeBy: '#{number} ({by})',
  unknownTime: 'I do not know when “{text}” is. Say it as “yesterday”, “Monday” or “1 May”.',
  whichGroup: 'Which group shall go back? Say “put HR Department back how it was yesterday”.',
} as const;
