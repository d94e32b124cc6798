import { ask } from '../rules/draft.ts';
import { groupsOf, productsOf, usersOf } from './named-things.ts';
import type { QuestionRule } from './rule.ts';

/** "can bob have Visio?": what it would do, and nothing more. "check whether bob has Teams": looked up. */
export const mayHaveRules: readonly QuestionRule[] = [
  {
    // Whether something is wise is for people to say: what it would do can be shown.
    intent: 'clarify',
    when: '^(?:do you think|do you reckon|would it be (?:wise|smart|ok|okay|good)|is it (?:wise|smart|ok|okay|a good idea)|denk je|vind je|is het (?:slim|verstandig|handig|een goed idee))\\b',
    unless: '{enough}|{fail}',
    slots: () => ask('unclear'),
  },
  {
    intent: 'assign_license',
    when: '^(?:can|could|may|might|kan|kunnen|mag|mogen|zou|zouden) <[gu]> (?:also |ook )?(?:have|get|receive|be given|hebben|krijgen|mogen hebben|kunnen krijgen)? ?<p>(?: too| also| as well| ook)?(?: have| get| hebben| krijgen)?(?: \\?)?$',
    slots: (named) => {
      if (named.users.length > 0 && named.groups.length > 0) return ask('mixed');
      const target = named.users.length > 0 ? usersOf(named) : groupsOf(named);
      return { ...target, products: named.products.map((sku) => ({ sku })), dry_run: true };
    },
  },
  {
    intent: 'explain_user',
    when: '^(?:check|verify|see|tell|find out|know|look|controleer|controleren|kijk|kijken|nagaan|zeg|weet)(?: me| us| mij| or| want to| na| up)* (?:whether|if|of) <u> (?:already |really |still |al |nog )?(?:has|have|got|gets|heeft|hebben) (?:already |al |nog )?<p>(?: heeft)?(?: \\?)?$|^(?:controleer|controleren|kijk|kijken|nagaan|zeg|weet)(?: me| mij| na)* of <u> (?:al |nog )?<p> (?:al |nog )?heeft(?: \\?)?$',
    slots: (named) => ({ ...usersOf(named), ...productsOf(named), question: 'why_has' }),
  },
  {
    intent: 'show_user',
    when: '^(?:check|verify|see|tell|find out|know|look|controleer|controleren|kijk|kijken|nagaan|zeg|weet)(?: me| us| mij| na| up)* (?:whether|if|of) <u> (?:already |really |still |al |nog )?(?:has|have|got|gets|heeft)? ?<s>(?: al| nog)?(?: heeft| on| aan)?(?: \\?)?$',
    slots: (named) => ({ ...usersOf(named), question: 'licenses' }),
  },
];
