import { StoreFault } from '../../store/fault.ts';
import { DirectoryError } from '../port.ts';

/** A fault of the store is, to whoever asked the directory, a fault of the directory. */
export async function stored<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StoreFault
      ? new DirectoryError('Storage', `${doing}: ${error.message}`, { cause: error })
      : error;
  }
}
