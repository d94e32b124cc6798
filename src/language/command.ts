import type { StagesAsked } from '../changes/schedule.ts';
import { wordsOf } from '../words/words-of.ts';

/** What is previewed and then done; everything else is answered. */
const CHANGES = wordsOf('assign_license set_plans remove_license swap_license copy_license migrate_direct batch undo');
const CHANGES_OF_PEOPLE = wordsOf('add_member remove_member move_member set_usage_location offboard onboard');
/** Said of a change, of licenses as a whole, or of what somebody is told; a rule is only ever supposed. */
const ACTS = wordsOf('set_rule apply_fix reprocess release_kept freeze unfreeze notify digest');
const DECIDES = wordsOf('confirm dismiss approve reject cancel pause resume');
const LOOKS = wordsOf('seats show_plans compare_products forecast show_group show_user show_products list_groups');
const FINDS = wordsOf('find_users find_inactive reclaim list_kept list_rules list_failures explain_user suggest_fixes');
const RECORDS = wordsOf('status list_approvals what_if history drift export_report list_digests');
const TALK = wordsOf('whoami help smalltalk out_of_scope clarify');

/**
 * What a sentence means: an intent with its slots. Groups, people and
 * products stand in the slots by the tenant's own names, and by object id in `ids`, since two things may bear one name.
 */
export const INTENTS = [
  ...[...CHANGES, ...CHANGES_OF_PEOPLE, ...ACTS, ...DECIDES],
  ...[...LOOKS, ...FINDS, ...RECORDS, ...TALK],
];
export type Intent = (typeof INTENTS)[number];
const CHANGING: ReadonlySet<Intent> = new Set<Intent>([...CHANGES, ...CHANGES_OF_PEOPLE]);

/** Whether it is previewed and then done, rather than answered. */
export function isChange(intent: Intent): boolean {
  return CHANGING.has(intent);
}

export type Language = 'en' | 'nl';

export interface ProductSlot {
  readonly sku: string;
  readonly off?: readonly string[];
  readonly only?: readonly string[];
}

export interface Slots {
  readonly groups?: readonly string[];
  readonly users?: readonly string[] | { readonly in: readonly string[] };
  readonly except_users?: readonly string[];
  readonly products?: readonly ProductSlot[] | readonly string[] | 'all';
  readonly sku?: string;
  readonly on?: readonly string[] | 'all';
  /** Service plans; `true` for alerts that are to stop. */
  readonly off?: readonly string[] | true;
  readonly only?: readonly string[] | 'failed';
  readonly from?: string | null;
  readonly to?: string;
  readonly from_group?: string;
  readonly to_group?: string;
  readonly to_groups?: readonly string[];
  /** By which a group takes in its members, as Entra writes it; only ever supposed. Absent: it becomes static. */
  readonly rule?: string;
  readonly country?: string;
  readonly scope?: 'all' | 'tenant';
  readonly dry_run?: boolean;
  readonly start?: string;
  readonly until?: string;
  readonly since?: string;
  readonly duration?: string;
  readonly reason?: string;
  readonly question?: string;
  readonly topic?: string;
  readonly ref?: string;
  /** Several changes, by number. */
  readonly refs?: readonly string[];
  readonly option?: number;
  readonly group_by?: 'reason' | 'group';
  readonly count?: boolean | number;
  readonly page?: number;
  readonly limit?: number;
  readonly days?: number;
  readonly objective?: 'fewest_changes' | 'cost';
  readonly state?: string;
  /** People: products of which they have every one. */
  readonly has_all?: readonly string[];
  /** How somebody has a product; of an assignment, `direct`: also to whom a group gives it. */
  readonly paths?: 'direct' | 'group' | 'direct_and_group';
  readonly lacking?: 'usageLocation' | 'license' | 'group';
  /** People: whose account may sign in or not, who are guests or not, who have some license, and products that they lack. */
  readonly enabled?: boolean;
  readonly guests?: boolean;
  readonly licensed?: true;
  readonly without?: readonly string[];
  /** People: a department or a job title, as somebody wrote it. */
  readonly department?: string;
  readonly jobTitle?: string;
  /** People: who has not signed in since this moment (ISO 8601). */
  readonly notSeenSince?: string;
  /** Whoever starts gets what this person has. */
  readonly like?: string;
  /** Everything is taken, and groups are left for it. */
  readonly leaving?: true;
  /** People: groups by which they have a product. */
  readonly through?: readonly string[];
  /** People: in each of the groups, and not in any of them. */
  readonly in_all?: true;
  /** People: groups that they are in none of. */
  readonly outside?: readonly string[];
  readonly report?: string;
  readonly format?: 'csv' | 'html';
  readonly event?: 'finished' | 'failure' | 'any';
  /** Of a summary: on which days of the week (1 Monday to 7 Sunday) it comes, and when ("08:00"). */
  readonly every?: readonly number[];
  readonly at?: string;
  readonly target?: string;
  /** It reaches its people some at a time. */
  readonly stages?: StagesAsked;
  /** Hours of each day in which no alert comes, `18:00-08:00`; `off`: silence that would end by itself ends now. */
  readonly quiet?: string;
  readonly candidates?: readonly string[];
  readonly steps?: readonly { readonly intent: Intent; readonly slots: Slots }[];
  readonly ids?: {
    readonly groups?: readonly string[];
    readonly users?: readonly string[];
    readonly skus?: readonly string[];
  };
}

export interface Reading {
  readonly intent: Intent;
  readonly slots: Slots;
  /** The full sentence that says back what was understood, in `language`. */
  readonly reading: string;
  readonly language: Language;
  /** Service plans that were named, by their names or how these begin, and stand in no slot. */
  readonly plans?: readonly string[];
  /** Products that were named, by id, and stand in no slot: "does Ann have Visio?" may be followed by "give it to her". */
  readonly skus?: readonly string[];
  /** It puts right what was said before: "no wait, E5", "also without Sway". Only in a conversation. */
  readonly corrects?: true;
  /** For `clarify`, and where nothing was understood: the likely readings, each as a button with the whole corrected command behind it. */
  readonly options?: readonly OfferedReading[];
  /** The options are what could be said instead: none of them is a reading of what was said. */
  readonly instead?: true;
  /** For `clarify`: what was said, cut where the answer belongs. */
  readonly gap?: readonly [before: string, after: string];
  /** For `clarify`: the change that was asked for in words that are not all understood, for what is said of it next. */
  readonly told?: string;
}

/** A reading that a question offers. */
export interface OfferedReading {
  readonly title: string;
  readonly text: string;
  /** The one thing that it decides, for a button beside the others. */
  readonly choice?: string;
}
