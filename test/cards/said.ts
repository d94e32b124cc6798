import type { Card } from '../../src/bot/cards/card.ts';
import { nothingToDoCard, refusedCard } from '../../src/bot/views/notice.ts';
import { previewCard } from '../../src/bot/views/preview.ts';
import { foreseeLeaving } from '../../src/core/command/leave-instead.ts';
import { planCommand } from '../../src/core/command/plan-command.ts';
import { buildNames, namesOf, understand } from '../../src/core/language/index.ts';
import type { Change } from '../../src/core/licensing/change.ts';
import { explainRefusals } from '../../src/core/licensing/explain-refusals.ts';
import { simulate } from '../../src/core/licensing/simulate.ts';
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
