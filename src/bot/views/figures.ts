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

/** The three figures of a preview: of whom, what they get or lose, and who fails. */
export function outcomeFigures(context: ViewContext, changes: readonly Change[], outcome: Outcome): readonly Figure[] {
  const { numbers } = context.texts.cards;
  const named = namedGroups(context.tenant, changes, outcome);
  const sum = (value: (status: GroupStatus) => number) => named.reduce((all, { after }) => all + value(after), 0);
  const failing = sum(({ failed }) => failed);
  const losing = outcome.people.filter((person) => person.lostSkuIds.length > 0).length;
  const freed = figure(context, seatsFreed(outcome), numbers.seatsFreed);
  const shape = shapeOf(changes, outcome);
  switch (shape) {
    case 'give':
      return [
        figure(
          context,
          sum(({ members }) => members),
          numbers.members,
        ),
        figure(
          context,
          sum(({ assigned }) => assigned),
          getLabel(context, changes),
        ),
        figure(context, failing, numbers.fail, 'failures'),
      ];
    case 'alter':
      return [
        figure(
          context,
          sum(({ members }) => members),
          numbers.members,
        ),
        figure(context, outcome.people.length, numbers.changed),
        figure(context, failing, numbers.fail, 'failures'),
      ];
    case 'take':
      return [
        figure(context, losing, removedProducts(changes) > 1 ? numbers.loseThem : numbers.loseIt),
        figure(context, failing, numbers.fail, 'failures'),
        freed,
      ];
    case 'direct':
    case 'join':
      return [
        figure(context, people(changes), numbers.people),
        figure(
          context,
          outcome.people.filter((person) => person.gainedSkuIds.length > 0).length,
          shape === 'direct' ? getLabel(context, changes) : numbers.getLicenses,
        ),
        figure(context, outcome.newlyFailing.length, numbers.fail, 'failures'),
      ];
    case 'leave':
      return [figure(context, people(changes), numbers.people), figure(context, losing, numbers.loseLicenses), freed];
    case 'repair':
      return [
        figure(context, people(changes), numbers.people),
        figure(context, outcome.fixed.length, numbers.fixed),
        figure(context, outcome.newlyFailing.length, numbers.fail, 'failures'),
      ];
  }
}

type Shape = 'give' | 'direct' | 'alter' | 'take' | 'join' | 'leave' | 'repair';

function shapeOf(changes: readonly Change[], outcome: Outcome): Shape {
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
  if (changes.some((change) => change.kind === 'addMember')) return 'join';
  return changes.some((change) => change.kind === 'removeMember') ? 'leave' : 'repair';
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

function people(changes: readonly Change[]): number {
  return new Set(
    changes.flatMap((change) => ('userIds' in change ? change.userIds : 'userId' in change ? [change.userId] : [])),
  ).size;
}

function removedProducts(changes: readonly Change[]): number {
  return new Set(changes.flatMap((change) => ('removeLicenses' in change ? change.removeLicenses : []))).size;
}

function getLabel(context: ViewContext, changes: readonly Change[]): Plural | string {
  const { numbers } = context.texts.cards;
  const products = new Set(
    changes.flatMap((change) => ('addLicenses' in change ? change.addLicenses : [])).map((license) => license.skuId),
  );
  if (products.size === 1) return numbers.getIt;
  return products.size === 2 ? numbers.getBoth : textFor(context, numbers.getAll.other, { products: products.size });
}
