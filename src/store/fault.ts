export type StoreFaultCode =
  | 'SqliteTooOld'
  | 'NotADirectory'
  | 'NotWritable'
  | 'InUse'
  | 'Absent'
  | 'Corrupt'
  | 'NewerSchema'
  | 'Full'
  | 'Io';

/** A fault of the store: one clear line for whoever starts or runs Seatkeeper. Unreadable is never read as absent. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode;

  constructor(code: StoreFaultCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StoreFault';
    this.code = code;
  }
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

/** Names what went wrong with `path`. An error that is neither SQLite's nor known, a bug say, comes back as it is. */
export function storeFault(error: unknown, path: string): unknown {
  if (error instanceof StoreFault || !(error instanceof Error) || !('errcode' in error)) {
    return error;
  }
  const fault = faultOfResultCode[Number(error.errcode) & 0xff];
  return fault ? new StoreFault(fault.code, `${path} ${fault.what} (${error.message})`, { cause: error }) : error;
}
