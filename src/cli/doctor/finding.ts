/** One thing that was looked at. `note`: works, and is worth knowing. `wrong`: Seatkeeper cannot work like this. */
export interface Finding {
  readonly subject: string;
  readonly state: 'good' | 'note' | 'wrong';
  /** What was found and, where it is wrong, what to do. */
  readonly detail: string;
}
