/** Undoes the transaction of a step that somebody else was faster to take. */
export const OVERTAKEN = new Error('somebody else moved the record first');

export function unlessOvertaken(error: unknown): undefined {
  if (error !== OVERTAKEN) throw error;
}
