export type StoreFaultCode =
  | 'SqliteTooOld'
  | 'NotADirectory'
  | 'NotWritable'
  | 'InUse'
  | 'Refused'
  | 'Absent'
  | 'Corrupt'
  | 'Replaced'
  | 'NewerSchema'
  | 'Full'
  | 'Io'
  | 'Unexpected';

/** A fault of the store: one clear line for whoever starts or runs Seatkeeper. Unreadable is never read as absent. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode;

  constructor(code: StoreFaultCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StoreFault';
    this.code = code;
  }
}

/** The way back from damage, as the last sentence of what is said about it. */
export const RESTORE = 'Put a backup in its place: seatkeeper restore FILE.';

/** Something in the store is not what was written. */
export function damaged(what: string, options: { cause?: unknown } = {}): StoreFault {
  return new StoreFault('Corrupt', `The store is damaged: ${what} is not what was written. ${RESTORE}`, options);
}

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html) that mean something to an operator. */
const faultOfResultCode: Readonly<Record<number, { readonly code: StoreFaultCode; readonly what: string }>> = {
  5: { code: 'InUse', what: 'is locked by another process' },
  8: { code: 'NotWritable', what: 'cannot be written' },
  10: { code: 'Io', what: 'could not be read or written' },
  11: { code: 'Corrupt', what: 'is damaged' },
  13: { code: 'Full', what: 'cannot grow: the disk is full' },
  14: { code: 'NotWritable', what: 'cannot be opened for writing' },
  26: { code: 'Corrupt', what: 'is not a database' },
};

const UNEXPECTED = { code: 'Unexpected', what: 'would not take a statement' } as const;

/** Names what went wrong with `path`. An error that is not SQLite's, a bug say, comes back as it is. */
export function storeFault(error: unknown, path: string): unknown {
  if (error instanceof StoreFault || !(error instanceof Error) || !('errcode' in error)) {
    return error;
  }
  const { code, what } = faultOfResultCode[Number(error.errcode) & 0xff] ?? UNEXPECTED;
  const cure = code === 'Corrupt' ? `. ${RESTORE}` : '';
  return new StoreFault(code, `${path} ${what} (${error.message})${cure}`, { cause: error });
}

/** JSON that we wrote; `what` names it when something changed it since. */
export function parseStored<T>(text: string, what: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw damaged(what, { cause: error });
  }
}
