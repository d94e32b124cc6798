import type { Reading } from '../../src/language/command.ts';

const CHANGES =
  /^(?:assign|set_|remove|swap|copy|add_|move|migrate|reprocess|undo|cancel|approve|reject|apply|freeze|unfreeze|batch|confirm|dismiss)/;

/** Whether acting on the reading would alter something: simulations do not. */
export function isChange({ intent, slots }: Pick<Reading, 'intent' | 'slots'>): boolean {
  return CHANGES.test(intent) && slots.dry_run !== true;
}
