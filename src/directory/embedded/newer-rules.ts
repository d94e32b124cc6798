import type { Clock } from '../../engine/clock.ts';
import type { Snapshot } from '../../graph/snapshot-text.ts';
import type { RuleData } from '../../graph/types.ts';
import { loadTenant } from '../../licensing/model/load-tenant.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import { keepWhatPeopleHave, lossesAtFirstLook } from '../../licensing/outcome/first-look.ts';
import { rulesStated } from '../snapshot/read-rules.ts';
import type { EmbeddedStore } from './embedded-store.ts';
import { stored } from './stored.ts';

/** Rules of another version came into force at a start. */
export interface RulesRenewed {
  readonly profile: string;
  /** People who keep something that the new rules would have taken. */
  readonly keeping: number;
}

/**
 * The stored tenant, under the rules that this version ships. What the tenant's own `rules.json` states stays: the profile
 * that it names, and the lists that it gives. The rest follows the profile, since a rule that Microsoft has lifted, or that
 * somebody has reported since, holds for a stored tenant as for a new one. Nobody loses anything by that: what the new
 * rules would take, and the old ones would not, is kept until somebody lets it go.
 */
export async function underShippedRules(
  store: EmbeddedStore,
  known: Snapshot,
  clock: Pick<Clock, 'now'>,
): Promise<{ readonly tenant: Tenant; readonly renewed?: RulesRenewed }> {
  const rules = rulesStated(known.rulesFile) ?? known.rules;
  if (isSameRules(rules, known.rules)) return { tenant: loadTenant(known) };
  const now = clock.now().toISOString();
  const asked = lossesAtFirstLook(loadTenant(known), now);
  const tenant = loadTenant({ ...known, rules });
  const keeping = keepWhatPeopleHave(tenant, now, asked);
  const write = () => {
    store.tenant.setRules({ rules, rulesFile: known.rulesFile });
    store.tenant.setLicenseRowsOf(Array.from(keeping, (user) => [user, tenant.read(tenant.rows(user))]));
  };
  await stored('storing the rules', () => store.exclusively(() => store.transaction(write)));
  return { tenant, renewed: { profile: rules.profile, keeping: keeping.size } };
}

/** As both are written: either may have been read from there. */
export function isSameRules(rules: RuleData, others: RuleData): boolean {
  return JSON.stringify(rules) === JSON.stringify(others);
}
