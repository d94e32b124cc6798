/** Says what is wrong with the line at hand. */
export type ReportFault = (reason: string) => void;

/** Hears of what is wrong with a line, and of what is taken all the same. */
export interface Hearing {
  readonly fault: ReportFault;
  readonly warn: ReportFault;
}

/** What was checked, unless there was anything wrong with it. */
export function ifSound<T>(check: (hear: Hearing) => T | undefined, hear: Hearing): T | undefined {
  let isSound = true;
  const fault = (reason: string) => {
    isSound = false;
    hear.fault(reason);
  };
  const checked = check({ fault, warn: hear.warn });
  return isSound ? checked : undefined;
}

/** What was checked, unless there was anything to say about it. */
export function ifPlain<T>(check: (hear: Hearing) => T | undefined): T | undefined {
  let isPlain = true;
  const heard = () => {
    isPlain = false;
  };
  const checked = check({ fault: heard, warn: heard });
  return isPlain ? checked : undefined;
}
