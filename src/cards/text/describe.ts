import type { Change } from '../../licensing/change.ts';
import { type Before, beforeFrom, targetOf } from '../../licensing/model/before.ts';
import { type Act, actsOf } from '../change/acts.ts';
import { bold, joined, listed, name, type TextRuns } from '../runs.ts';
import { say, sayCount, type ViewContext } from './context.ts';
import { licenseSentence } from './describe-licenses.ts';
import { country, groupLabel, productName, some, userNameById, userWithAddress } from './names.ts';

export interface Described {
  readonly changes: readonly Change[];
  readonly targetGroupIds?: readonly string[];
  readonly targetUserIds?: readonly string[];
  /** Known once the changes were applied: what was there before is then read from it, not from the tenant. */
  readonly inverse?: readonly Change[];
}

/**
 * How much is told. `named`: a row of a list, with the target, in a few sentences. `inTitle`: below a title, which names
 * the target where there is but one. `inFull`: what somebody decides about, nothing left out: who each person is, by
 * name and user principal name, as long as they are few.
 */
export type Telling = 'named' | 'inTitle' | 'inFull';

const SENTENCES = { named: 3, inTitle: 3, inFull: 30 } as const satisfies Record<Telling, number>;

/** Names of groups in one sentence; they stand again for each product that is there already. */
const GROUPS = { named: 4, inTitle: 4, inFull: 20 } as const satisfies Record<Telling, number>;

/** Pieces of text, after which only the number of further sentences is told: more would not fit a card. */
const MOST_RUNS = 75;

/** People told one by one; of more of them, how many. */
export const PEOPLE_NAMED = 5;

const TITLE_NAMES = 2;

/**
 * What changes do to desired state, in words: "Assign **Office 365 E3** without **Yammer Enterprise**." Told from the
 * changes themselves, so that it says what is done and not what was asked.
 */
export function describe(context: ViewContext, described: Described, telling: Telling): TextRuns {
  return joined(sentencesOf(context, described, telling), ' ');
}

/** The same, sentence by sentence: what is done alike to several groups or people is one of them. */
export function sentencesOf(context: ViewContext, described: Described, telling: Telling): readonly TextRuns[] {
  const before = described.inverse === undefined ? context.labels.before : beforeFrom(described.inverse);
  const acts = actsOf(described.changes, before);
  const named = telling === 'named' || !isTitled(described);
  const of = (described.targetGroupIds ?? []).map((id) => groupLabel(context, id));
  const sentences: TextRuns[] = [];
  let runs = 0;
  for (const act of acts.slice(0, SENTENCES[telling])) {
    const sentence = sentenceOf(context, act, { before, telling, named, of });
    runs += sentence.length;
    if (runs > MOST_RUNS && sentences.length > 0) break;
    sentences.push(sentence);
  }
  const more = acts.length - sentences.length;
  return more > 0 ? [...sentences, sayCount(context, context.texts.cards.counts.changes, more)] : sentences;
}

/** Whether a title names the one target of these changes, so that a sentence below it need not. */
function isTitled({ changes, targetGroupIds = [], targetUserIds = [] }: Described): boolean {
  const targets = new Set(
    changes.map((change) => {
      if (change.kind === 'assignGroupLicense' || change.kind === 'assignUserLicense') return targetOf(change);
      return 'groupId' in change ? change.groupId : undefined;
    }),
  );
  const [title, ...more] = targetGroupIds.length > 0 ? targetGroupIds : targetUserIds;
  if (targets.size > 1 || more.length > 0) return false;
  return title === undefined || targets.has(title);
}

/** Whether people whom changes name by themselves are more than a sentence names. */
export function hidesPeople(changes: readonly Change[]): boolean {
  const named = changes.flatMap((change) => {
    if ('userId' in change) return [change.userId];
    return change.kind === 'releaseKeptLicenses' ? (change.userIds ?? []) : [];
  });
  return new Set(named).size > PEOPLE_NAMED;
}

interface How {
  readonly before: Before;
  readonly telling: Telling;
  readonly named: boolean;
  /** The groups whose people are looked at again. */
  readonly of: readonly TextRuns[];
}

function sentenceOf(context: ViewContext, act: Act, how: How): TextRuns {
  const { change } = act;
  const texts = context.texts.cards.changes;
  switch (change.kind) {
    case 'assignGroupLicense': {
      const at = Math.max(GROUPS.named, Math.floor(GROUPS[how.telling] / Math.max(1, change.addLicenses.length)));
      const target = how.named ? bold(groupsOf(context, act, at)) : null;
      return licenseSentence(context, change, how.before(change), target);
    }
    case 'assignUserLicense': {
      const told = peopleOf(context, act.userIds, how);
      const people =
        told.count === 1 ? bold(told.person) : sayCount(context, context.texts.cards.counts.people, told.count);
      const target = how.named || how.telling === 'inFull' ? people : null;
      return licenseSentence(context, change, how.before(change), target);
    }
    case 'addMember':
    case 'removeMember': {
      const { count, person } = peopleOf(context, act.userIds, how);
      return sayCount(context, texts[change.kind], count, {
        person,
        group: groupsOf(context, act, GROUPS[how.telling]),
      });
    }
    case 'setUsageLocation': {
      const { count, person } = peopleOf(context, act.userIds, how);
      return sayCount(context, change.usageLocation === null ? texts.noUsageLocation : texts.usageLocation, count, {
        person,
        country: change.usageLocation === null ? '' : country(context, change.usageLocation),
      });
    }
    case 'setProxyAddresses':
      return say(context, texts.proxyAddresses, { person: peopleOf(context, act.userIds, how).person });
    case 'setSeats':
      return say(context, texts.seats, { product: productName(context, change.skuId), count: change.enabled });
    case 'releaseKeptLicenses': {
      const group = groupsOf(context, act, GROUPS[how.telling]);
      if (change.userIds === undefined) return say(context, texts.release, { group });
      const { count, person } = peopleOf(context, change.userIds, how);
      return sayCount(context, texts.releaseOf, count, { group, person });
    }
    case 'reprocess': {
      const { count, person } = peopleOf(context, change.userIds, how);
      const ofGroups = how.of.length > 0 && (how.telling === 'named' || how.of.length > TITLE_NAMES);
      const target = bold(some(context, how.of, { at: GROUPS[how.telling] }));
      return sayCount(context, ofGroups ? texts.reprocessIn : texts.reprocess, count, { person, target });
    }
    default:
      return change satisfies never;
  }
}

function groupsOf(context: ViewContext, { groupIds }: Act, at: number): TextRuns {
  return some(
    context,
    groupIds.map((id) => groupLabel(context, id)),
    { at },
  );
}

/** People by name, as the one that a sentence is about, or how many they are. */
function peopleOf(
  context: ViewContext,
  userIds: readonly string[],
  { telling }: How,
): { readonly count: number; readonly person: TextRuns } {
  if (telling !== 'inFull') return { count: userIds.length, person: userNameById(context, userIds[0] ?? '') };
  if (userIds.length > PEOPLE_NAMED) return { count: userIds.length, person: [] };
  const people = userIds.map((id) => userWithAddress(context, id));
  return { count: 1, person: listed(people, context.texts.language) };
}

/** The groups that a change is about, or else the people, as a title. Who joins or leaves a group is in the sentence. */
export function targetTitle(
  context: ViewContext,
  target: { readonly targetGroupIds: readonly string[]; readonly targetUserIds: readonly string[] },
): TextRuns {
  const { counts } = context.texts.cards;
  const { targetGroupIds: groups, targetUserIds: people } = target;
  const [names, more] =
    groups.length > 0
      ? [groups.map((id) => groupLabel(context, id)), counts.moreGroups]
      : [people.map((id) => userNameById(context, id)), counts.morePeople];
  if (names.length === 0) return name(context.labels.organization.displayName);
  const hidden = names.length - TITLE_NAMES;
  const shown = names.slice(0, TITLE_NAMES);
  return listed(hidden > 0 ? [...shown, sayCount(context, more, hidden)] : shown, context.texts.language);
}
