import type { Change } from '../../core/licensing/change.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import type { GroupStatus } from '../../core/licensing/status.ts';
import type { Tenant } from '../../core/licensing/tenant.ts';
import { formatFigure, type Plural, pluralOf } from '../../core/text/format.ts';
import type { Figure } from '../cards/card.ts';
import { textFor, type ViewContext } from './context.ts';
import { seatsFreed } from './suggestion-effects.ts';

/** One large figure; failures alone have a color, and only when there are any. */
export function figure(
  context: ViewContext,
  value: number,
  label: Plural | string,
  kind: 'plain' | 'failures' = 'plain',
): Figure {
  return {
    figure: formatFigure(value, context.texts.language),
    label: typeof label === 'string' ? label : pluralOf(label, value),
    color: kind === 'failures' && value > 0 ? 'Attention' : 'Default',
  };
}

/**
 * The three figures of a preview: of whom, what they get or lose, and who fails. None where nothing but a location or an
 * address changes.
 */
export function outcomeFigures(context: ViewContext, changes: readonly Change[], outcome: Outcome): readonly Figure[] {
  const { numbers } = context.texts.cards;
  const named = namedGroups(context.tenant, changes, outcome);
  const sum = (value: (status: GroupStatus) => number) => named.reduce((all, { after }) => all + value(after), 0);
  const gaining = outcome.people.filter((person) => person.gainedSkuIds.length > 0).length;
  const losing = outcome.people.filter((person) => person.lostSkuIds.length > 0).length;
  const members = () =>
    figure(
      context,
      sum(({ members: all }) => all),
      numbers.members,
    );
  const concerned = figure(context, people(changes), numbers.people);
  const failing = () =>
    figure(
      context,
      sum(({ failed }) => failed),
      numbers.fail,
      'failures',
    );
  const newlyFailing = figure(context, peopleOf(outcome.newlyFailing), numbers.fail, 'failures');
  const freed = figure(context, seatsFreed(outcome), numbers.seatsFreed);
  const shape = shapeOf(changes, outcome);
  switch (shape) {
    case 'give':
      return [
        members(),
        figure(
          context,
          sum(({ assigned }) => assigned),
          getLabel(context, changes, outcome),
        ),
        failing(),
      ];
    case 'alter':
      return [members(), figure(context, outcome.people.length, numbers.changed), failing()];
    case 'take': {
      const label = removedSkuIds(changes).length > 1 ? numbers.loseThem : numbers.loseIt;
      return [figure(context, losing, label), failing(), freed];
    }
    case 'direct':
      return [concerned, figure(context, gaining, getLabel(context, changes, outcome)), newlyFailing];
    case 'join':
      return [concerned, figure(context, gaining, numbers.getLicenses), newlyFailing];
    case 'move':
      return [
        figure(context, gaining, numbers.getLicenses),
        figure(context, losing, numbers.loseLicenses),
        newlyFailing,
      ];
    case 'leave':
      return [concerned, figure(context, losing, numbers.loseLicenses), freed];
    case 'release':
      return [
        figure(context, outcome.people.length, numbers.keepSomething),
        figure(context, losing, numbers.loseLicenses),
        freed,
      ];
    case 'mend':
      return outcome.people.length === 0 && outcome.newlyFailing.length === 0
        ? []
        : [concerned, figure(context, peopleOf(outcome.fixed), numbers.fixed), newlyFailing];
    case 'reprocess':
      return [
        concerned,
        figure(context, peopleOf(outcome.fixed), numbers.fixed),
        figure(context, failingAmong(context.tenant, changes, outcome), numbers.stillFail, 'failures'),
      ];
  }
}

/** What a change is to those who look at its preview. `mend`: a location, an address or seats. */
export type Shape = 'give' | 'direct' | 'alter' | 'take' | 'join' | 'move' | 'leave' | 'release' | 'mend' | 'reprocess';

export function shapeOf(changes: readonly Change[], outcome: Outcome): Shape {
  const licenses = changes.filter(
    (change) => change.kind === 'assignGroupLicense' || change.kind === 'assignUserLicense',
  );
  if (licenses.length > 0) {
    if (licenses.every((change) => change.addLicenses.length === 0)) return 'take';
    if (licenses.every((change) => change.kind === 'assignUserLicense')) return 'direct';
    return licenses.every((change) => change.kind === 'assignGroupLicense' && onlyAlters(change, outcome))
      ? 'alter'
      : 'give';
  }
  const joins = changes.some((change) => change.kind === 'addMember');
  const leaves = changes.some((change) => change.kind === 'removeMember');
  if (joins || leaves) return joins && leaves ? 'move' : joins ? 'join' : 'leave';
  if (changes.some((change) => change.kind === 'releaseKeptLicenses')) return 'release';
  return changes.some((change) => change.kind === 'reprocess') ? 'reprocess' : 'mend';
}

/** Every product is in the template already: the change is one of plans (R17). */
function onlyAlters(change: Extract<Change, { kind: 'assignGroupLicense' }>, outcome: Outcome): boolean {
  const had = outcome.groups.flatMap(({ before }) => before.products.map((product) => product.skuId));
  return change.removeLicenses.length === 0 && change.addLicenses.every((license) => had.includes(license.skuId));
}

/** The outcome tells of other groups too, where failures come or go: those are not counted here. */
export function namedGroups(tenant: Tenant, changes: readonly Change[], outcome: Outcome): Outcome['groups'] {
  const ids = new Set(changes.flatMap((change) => ('groupId' in change ? [change.groupId] : [])));
  return outcome.groups.filter(({ after }) => ids.has(tenant.group(after.group).id));
}

function peopleOf(failures: Outcome['fixed']): number {
  return new Set(failures.map(({ user }) => user)).size;
}

function people(changes: readonly Change[]): number {
  return new Set(
    changes.flatMap((change) =>
      'userIds' in change ? (change.userIds ?? []) : 'userId' in change ? [change.userId] : [],
    ),
  ).size;
}

/** The people named who fail afterwards, whether they did before or not. */
function failingAmong(tenant: Tenant, changes: readonly Change[], outcome: Outcome): number {
  const named = new Set(changes.flatMap((change) => ('userIds' in change ? (change.userIds ?? []) : [])));
  const failing = new Set(outcome.causes.flatMap(({ users }) => users));
  return [...failing].filter((user) => named.has(tenant.user(user).id)).length;
}

export function removedSkuIds(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.flatMap((change) => ('removeLicenses' in change ? change.removeLicenses : [])))];
}

function getLabel(context: ViewContext, changes: readonly Change[], outcome: Outcome): Plural | string {
  const { numbers } = context.texts.cards;
  const products = new Set(
    changes.flatMap((change) => ('addLicenses' in change ? change.addLicenses : [])).map((license) => license.skuId),
  );
  const gain = outcome.people.some(({ gainedSkuIds }) => gainedSkuIds.some((skuId) => products.has(skuId)));
  const had = outcome.groups.some(({ after }) => after.assigned > 0);
  if (!gain && had && shapeOf(changes, outcome) === 'give')
    return products.size === 1 ? numbers.haveIt : numbers.haveThem;
  if (products.size === 1) return numbers.getIt;
  return products.size === 2 ? numbers.getBoth : textFor(context, numbers.getAll.other, { products: products.size });
}
