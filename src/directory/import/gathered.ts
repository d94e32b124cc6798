import { join } from 'node:path';
import type { JsonObject } from '../json-object.ts';
import { ImportFaults } from './faults.ts';
import { MemberLists } from './member-lists.ts';
import { ObjectStore } from './object-store.ts';
import type { GraphPage } from './pages.ts';
import type { Kind } from './recognize.ts';
import { Spool } from './spool.ts';

/** A list of members that does not say whose they are: a CSV of a portal. */
interface StrayMembers {
  readonly file: string;
  /** Read from the file each time. */
  readonly ids: () => Iterable<string>;
}

/** A report of people, which has names and no licenses. */
interface PeopleReport {
  readonly file: string;
  /** Read from the file each time. */
  readonly people: () => Iterable<JsonObject>;
}

/** Everything that was found in an export, before anything is put together. */
export interface Gathered {
  readonly users: ObjectStore;
  readonly groups: ObjectStore;
  /** Small ones, with the file that they are from. */
  readonly small: Record<Small, { readonly object: JsonObject; readonly file: string }[]>;
  readonly members: MemberLists;
  readonly pages: GraphPage[];
  readonly strays: StrayMembers[];
  readonly reports: PeopleReport[];
  readonly faults: ImportFaults;
  readonly warnings: string[];
  /** Files that were not used, and what would be needed to use them. */
  readonly leftOut: string[];
  /** Of which there is a list, though it may be empty. */
  readonly listed: Set<Kind>;
  /** How many of what came from where. */
  readonly taken: Map<string, Map<string, number>>;
  close(): void;
}

export type Small =
  | 'organization'
  | 'subscribedSku'
  | 'directoryRole'
  | 'roleDefinition'
  | 'roleAssignment'
  | 'rules'
  | 'csvProduct';

export function gatherInto(folder: string): Gathered {
  const spools = ['users', 'groups', 'members'].map((name) => new Spool(join(folder, name)));
  const [users, groups, members] = spools as [Spool, Spool, Spool];
  return {
    users: new ObjectStore(users),
    groups: new ObjectStore(groups),
    small: {
      organization: [],
      subscribedSku: [],
      directoryRole: [],
      roleDefinition: [],
      roleAssignment: [],
      rules: [],
      csvProduct: [],
    },
    members: new MemberLists(members),
    pages: [],
    strays: [],
    reports: [],
    faults: new ImportFaults(),
    warnings: [],
    leftOut: [],
    listed: new Set(),
    taken: new Map(),
    close: () => spools.forEach((spool) => void spool.close()),
  };
}

export function tallyGathered({ taken }: Gathered, file: string, what: string, count = 1): void {
  const counts = taken.get(file) ?? new Map<string, number>();
  taken.set(file, counts);
  counts.set(what, (counts.get(what) ?? 0) + count);
}
