import type { Clock } from '../../engine/clock.ts';
import { rowKey } from '../../licensing/model/same-rows.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import { type LearntRule, withLearntRules } from '../../licensing/rules/learnt-rules.ts';
import type { KeyValue } from '../../store/store.ts';
import type { BatchAnswer } from './batch.ts';
import { reprocessLicenses } from './calls.ts';
import type { GraphClient } from './client.ts';
import { meaningOf } from './meaning.ts';

/** Rules that error texts of this tenant's Graph taught. */
export interface LearntRules {
  all(): Promise<readonly LearntRule[]>;
  /** Returns all of them. */
  add(rules: readonly LearntRule[]): Promise<readonly LearntRule[]>;
}

export function learntRules(kept: KeyValue<readonly LearntRule[]>): LearntRules {
  const KEY = 'rules';
  const all = async () => (await kept.get(KEY)) ?? [];
  return {
    all,
    async add(rules) {
      const known = await all();
      const keys = new Set(known.map(keyOf));
      const together = [...known, ...rules.filter((rule) => !keys.has(keyOf(rule)))];
      await kept.set(KEY, together);
      return together;
    },
  };
}

/** When it was said does not make it another rule. */
function keyOf({ date: _, ...rule }: LearntRule): string {
  return JSON.stringify(rule);
}

/** Takes in what error texts taught. Whether the tenant follows other rules from then on. */
export type Teach = (taught: readonly LearntRule[]) => Promise<boolean>;

export function teachWith(tenant: Tenant, learnt: LearntRules, follow: (rules: Tenant['rules']) => void): Teach {
  return async (taught) => {
    if (taught.length === 0) return false;
    const rules = withLearntRules(tenant.rules, await learnt.add(taught));
    if (JSON.stringify(rules) === JSON.stringify(tenant.rules)) return false;
    follow(rules);
    return true;
  };
}

interface LookAgainOptions {
  readonly client: GraphClient;
  readonly tenant: Tenant;
  readonly clock: Pick<Clock, 'now'>;
  readonly teach: Teach;
}

/**
 * Has Entra look again at people whom it refuses what the rules would give them. One of each kind is asked about first: where the
 * answer says that nothing has changed, the others are left alone, and what it says of plans is learnt.
 */
export function lookAgainWith({ client, tenant, clock, teach }: LookAgainOptions) {
  let isAllowed = true;

  async function ask(userIds: readonly string[]): Promise<readonly BatchAnswer[]> {
    const answers = isAllowed ? await client.batch(userIds.map(reprocessLicenses)) : [];
    // Without User.ReadWrite.All nobody can be looked at again: Entra does it in its own time.
    if (answers.some((answer) => answer.kind === 'failed' && answer.error.code === 'Forbidden')) isAllowed = false;
    return answers;
  }

  return async (userIds: readonly string[]): Promise<boolean> => {
    const kinds = [...Map.groupBy(userIds, (id) => kindOf(tenant, id)).values()];
    const answers = await ask(kinds.map(([first]) => first as string));
    const date = clock.now().toISOString().slice(0, 10);
    const taught = answers.flatMap((answer) => {
      const meaning = answer.kind === 'refused' ? meaningOf(answer.refusal, date) : undefined;
      return meaning?.kind === 'licensing' && meaning.learnt !== undefined ? [meaning.learnt] : [];
    });
    await ask(kinds.flatMap(([, ...others], place) => (answers[place]?.kind === 'done' ? others : [])));
    return teach(taught);
  };
}

/** Those who have the same are refused for the same. */
function kindOf(tenant: Tenant, userId: string): string {
  const user = tenant.findUser(userId);
  return user === undefined ? '' : tenant.read(tenant.rows(user)).map(rowKey).sort().join('\n');
}
