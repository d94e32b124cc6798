import { StoreFault } from '../../store/fault.ts';
import { DirectoryError } from '../port.ts';

/** A fault of the store is, to whoever asked the directory, a fault of the directory. */
export function stored<T>(doing: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof StoreFault
      ? new DirectoryError('Storage', `${doing}: ${error.message}`, { cause: error })
      : error;
  }
}
