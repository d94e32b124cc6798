import { ruleBehind } from '../../core/licensing/rule-behind.ts';
import type { CauseDetail } from '../../core/licensing/status.ts';
import { name, type Runs } from '../cards/runs.ts';
import { say, type ViewContext } from './context.ts';

/** "Source: …, 2025-07-14.": where the rule behind a failure is from; nothing where that is not known. */
export function ruleSource(context: ViewContext, detail: CauseDetail): Runs {
  const rule = ruleBehind(context.tenant, detail);
  if (rule?.source === undefined) return [];
  const texts = context.texts.cards.causes;
  const source = rule.date === undefined ? rule.source : `${rule.source}, ${rule.date}`;
  const runs = say(context, rule.byAnalogy ? texts.sourceByAnalogy : texts.source, { source: name(source) });
  return runs.map((run) => ({ ...run, subtle: true }));
}
