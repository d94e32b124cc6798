import type { Change } from '../../core/licensing/change.ts';
import { bold, joined, listed, name, type Runs } from '../cards/runs.ts';
import { say, sayCount, type ViewContext } from './context.ts';
import { type Before, type LicenseChange, licenseSentence } from './describe-licenses.ts';
import { country, groupName, productName, userNameById } from './names.ts';

export interface Described {
  readonly changes: readonly Change[];
  readonly targetGroupIds?: readonly string[];
  /** Known once the changes were applied: what was there before is then read from it, not from the tenant. */
  readonly inverse?: readonly Change[];
}

const SENTENCES = 3;

const TITLE_NAMES = 2;

/**
 * What changes do to desired state, in words: "Assign **Office 365 E3** without **Yammer Enterprise**." Told from the
 * changes themselves, so that it says what is done and not what was asked.
 * @param target whether to name the group or the person too: rows of a history do, a card with a title does not
 */
export function describe(context: ViewContext, described: Described, target: 'named' | 'inTitle'): Runs {
  const before = beforeOf(context, described);
  const groups = alike(described.changes);
  const of = described.targetGroupIds?.[0];
  const sentences = groups
    .slice(0, SENTENCES)
    .map((group) => sentenceOf(context, group, { before, target, of: of === undefined ? [] : groupName(context, of) }));
  const more = groups.length - sentences.length;
  if (more > 0) sentences.push(sayCount(context, context.texts.cards.counts.changes, more));
  return joined(sentences, ' ');
}

/** Neighbouring changes that one sentence can tell: the same act on many people. */
function alike(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = keyOf(change);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

function keyOf(change: Change): string {
  if (change.kind === 'addMember' || change.kind === 'removeMember') return `${change.kind} ${change.groupId}`;
  if (change.kind === 'setUsageLocation') return `${change.kind} ${change.usageLocation}`;
  if (change.kind === 'assignUserLicense')
    return `${change.kind} ${JSON.stringify([change.addLicenses, change.removeLicenses])}`;
  return JSON.stringify(change);
}

interface Telling {
  readonly before: Before;
  readonly target: 'named' | 'inTitle';
  /** The group whose people are looked at again. */
  readonly of: Runs;
}

function sentenceOf(context: ViewContext, group: readonly Change[], { before, target, of }: Telling): Runs {
  const [change] = group;
  if (change === undefined) return [];
  const texts = context.texts.cards.changes;
  const people = group.length;
  switch (change.kind) {
    case 'assignGroupLicense':
    case 'assignUserLicense':
      return licenseSentence(
        context,
        change,
        before(change),
        target === 'named' ? targetOf(context, change, people) : null,
      );
    case 'addMember':
    case 'removeMember':
      return sayCount(context, texts[change.kind], people, {
        person: userNameById(context, change.userId),
        group: groupName(context, change.groupId),
      });
    case 'setUsageLocation':
      return sayCount(context, change.usageLocation === null ? texts.noUsageLocation : texts.usageLocation, people, {
        person: userNameById(context, change.userId),
        country: change.usageLocation === null ? '' : country(context, change.usageLocation),
      });
    case 'setProxyAddresses':
      return say(context, texts.proxyAddresses, { person: userNameById(context, change.userId) });
    case 'setSeats':
      return say(context, texts.seats, { product: productName(context, change.skuId), count: change.enabled });
    case 'reprocess':
      return sayCount(
        context,
        target === 'named' && of.length > 0 ? texts.reprocessIn : texts.reprocess,
        change.userIds.length,
        {
          person: userNameById(context, change.userIds[0] ?? ''),
          target: bold(of),
        },
      );
    default:
      return change satisfies never;
  }
}

function targetOf(context: ViewContext, change: LicenseChange, people: number): Runs {
  if (change.kind === 'assignGroupLicense') return bold(groupName(context, change.groupId));
  return people === 1
    ? bold(userNameById(context, change.userId))
    : sayCount(context, context.texts.cards.counts.people, people);
}

function beforeOf({ tenant }: ViewContext, { inverse }: Described): Before {
  if (inverse !== undefined)
    return (change) => inverse.flatMap((back) => (sameTarget(change, back) ? back.addLicenses : []));
  return (change) => {
    if (change.kind === 'assignGroupLicense') {
      const group = tenant.findGroup(change.groupId);
      return group === undefined ? [] : tenant.assignedLicenses(group);
    }
    const user = tenant.findUser(change.userId);
    return user === undefined ? [] : tenant.read(tenant.rows(user)).filter((row) => row.assignedByGroup === null);
  };
}

function sameTarget(change: LicenseChange, other: Change): other is LicenseChange {
  if (change.kind === 'assignGroupLicense') {
    return other.kind === 'assignGroupLicense' && other.groupId === change.groupId;
  }
  return other.kind === 'assignUserLicense' && other.userId === change.userId;
}

/** The groups that a change is about, or else the people, as a title. Who joins or leaves a group is in the sentence. */
export function targetTitle(
  context: ViewContext,
  target: { readonly targetGroupIds: readonly string[]; readonly targetUserIds: readonly string[] },
): Runs {
  const { counts } = context.texts.cards;
  const { targetGroupIds: groups, targetUserIds: people } = target;
  const [names, more] =
    groups.length > 0
      ? [groups.map((id) => groupName(context, id)), counts.moreGroups]
      : [people.map((id) => userNameById(context, id)), counts.morePeople];
  if (names.length === 0) return name(context.tenant.organization.displayName);
  const hidden = names.length - TITLE_NAMES;
  const shown = names.slice(0, TITLE_NAMES);
  return listed(hidden > 0 ? [...shown, sayCount(context, more, hidden)] : shown, context.texts.language);
}
