import { StartFault } from '../config/start-fault.ts';

/** What `start` answers, once it listens. @throws StartFault when the port cannot be had */
export async function listening<T>(start: Promise<T>, port: number): Promise<T> {
  try {
    return await start;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new StartFault(`PORT: ${port} is taken by another program. Stop it, or choose another PORT.`);
    if (code === 'EACCES')
      throw new StartFault(`PORT: ${port} needs rights that this user does not have. Choose one above 1023.`);
    throw error;
  }
}
