import type { Clock } from '../../engine/clock.ts';
import { idKey } from '../../graph/ids.ts';
import type { LicenseAssignmentState } from '../../graph/types.ts';
import { rowKey } from '../../licensing/model/same-rows.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import type { Actuator, RowsChange } from '../port.ts';
import type { GraphClient } from './client.ts';
import { type Ledger, throughGroups } from './ledger.ts';
import { READERS_ARE_BEHIND_MS } from './native.ts';
import { readRows } from './observer.ts';

/** A person's rows as they are and as they were decided on. */
export interface Decided {
  readonly user: UserIndex;
  readonly userId: string;
  readonly before: readonly LicenseAssignmentState[];
  readonly after: readonly LicenseAssignmentState[];
}

export interface EntrasPartOptions {
  readonly client: GraphClient;
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly ledger: Ledger;
  /** Waits for what Entra makes of its groups, has it look again where nothing is in the way any more, and takes what it came to. */
  readonly followEntra: Actuator['apply'];
}

/** Where Entra licenses groups beside us: whoever is to have something else of these is done when Entra is. */
interface EntrasPart {
  /** Of people who have what is ours, those who are done; the others are remembered as they were decided on. */
  withoutOwed(done: readonly RowsChange[], decided: readonly Decided[]): readonly RowsChange[];
  /** Those who were remembered, until Entra is done with them. */
  follow(how: Parameters<Actuator['apply']>[1]): Promise<void>;
}

export function entrasPart({ tenant, ledger, followEntra }: EntrasPartOptions): EntrasPart {
  // In rows that were read: places of rows are forgotten while Entra works.
  const owed = new Map<UserIndex, Pick<Decided, 'before' | 'after'>>();
  return {
    withoutOwed(done, decided) {
      for (const { user } of done) {
        const { before, after } = decided.find((one) => one.user === user) as Decided;
        const now = tenant.read(tenant.rows(user));
        const entras = entrasRows(ledger, after);
        if (keysOf(entrasRows(ledger, now)) === keysOf(entras)) continue;
        owed.set(user, { before, after: [...entras, ...ofOurGroups(ledger, now)] });
      }
      return done.filter(({ user }) => !owed.has(user));
    },
    async follow(how) {
      if (owed.size === 0 || how.signal.aborted) return;
      const ahead = [...owed].map(([user, { after }]) => ({
        ...{ user, before: tenant.rows(user) },
        after: tenant.intern(after),
      }));
      // What is ours was done before, and is told with the rest.
      const asDecided = (one: RowsChange): RowsChange => {
        const before = owed.get(one.user)?.before;
        return before === undefined ? one : { ...one, before: tenant.intern(before) };
      };
      await followEntra(ahead, { ...how, onApplied: (part) => how.onApplied(part.map(asDecided)) });
    },
  };
}

function isOfOurGroups(ledger: Ledger, { assignedByGroup }: LicenseAssignmentState): boolean {
  return assignedByGroup !== null && ledger.template(assignedByGroup) !== undefined;
}

export function ofOurGroups(
  ledger: Ledger,
  rows: readonly LicenseAssignmentState[],
): readonly LicenseAssignmentState[] {
  return rows.filter((row) => isOfOurGroups(ledger, row));
}

/** What is direct, and what Entra's own groups give: that is Entra's to change. */
export function entrasRows(ledger: Ledger, rows: readonly LicenseAssignmentState[]): readonly LicenseAssignmentState[] {
  return rows.filter((row) => !isOfOurGroups(ledger, row));
}

function keysOf(rows: readonly LicenseAssignmentState[]): string {
  return rows.map(rowKey).sort().join('\n');
}

const PAUSE_MS = 1_000;

/**
 * Where Entra licenses groups beside us, what it is to take from these people goes first: what we give may not stand beside it.
 * Their rows of Entra as they are then, be they as foretold or not.
 */
export async function whenEntraIsDone(
  { client, tenant, clock, ledger }: EntrasPartOptions,
  people: readonly Decided[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly LicenseAssignmentState[]>> {
  const keysOfEntra = (rows: readonly LicenseAssignmentState[]) => keysOf(entrasRows(ledger, rows));
  const waiting = new Map(
    people
      .filter(({ before, after }) => keysOfEntra(before) !== keysOfEntra(after))
      .map((one) => [idKey(one.userId), one] as const),
  );
  const found = new Map<string, readonly LicenseAssignmentState[]>();
  const untilMs = clock.elapsedMs() + READERS_ARE_BEHIND_MS;
  while (waiting.size > 0 && !signal.aborted) {
    for (const seen of await readRows(client, tenant, [...waiting.keys()])) {
      if (seen.kind !== 'rows') continue;
      const rows = entrasRows(ledger, throughGroups(ledger, seen.userId, seen.rows));
      found.set(idKey(seen.userId), rows);
      if (keysOf(rows) === keysOfEntra(waiting.get(idKey(seen.userId))?.after ?? []))
        waiting.delete(idKey(seen.userId));
    }
    if (waiting.size === 0 || clock.elapsedMs() >= untilMs) break;
    await clock.sleep(PAUSE_MS, signal);
  }
  return found;
}
