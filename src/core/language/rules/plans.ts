import type { Names } from '../names/build-names.ts';
import type { Clause } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import type { Mention } from './mentions.ts';
import { type Parts, plansForGroups, skuIndexes } from './parts.ts';
import type { Role } from './preposition.ts';
import { hasPlan, idsOf, plansIn, skuName, Unclear } from './resolve.ts';
import { targetsOf } from './targets.ts';

const GIVING: readonly Role[] = ['to', 'for', 'in', 'object'];
const EXCEPTIONS: readonly Role[] = ['except', 'without', 'instead', 'between', 'by'];

function isSame(mention: Mention): (other: Mention) => boolean {
  return (other) => other.item === mention.item;
}

/**
 * "turn off Yammer in E3 for HR Department": plans of products that are already there. `known`: all plans of the clause,
 * of which `parts` may hold some.
 */
export function setPlans(names: Names, clause: Clause, parts: Parts, state: 'on' | 'off', known = parts.plans): Draft {
  const { products, plans } = parts;
  const excepted = clause.mentions.find((mention) => EXCEPTIONS.includes(mention.role) && !known.some(isSame(mention)));
  if (excepted !== undefined) return ask('exception', { words: excepted.item.text });
  const targets = targetsOf(names, clause, parts, state === 'on' ? GIVING : [...GIVING, 'from', 'of'], true);
  const [sku, ...others] = skuIndexes(products);
  if (others.length > 0) return ask('mixed');
  const only = plans.filter((plan) => plan.role === 'only');
  const excluded = plans.filter((plan) => plan.role === 'except' || plan.role === 'without');
  const plain = plans.filter((plan) => !excluded.includes(plan) && !only.includes(plan));
  if (excluded.length > 0 || (only.length > 0 && (plain.length > 0 || state === 'off'))) {
    return ask('exception', { words: [...excluded, ...only].map((plan) => plan.item.text).join(', ') });
  }
  const planNames = (mentions: readonly Mention[]) => [
    ...new Set(
      mentions.flatMap((plan) => {
        if (sku === undefined) return plansForGroups(names, plan, targets.groups);
        if (!hasPlan(names, plan, sku)) throw new Unclear(ask('planOfNone', { words: plan.item.text }));
        return plansIn(names, plan, [sku]);
      }),
    ),
  ];
  return command('set_plans', {
    ...targets.slots,
    ...(sku === undefined ? {} : { sku: skuName(names, sku) }),
    ...(plain.length === 0 ? {} : { [state]: planNames(plain) }),
    ...(only.length === 0 ? {} : { only: planNames(only) }),
    ...idsOf(names, { ...targets, skus: sku === undefined ? [] : [sku] }),
  });
}
