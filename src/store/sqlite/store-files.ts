import { accessSync, constants, statSync } from 'node:fs';
import { StoreFault } from '../fault.ts';
import { makeFolder } from '../make-folder.ts';

/** The store's own file in a `DATA_DIR`. */
export const STORE_FILE = 'seatkeeper.sqlite';

/** Makes the directory where it is not. @throws StoreFault when nothing can be written there */
export function makeDirectory(dataDir: string): void {
  try {
    makeFolder(dataDir, 0o700);
    if (!statSync(dataDir).isDirectory()) {
      throw new StoreFault('NotADirectory', `${dataDir} is not a directory: choose another DATA_DIR.`);
    }
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw directoryFault(error, dataDir);
  }
}

function directoryFault(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return new StoreFault('NotADirectory', `${dataDir} is not a directory: choose another DATA_DIR.`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new StoreFault(
      'NotWritable',
      `${dataDir} is not writable for this user: change its rights, or choose another DATA_DIR.`,
      { cause: error },
    );
  }
  if (code === 'ENOSPC') {
    return new StoreFault('Full', `${dataDir} cannot be made: the disk is full.`, { cause: error });
  }
  if (code === undefined || error instanceof StoreFault) return error;
  return new StoreFault('Io', `${dataDir} cannot be used (${code}): choose another DATA_DIR.`, { cause: error });
}
