import { type Owner, ownerIn } from './claim.ts';
import { connect } from './database.ts';

/** Who has the store of a database, for a replica that does not. */
export interface OwnerWatch {
  /** Undefined while nobody has it. @throws StoreFault when the database does not answer */
  owner(): Promise<Owner | undefined>;
  close(): Promise<void>;
}

export function watchOwner(url: string): OwnerWatch {
  const { any, close } = connect(url);
  return { owner: () => ownerIn(any), close };
}
