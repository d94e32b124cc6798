import type { LicenseAssignmentError } from '../../graph/types.ts';
import { type LearntRule, learnFrom } from '../../licensing/rules/learnt-rules.ts';
import type { GraphRefusal } from './refusal.ts';

/** What a refusal comes to. `unknown`: nothing but its own words can be shown. */
export type RefusalMeaning =
  | {
      /** A license cannot be given, or taken away, for one of the reasons of licensing. */
      readonly kind: 'licensing';
      readonly error: LicenseAssignmentError;
      /** The product, where the text names it. */
      readonly skuId?: string;
      /** What the text teaches about plans. */
      readonly learnt?: LearntRule;
    }
  | { readonly kind: 'unknownProduct'; readonly skuId: string }
  /** The object that is asked for, or one that it speaks of. */
  | { readonly kind: 'notFound'; readonly id: string | undefined }
  | {
      readonly kind:
        | 'noUsageLocation'
        | 'inherited'
        | 'notDirect'
        | 'templateLacksPrerequisite'
        | 'alreadyMember'
        | 'unknown';
    };

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NO_SEATS = new RegExp(`SKU (${GUID}) does not have any available licenses`, 'i');
const NOT_OURS = new RegExp(`License (${GUID}) does not correspond to a valid company License`, 'i');
const NOT_FOUND = /^Resource '([^']*)' does not exist/i;

/** Texts that mean one thing each. */
const FIXED: readonly (readonly [RegExp, RefusalMeaning])[] = [
  [/user with invalid usage location/i, { kind: 'noUsageLocation' }],
  [/inherited from a group membership/i, { kind: 'inherited' }],
  [/does not have a corresponding license/i, { kind: 'notDirect' }],
  [/group has necessary services/i, { kind: 'templateLacksPrerequisite' }],
  [/added object references already exist/i, { kind: 'alreadyMember' }],
  [
    /not (?:available|allowed) in .*usage location/i,
    { kind: 'licensing', error: 'ProhibitedInUsageLocationViolation' },
  ],
  [/proxy address/i, { kind: 'licensing', error: 'UniquenessViolation' }],
];

/**
 * What Graph means. Every refusal of a license has one code, so that its text alone tells them apart; a text that nobody has
 * seen yet means nothing to us, and is shown as it is. Pure.
 * @param date of the refusal, `YYYY-MM-DD`: rules that are learnt say since when
 */
export function meaningOf({ status, message }: GraphRefusal, date: string): RefusalMeaning {
  const learnt = learnFrom(message, date);
  if (learnt !== undefined) {
    const error = learnt.kind === 'exclusive' ? 'MutuallyExclusiveViolation' : 'DependencyViolation';
    return { kind: 'licensing', error, learnt };
  }
  const [, withoutSeats] = NO_SEATS.exec(message) ?? [];
  if (withoutSeats !== undefined) return { kind: 'licensing', error: 'CountViolation', skuId: withoutSeats };
  const [, notOurs] = NOT_OURS.exec(message) ?? [];
  if (notOurs !== undefined) return { kind: 'unknownProduct', skuId: notOurs };
  if (status === 404) return { kind: 'notFound', id: NOT_FOUND.exec(message)?.[1] };
  return FIXED.find(([text]) => text.test(message))?.[1] ?? { kind: 'unknown' };
}
