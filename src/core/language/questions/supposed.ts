import { ask } from '../draft.ts';
import { namedSlots } from './asked.ts';
import type { QuestionFrame } from './question-frame.ts';

/** "can bob have Visio?": what it would do, and nothing more. */
export const supposedFrames: readonly QuestionFrame[] = [
  {
    intent: 'assign_license',
    needs: 'modal user product | modal group product',
    takes: '',
    slots(asked) {
      if (!/^(?:can|could|may|might|kan|kunnen|mag|mogen|zou|zouden)\b/.test(asked.sentence.plain)) return undefined;
      if (asked.has('user') && asked.has('group')) return ask('mixed');
      const { products = [], ...targets } = namedSlots(asked, 'groups', 'users', 'products');
      return { ...targets, products: (products as readonly string[]).map((sku) => ({ sku })), dry_run: true };
    },
  },
];
