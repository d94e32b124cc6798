import { RESTORE, StoreFault, type StoreFaultCode } from '../fault.ts';

/** SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html), or their classes, that an operator can do something about. */
const FAULT_OF_STATE: Readonly<Record<string, { readonly code: StoreFaultCode; readonly what: string }>> = {
  '28': { code: 'Refused', what: 'refused the user or the password that DATABASE_URL names' },
  '3D000': { code: 'Absent', what: 'has no database of the name that DATABASE_URL gives' },
  '3F000': { code: 'Absent', what: 'has no schema to keep tables in: make one, or leave it out of DATABASE_URL' },
  '42501': { code: 'NotWritable', what: 'gives this user no right to do that' },
  '25006': { code: 'Io', what: 'takes nothing at the moment: it is read-only' },
  '53100': { code: 'Full', what: 'cannot grow: its disk is full' },
  '53': { code: 'Io', what: 'has no room for another connection' },
  '57': { code: 'Io', what: 'is being stopped or started' },
  '58': { code: 'Io', what: 'could not read or write its disk' },
  XX001: { code: 'Corrupt', what: 'is damaged: restore a backup of it' },
  XX002: { code: 'Corrupt', what: 'is damaged: restore a backup of it' },
};

const UNEXPECTED = { code: 'Unexpected', what: 'would not take a statement' } as const;
const UNREACHABLE = { code: 'Io', what: 'cannot be reached' } as const;

/** Whether the server itself said so; otherwise nobody knows what it did. */
export function isAnswer(error: unknown): boolean {
  return sqlState(error) !== undefined;
}

/** Whether the database, or the machine that it was on, says that it is not there now. Otherwise nothing was heard of it: the network may be cut. */
export function isRefusal(error: unknown): boolean {
  const reason = error instanceof StoreFault ? error.cause : error;
  if (reason instanceof AggregateError) return reason.errors.some(isRefusal);
  if (!(reason instanceof Error)) return false;
  const code = 'code' in reason ? reason.code : undefined;
  return isAnswer(reason) || HUNG_UP.test(String(code ?? reason.message));
}

const HUNG_UP = /ECONNREFUSED|ECONNRESET|EPIPE|terminated unexpectedly/;

/** Names what went wrong with the database at `where`. A bug comes back as it is. No message has a password in it. */
export function postgresFault(error: unknown, where: string): unknown {
  if (error instanceof StoreFault || !(error instanceof Error)) return error;
  const state = sqlState(error);
  if (state === undefined && !isOfConnection(error)) return error;
  const { code, what } =
    state === undefined ? UNREACHABLE : (FAULT_OF_STATE[state] ?? FAULT_OF_STATE[state.slice(0, 2)] ?? UNEXPECTED);
  return new StoreFault(code, `The database at ${where} ${what} (${reasonOf(error)})`, { cause: error });
}

/** Damage to what the database keeps, with the way back from it. */
export function damageHere(error: unknown): unknown {
  if (!(error instanceof StoreFault && error.code === 'Corrupt')) return error;
  return new StoreFault('Corrupt', error.message.replace(RESTORE, 'Restore a backup of the database.'), {
    cause: error,
  });
}

function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'severity' in error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Node's errors of sockets and names have a code; pg's of a connection that ended or did not answer say so. */
function isOfConnection(error: Error): boolean {
  return ('code' in error && 'syscall' in error) || error instanceof AggregateError || CONNECTION.test(error.message);
}

const CONNECTION = /connection|timeout|client has encountered|not queryable|SSL/i;

/** Of a name with several addresses Node tries each and says nothing itself. */
function reasonOf(error: Error): string {
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : error.message;
}
