import type { Slots } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { type Asked, namedSlots } from './asked.ts';
import type { QuestionFrame } from './question-frame.ts';

function productsOrAll(asked: Asked): Slots {
  return { products: 'all', ...namedSlots(asked, 'products') };
}

/** "is E3 suspended" is told on its page, "which are suspended" by a list. */
function stateOf(question: string): QuestionFrame['slots'] {
  return (asked) =>
    asked.has('product') ? command('seats', { ...namedSlots(asked, 'products'), question }) : { question };
}

/** A person may be called Grace; what has a period is none. */
function inGrace(asked: Asked): Slots | Draft | undefined {
  if (asked.has('product')) return command('seats', { ...namedSlots(asked, 'products'), question: 'inGrace' });
  return asked.has('user') && !/\bgrace[ -]?period/i.test(asked.sentence.text) ? undefined : { question: 'inGrace' };
}

const WHAT_IT_IS = /^(?:and |en )?(?:what(?:s| is| are| does| do| exactly is)|wat (?:is|zijn|doet|doen)) /;

const OF_PRODUCTS = 'own what contains when show products license product howMany modal';

/** What products hold, how they differ, how many seats there are, now and later, and in which state they are. */
export const productFrames: readonly QuestionFrame[] = [
  {
    intent: 'compare_products',
    needs: 'compare product | product !product | conflict product | instead product',
    takes: 'what show how contains license products plans !contains !product both in:product modal free it',
    slots: (asked) => {
      const slots = namedSlots(asked, 'products');
      const denied = asked.skus('!product');
      const all = [...asked.skus(), ...denied];
      if (all.length < 2) return asked.has('free') ? undefined : ask('whichProduct');
      return denied.length === 0 ? slots : bothOf(asked);
    },
  },
  {
    intent: 'show_plans',
    needs: 'plans product | in:product | what in:product | contains product | product plan | plans contains product',
    takes: 'what show howMany license on contains free',
    slots: (asked) => (asked.has('free', 'usage') ? undefined : namedSlots(asked, 'products')),
  },
  {
    // "what is EMS", "wat doet Intune".
    intent: 'show_plans',
    needs: 'what product',
    takes: '',
    slots: (asked) => (WHAT_IT_IS.test(asked.sentence.plain) ? namedSlots(asked, 'products') : undefined),
  },
  {
    intent: 'forecast',
    needs:
      'enough | runOut product | runOut license/seats/products when | howMany need | forecast | need product i | enough product | howMany need product | low product',
    takes:
      'what when howMany how product group license products free modal i need past seats runOut users everyone members in:group through:group',
    slots: (asked) => {
      const slots = namedSlots(asked, 'products', 'groups');
      if (slots.products === undefined && slots.groups === undefined) return ask('whichProduct');
      return asked.has('runOut') ? { ...slots, question: 'when' } : slots;
    },
  },
  {
    intent: 'seats',
    needs:
      'seats | howMany product/license/products | free product/license/products | usage product/license | product | howMany free product/license | free',
    takes:
      'what show check give everything i mine own number products license free usage seats need perGroup plans now',
    // "give me E3" asks for one.
    slots: (asked) =>
      asked.has('plans') || (asked.has('give') && !asked.has('seats', 'howMany', 'free', 'usage'))
        ? undefined
        : productsOrAll(asked),
  },
  {
    intent: 'reclaim',
    needs: 'reclaim | reclaim product | unusedBy | unusedBy product',
    takes:
      'product group license products seats number free inactive what show modal i usage !usage users who pronoun howMany past unusedBy',
    slots: (asked) => ({
      ...namedSlots(asked, 'products', 'groups'),
      ...(asked.has('number') ? { count: Number(asked.said('number')) } : {}),
    }),
  },
  {
    intent: 'reclaim',
    needs: 'free number | free number product',
    takes: 'license products seats',
    slots: (asked) =>
      asked.sentence.plain.startsWith('free ')
        ? { ...namedSlots(asked, 'products'), count: Number(asked.said('number')) }
        : undefined,
  },
  { intent: 'show_products', needs: 'grace | user grace', takes: OF_PRODUCTS, slots: inGrace },
  { intent: 'show_products', needs: 'trial | trial product', takes: OF_PRODUCTS, slots: stateOf('trial') },
  {
    intent: 'show_products',
    needs: 'suspended what/show/products/license/product',
    takes: OF_PRODUCTS,
    slots: stateOf('suspended'),
  },
  {
    intent: 'show_products',
    needs: 'expire what/show/when/products/license/product',
    takes: OF_PRODUCTS,
    slots: stateOf('expiring'),
  },
  {
    intent: 'show_products',
    needs: 'what runOut/low | products/license runOut/low | what products/license runOut/low',
    takes: 'show what products license free modal',
    slots: () => ({ question: 'runningOut' }),
  },
  {
    intent: 'show_products',
    needs: 'products | what products | what own',
    takes: 'what show howMany license own',
    slots: (asked) => (asked.has('howMany') ? undefined : {}),
  },
];

/** Those that are denied as well: "what does E5 have that E3 does not". */
function bothOf(asked: Asked): Slots {
  const [has, lacks] = [asked.skus(), asked.skus('!product')];
  const named = [...has, ...lacks].flatMap((index) => asked.names.source.skus[index] ?? []);
  return { products: named.map(({ skuPartNumber }) => skuPartNumber), ids: { skus: named.map(({ skuId }) => skuId) } };
}
