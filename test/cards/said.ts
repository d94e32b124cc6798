import type { Card } from '../../src/cards/card.ts';
import { nothingToDoCard, refusedCard } from '../../src/cards/change/notice.ts';
import { previewCard } from '../../src/cards/change/preview.ts';
import { foreseeLeaving } from '../../src/changes/plan/leave-instead.ts';
import { planCommand } from '../../src/changes/plan/plan-command.ts';
import { buildNames, namesOf, understand } from '../../src/language/index.ts';
import type { Change } from '../../src/licensing/change.ts';
import { explainRefusals } from '../../src/licensing/explain/explain-refusals.ts';
import { simulate } from '../../src/licensing/outcome/simulate.ts';
import { fixesFor, foreseenIn, NOW, recordOf, type World } from './world.ts';

/** The card that a sentence is answered with: previewed, refused, or nothing to do. */
export function cardSaid(world: World, text: string): Card {
  const { context, tenant } = world;
  const reading = understand(text, { names: buildNames(namesOf(tenant)) });
  const planned = planCommand(tenant, reading);
  if (planned.kind !== 'planned') throw new Error(`“${text}” is not planned: ${reading.reading}`);
  const { plan } = planned;
  const ahead = (changes: readonly Change[]) => simulate(tenant, changes, { now: NOW });
  const leaving = foreseeLeaving(tenant, plan.notes, ahead);
  if (plan.changes.length === 0) return nothingToDoCard(context, { reading, plan, leaving });
  const outcome = ahead(plan.changes);
  const { refusals } = outcome;
  if (refusals.length > 0)
    return refusedCard(context, { reading, plan, refusals, reasons: explainRefusals(tenant, plan.changes, refusals) });
  const record = recordOf(world, plan.changes, { ...reading, ...plan });
  const fixes = outcome.newlyFailing.length === 0 ? [] : fixesFor(world, plan.changes);
  return previewCard(context, {
    record,
    foreseen: foreseenIn(world, record),
    fixes,
    notes: plan.notes,
    leaving,
    secondPerson: 'no',
  });
}
