import { renderCard } from '../src/bot/cards/render.ts';
import { previewCard } from '../src/bot/views/preview.ts';
import { catalogue } from '../src/core/catalogue/catalogue.ts';
import type { ChangeRecord } from '../src/core/change-record.ts';
import { planCommand } from '../src/core/command/plan-command.ts';
import { buildNames, type Names, namesOf, understand } from '../src/core/language/index.ts';
import { foreseenOf, isRefused, supposedOf } from '../src/core/licensing/foreseen.ts';
import { loadTenant } from '../src/core/licensing/load-tenant.ts';
import { reconcile } from '../src/core/licensing/reconcile.ts';
import { shownOf } from '../src/core/licensing/shown.ts';
import { simulate } from '../src/core/licensing/simulate.ts';
import { suggestFor } from '../src/core/licensing/suggest.ts';
import { suggestedFix } from '../src/core/licensing/suggested-fix.ts';
import type { Tenant } from '../src/core/licensing/tenant.ts';
import { finish } from '../src/core/steps.ts';
import { texts } from '../src/core/text/catalogue.ts';
import { readSnapshot } from '../src/directory/snapshot/read-snapshot.ts';
import { labelsOf } from '../src/tenant/labels.ts';
import { LARGE_GROUP, largeCount, NOW } from './large-tenant.ts';
import { type Line, line, measure } from './measure.ts';

/** From what somebody says to the card that says what it would do, for a large group. */
export async function* benchPreview(folder: string): AsyncGenerator<Line> {
  const tenant = loadTenant(await readSnapshot(folder));
  reconcile(tenant, { users: 'everyone', now: NOW });
  const names = buildNames(namesOf(tenant));
  const work = await measure(() => preview(tenant, names), 3);
  yield line(
    `preview of ${largeCount(tenant)} members, sentence to card`,
    work.cpuMs,
    { unit: 'ms', bar: 1000, aim: 300 },
    `wall ${work.wallMs.toFixed(0)} ms, ${work.result.succeeded} succeed, ${work.result.failed} fail`,
  );
}

function preview(tenant: Tenant, names: Names): ChangeRecord['simulated'] {
  const command = understand(`assign PRODUCT_20 to ${LARGE_GROUP}`, { names });
  const planned = planCommand(tenant, command);
  if (planned.kind !== 'planned') throw new Error(`${command.reading}: ${planned.kind}`);
  const { plan } = planned;
  const outcome = simulate(tenant, plan.changes, { now: NOW });
  const suggestions = outcome.newlyFailing.length === 0 ? [] : suggestFor(tenant, plan.changes, { now: NOW });
  const record: ChangeRecord = {
    number: 1,
    version: 1,
    state: 'previewed',
    requestedBy: { userId: 'somebody', displayName: 'Somebody' },
    language: 'en',
    command,
    changes: plan.changes,
    targetGroupIds: plan.targetGroupIds,
    targetUserIds: plan.targetUserIds,
    ...finish(shownOf(tenant, outcome, plan)),
    createdAt: NOW,
  };
  const context = { labels: labelsOf(tenant), catalogue, texts: texts.en, now: NOW };
  const fixes = suggestions.map((suggestion) => ({
    suggestion: suggestedFix(tenant, suggestion, outcome),
    secondPerson: 'no' as const,
  }));
  const foreseen = finish(foreseenOf(tenant, outcome, supposedOf(plan)));
  if (isRefused(foreseen)) throw new Error('the change is refused');
  renderCard(previewCard(context, { record, foreseen, fixes, notes: plan.notes, secondPerson: 'no' }));
  return record.simulated;
}
