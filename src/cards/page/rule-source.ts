import type { RuleOrigin } from '../../graph/types.ts';
import type { CauseDetail } from '../../licensing/explain/status.ts';
import { name, type TextRuns, words } from '../runs.ts';
import { say, type ViewContext } from '../text/context.ts';

/** "Source of this rule: …, 2025-07-14.": nothing where that is not known. */
export function ruleSource(context: ViewContext, detail: CauseDetail<unknown>): TextRuns {
  const rule = context.labels.ruleBehind(detail);
  if (rule?.source === undefined) return [];
  const runs = say(context, context.texts.cards.causes.source, { source: originOf(context, rule) });
  return runs.map((run) => ({ ...run, subtle: true }));
}

/** Where a rule is from, and of which day; one without a source is the tenant's own. */
export function originOf(context: ViewContext, { source, date, byAnalogy }: RuleOrigin): TextRuns {
  const texts = context.texts.cards.causes;
  if (source === undefined) return words(texts.ownRule);
  const dated = name(date === undefined ? source : `${source}, ${date}`);
  return byAnalogy === true ? say(context, texts.byAnalogy, { source: dated }) : dated;
}
