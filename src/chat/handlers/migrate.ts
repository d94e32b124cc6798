import type { ChangeRecord } from '../../changes/change-record.ts';
import { texts } from '../../words/catalogue.ts';
import { applied } from '../find-record.ts';
import type { Services } from '../services.ts';
import type { Handler } from './handler.ts';
import { proposePlan } from './propose.ts';
import { targetsNamed } from './show.ts';

/** So few people that somebody can look at each of them before the rest follows. */
const FIRST_BATCH = 10;

/** "move direct E3 to HR Department": direct copies that the group covers go, a small batch first, then the rest. */
export const migrateDirect: Handler = async (services, turn, heard) => {
  const { groups } = targetsNamed(services, heard);
  const skuIds = heard.slots.ids?.skus ?? [];
  if (groups.length === 0) return { messages: [{ text: texts[turn.language].record.migrate.whichGroup }] };
  const tried = await Promise.all(groups.map((groupId) => isTried(services, groupId, skuIds)));
  const wasTried = !tried.includes(false);
  const migration = { groupIds: groups, skuIds, ...(wasTried ? {} : { batch: FIRST_BATCH }) };
  const { seen: plan } = await services.host.planMigrate(migration);
  return proposePlan(services, turn, { reading: heard, plan });
};

/** Whether a batch of this went well before: finished, and nobody failed. */
async function isTried(services: Services, groupId: string, skuIds: readonly string[]): Promise<boolean> {
  return (await applied(services, groupId)).some(
    (record) => record.command.intent === 'migrate_direct' && wentWell(record) && isOf(record, skuIds),
  );
}

function wentWell({ state, real }: ChangeRecord): boolean {
  return state === 'finished' && real !== undefined && real.newlyFailing === 0;
}

function isOf({ changes }: ChangeRecord, skuIds: readonly string[]): boolean {
  const removed = new Set(
    changes.flatMap((change) => (change.kind === 'assignUserLicense' ? change.removeLicenses : [])),
  );
  return skuIds.every((skuId) => removed.has(skuId));
}
