/** One thing that was looked at. `note`: works, and is worth knowing. `wrong`: Seatkeeper cannot work like this. */
export interface Finding {
  readonly subject: string;
  readonly state: 'good' | 'note' | 'wrong';
  /** What was found and, where it is wrong, what to do. */
  readonly detail: string;
}

export function configurationFault(fault: string): Finding {
  return { ...subjectIn(fault), state: 'wrong' };
}

export function unknownVariable(note: string): Finding {
  return { ...subjectIn(note), state: 'note' };
}

/** "VARIABLE: what is to be said of it". */
function subjectIn(line: string): Pick<Finding, 'subject' | 'detail'> {
  const colon = line.indexOf(': ');
  return { subject: line.slice(0, colon), detail: line.slice(colon + 2) };
}
