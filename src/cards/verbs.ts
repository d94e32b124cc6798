import type { PartOfOutcome } from '../licensing/outcome/people-of-outcome.ts';

/** A change and the version of it that a card shows: a button that carries an older version is stale. */
export interface Reference {
  readonly id: number;
  readonly v: number;
}

/** Which group, person or product. Opaque: whoever presses is asked again whether they may. */
type OfGroup = { readonly group: string };
type OfUser = { readonly user: string };
type OfSku = { readonly sku: string };
type Paged = { readonly page?: number };

/**
 * Every button of every card: its verb and all that it carries. What a person typed or chose in inputs arrives beside
 * it, under the names that `FormValues` lists.
 */
export type Press =
  /** As if the person had typed it. */
  | { readonly verb: 'say'; readonly data: { readonly text: string } }
  | { readonly verb: 'apply'; readonly data: Reference }
  /** Applies what was previewed and a suggestion with it (`previewed`), or a suggestion after failures. */
  | { readonly verb: 'apply-fix'; readonly data: Reference & { readonly fix: string } }
  /** A correction in words: typed (`FormValues.text`), or given. */
  | { readonly verb: 'change'; readonly data: Reference & { readonly text?: string } }
  /** What was only supposed becomes a preview. */
  | { readonly verb: 'preview'; readonly data: Reference }
  /** Also turns off the plans that are the same service by a newer name. */
  | { readonly verb: 'twins-off'; readonly data: Reference }
  | { readonly verb: 'dismiss' | 'cancel' | 'undo' | 'pause' | 'resume'; readonly data: Reference }
  | { readonly verb: 'ask-approval' | 'approve' | 'reject'; readonly data: Reference }
  | { readonly verb: 'fixes'; readonly data: Reference | OfGroup | OfUser }
  | { readonly verb: 'reprocess'; readonly data: Reference | OfGroup | OfUser }
  /** People behind a number: of a change, of its failures, of a group, or of the whole tenant. */
  | { readonly verb: 'people'; readonly data: Reference & Paged & { readonly part?: PartOfOutcome } }
  | { readonly verb: 'failures'; readonly data: (Reference | OfGroup | Record<never, never>) & Paged }
  | { readonly verb: 'why'; readonly data: OfUser | Reference }
  | { readonly verb: 'show-change'; readonly data: { readonly id: number } }
  | { readonly verb: 'show-group'; readonly data: OfGroup }
  | { readonly verb: 'show-user'; readonly data: OfUser }
  | { readonly verb: 'show-product'; readonly data: OfSku }
  /** Products and seats; with a question those that answer it. */
  | { readonly verb: 'seats'; readonly data: Paged & { readonly question?: string } }
  /** Services of a product; with a group they are switches. */
  | { readonly verb: 'services'; readonly data: OfSku & { readonly group?: string } }
  /** What the switches of a group's product say now (`FormValues.on`): previewed. */
  | { readonly verb: 'set-services'; readonly data: OfSku & OfGroup }
  | { readonly verb: 'assign-form'; readonly data: Partial<OfSku & OfGroup & OfUser> }
  /** The form again with who was searched for (`FormValues.query`), or with the services of what was chosen. */
  | { readonly verb: 'assign-search'; readonly data: Partial<OfSku & OfGroup & OfUser> }
  /** The form, filled in (`FormValues`): previewed. */
  | { readonly verb: 'assign'; readonly data: Partial<OfSku & OfGroup & OfUser> }
  /** `since` and `until` in milliseconds since 1970; `taking`: what took something away alone. */
  | {
      readonly verb: 'history';
      readonly data: Partial<OfGroup & OfUser & OfSku> &
        Paged & {
          readonly since?: number;
          readonly until?: number;
          readonly taking?: boolean;
          readonly limit?: number;
        };
    }
  /** All that give licenses; with an id, those of the list that was asked for. */
  | { readonly verb: 'list-groups'; readonly data: Paged & { readonly id?: number } }
  | { readonly verb: 'list-approvals' | 'running' | 'help' | 'whoami'; readonly data: Paged }
  /** What people keep that nothing gives them, or who keeps what of a group. */
  | { readonly verb: 'kept'; readonly data: Partial<OfGroup> & Paged }
  /** Letting go of it: of a group, of a person, or of all. Previewed. */
  | { readonly verb: 'release'; readonly data: Partial<OfGroup & OfUser> }
  /** By which services go together: of products, ids with commas between; none: of all. */
  | { readonly verb: 'rules'; readonly data: { readonly skus: string } & Paged }
  | { readonly verb: 'notify-off'; readonly data: { readonly id: number } };

export type Verb = Press['verb'];

export const PLAN_PREFIX = 'plan-';
