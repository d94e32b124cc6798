import { previewCard } from '../src/cards/change/preview.ts';
import { renderCard } from '../src/cards/render.ts';
import { catalogue } from '../src/catalogue/catalogue.ts';
import type { ChangeRecord } from '../src/changes/change-record.ts';
import { planCommand } from '../src/changes/plan/plan-command.ts';
import { readSnapshot } from '../src/directory/snapshot/read-snapshot.ts';
import { buildNames, type Names, namesOf, understand } from '../src/language/index.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../src/licensing/model/tenant.ts';
import { foreseenOf, isRefused, supposedOf } from '../src/licensing/outcome/foreseen.ts';
import { shownOf } from '../src/licensing/outcome/shown.ts';
import { simulate } from '../src/licensing/outcome/simulate.ts';
import { reconcile } from '../src/licensing/reconcile/reconcile.ts';
import { finish } from '../src/licensing/steps.ts';
import { suggestFor } from '../src/licensing/suggest/suggest.ts';
import { suggestedFix } from '../src/licensing/suggest/suggested-fix.ts';
import { labelsOf } from '../src/tenant/labels.ts';
import { texts } from '../src/words/catalogue.ts';
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
