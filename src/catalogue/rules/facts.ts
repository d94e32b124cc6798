import { planId } from '../products.ts';
import correctionRecords from './corrections.json' with { type: 'json' };
import mailboxRecords from './mailbox-plans.json' with { type: 'json' };
import notAssignableRecords from './not-assignable.json' with { type: 'json' };

/** Every plan of the public list that gives an Exchange Online mailbox, by id: the same in every profile. */
export const MAILBOX_PLANS: ReadonlySet<string> = new Set(mailboxRecords.map(planId));

/** What the public list of a product's plans leaves out, and what it names by a slip. */
interface Correction {
  /** Plans that the product gives and does not list. */
  readonly gives: readonly string[];
  /** For a plan that the product lists: the plan whose rules it follows there. */
  readonly means: ReadonlyMap<string, string>;
}

interface CorrectionRecord {
  readonly skuId: string;
  readonly gives?: readonly string[];
  readonly means?: Readonly<Record<string, string>>;
}

const records: readonly CorrectionRecord[] = correctionRecords as readonly CorrectionRecord[];

const corrections = new Map<string, Correction>(
  records.map(({ skuId, gives = [], means = {} }) => [
    skuId,
    {
      gives: gives.map(planId),
      means: new Map(Object.entries(means).map(([listed, meant]) => [planId(listed), planId(meant)])),
    },
  ]),
);

/** Rules read a product's plans through this; what people see is what the product lists. */
export function correctionOf(skuId: string): Correction | undefined {
  return corrections.get(skuId.toLowerCase());
}

const notAssignable = new Set(notAssignableRecords.map(({ skuId }) => skuId));

/** False for a product that the directory gives to nobody, whoever asks for it. */
export function isAssignable(skuId: string): boolean {
  return !notAssignable.has(skuId.toLowerCase());
}
