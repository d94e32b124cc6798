import type { OfferedFix } from '../../src/cards/change/offered-fix.ts';
import { PEOPLE_ON_A_PAGE } from '../../src/cards/page/failures.ts';
import type { ViewContext } from '../../src/cards/text/context.ts';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { advanced, type ChangeRecord, type Step } from '../../src/changes/change-record.ts';
import type { Plan } from '../../src/changes/plan/plan.ts';
import { planCommand } from '../../src/changes/plan/plan-command.ts';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type { Intent, Language, Slots } from '../../src/language/command.ts';
import type { Change } from '../../src/licensing/change.ts';
import { causesOf } from '../../src/licensing/explain/causes.ts';
import { failingPage, failureCauses } from '../../src/licensing/explain/failure-cause.ts';
import type { Cause } from '../../src/licensing/explain/status.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { seatsOf } from '../../src/licensing/model/product-seats.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { type Foreseen, foreseenOf, isRefused, supposedOf } from '../../src/licensing/outcome/foreseen.ts';
import { shownOf } from '../../src/licensing/outcome/shown.ts';
import { simulate } from '../../src/licensing/outcome/simulate.ts';
import { goodExamples } from '../../src/licensing/pages/good-examples.ts';
import { type GroupPage, groupPage } from '../../src/licensing/pages/group-page.ts';
import { type PersonPage, personPage } from '../../src/licensing/pages/person-page.ts';
import { type ProductPage, productPage } from '../../src/licensing/pages/product-page.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { finish } from '../../src/licensing/steps.ts';
import { suggest, suggestFor } from '../../src/licensing/suggest/suggest.ts';
import { suggestedFix } from '../../src/licensing/suggest/suggested-fix.ts';
import { labelsOf } from '../../src/tenant/labels.ts';
import { texts } from '../../src/words/catalogue.ts';

/** The demo tenant and the story of the article, for cards: what the handlers would have at hand. */

export const NOW = '2026-11-22T13:05:00.000Z';
export const MEGAN = { userId: 'aaaaaaaa-0000-4000-8000-000000000001', displayName: 'Megan Bowen' };

export interface World {
  readonly context: ViewContext;
  readonly tenant: Tenant;
}

export function demoWorld(language: Language): World {
  const tenant = loadTenant(demoTenant());
  return { tenant, context: { labels: labelsOf(tenant), catalogue, texts: texts[language], now: NOW } };
}

/** The same people, groups and products with the longest and meanest names that a directory takes. */
export function hostileWorld(language: Language): World {
  const tenant = loadTenant(withNames(demoTenant(), HOSTILE_NAME));
  const names = { productName: () => HOSTILE_NAME, planName: () => HOSTILE_NAME };
  return { tenant, context: { labels: labelsOf(tenant), catalogue: names, texts: texts[language], now: NOW } };
}

/** 120 characters: a link, bold text, a mention, a date, a template, a changed direction, a line break, two scripts. */
export const HOSTILE_NAME =
  `☠[x](https://evil.example)**b**<at>x</at>{{DATE(2026-01-01)}}\${1+1}\u202e\u200b\n\tעברית${'名'.repeat(120)}`.slice(
    0,
    120,
  );

function withNames(snapshot: Snapshot, displayName: string): Snapshot {
  return {
    ...snapshot,
    organization: { ...snapshot.organization, displayName },
    users: [...snapshot.users].map((user) => ({
      ...user,
      displayName,
      userPrincipalName: `${user.userPrincipalName}${displayName}`.slice(0, 113),
    })),
    groups: [...snapshot.groups].map((group) => ({ ...group, displayName, description: displayName })),
  };
}

const PLAIN = loadTenant(demoTenant());
const DEMO_GROUP_IDS = new Map([...demoTenant().groups].map((group) => [group.displayName, group.id]));

/** The id of a group by its name in the demo tenant. */
export function groupId(_: World, displayName: string): string {
  const id = DEMO_GROUP_IDS.get(displayName);
  if (id === undefined) throw new Error(`there is no group ${displayName}`);
  return id;
}

export function groupIndex(world: World, displayName: string): number {
  return world.tenant.findGroup(groupId(world, displayName)) ?? 0;
}

/** A person by the beginning of the user principal name. */
export function userId({ tenant }: World, upn: string): string {
  for (let user = 0; user < tenant.userCount; user += 1) {
    if (tenant.user(user).userPrincipalName.startsWith(upn)) return tenant.user(user).id;
  }
  throw new Error(`there is nobody with ${upn}`);
}

export function skuId({ tenant }: World, skuPartNumber: string): string {
  const sku = tenant.skus.find((candidate) => candidate.skuPartNumber === skuPartNumber);
  if (sku === undefined) throw new Error(`the tenant does not own ${skuPartNumber}`);
  return sku.skuId;
}

/** Desired state changes and everything follows, as the engine would have it. */
export function apply({ tenant }: World, changes: readonly Change[]): void {
  for (const change of changes) applyChange(tenant, change);
  reconcile(tenant, { users: 'everyone', now: NOW });
}

type Details = Step & Partial<Pick<ChangeRecord, 'number' | 'version'>>;

/** A previewed change, as the handler of a command makes it. */
export function previewed(
  world: World,
  command: { readonly intent: Intent; readonly slots: Slots },
  details: Details = {},
): ChangeRecord {
  const plan = planOf(command);
  return recordOf(world, plan.changes, { ...command, ...plan }, details);
}

/** Planned by the names of the demo tenant, whatever they are in the world: the ids are the same. */
export function planOf(command: { readonly intent: Intent; readonly slots: Slots }): Plan {
  const planned = planCommand(PLAIN, command);
  if (planned.kind !== 'planned') throw new Error(`not planned: ${planned.kind}`);
  return planned.plan;
}

export function recordOf(
  world: World,
  changes: readonly Change[],
  about: {
    readonly intent: Intent;
    readonly slots?: Slots;
    readonly targetGroupIds?: readonly string[];
    readonly targetUserIds?: readonly string[];
  },
  details: Details = {},
): ChangeRecord {
  const target = { targetGroupIds: about.targetGroupIds ?? [], targetUserIds: about.targetUserIds ?? [] };
  const outcome = simulate(world.tenant, changes, { now: NOW });
  const { number = 1042, version = 1, ...step } = details;
  const asked: ChangeRecord = {
    number,
    version: 1,
    state: 'previewed',
    requestedBy: MEGAN,
    language: world.context.texts.language,
    command: { intent: about.intent, slots: about.slots ?? {}, reading: '', language: world.context.texts.language },
    changes,
    ...target,
    ...finish(shownOf(world.tenant, outcome, { ...target, changes })),
    createdAt: '2026-11-22T13:02:11.123Z',
  };
  return { ...advanced(asked, step), version };
}

export function outcomeOf({ tenant }: World, record: ChangeRecord) {
  return simulate(tenant, record.changes, { now: NOW });
}

/** The same, as its card needs it. */
export function foreseenIn(world: World, record: ChangeRecord): Foreseen {
  const foreseen = finish(foreseenOf(world.tenant, outcomeOf(world, record), supposedOf(record)));
  if (isRefused(foreseen)) throw new Error(`refused: ${JSON.stringify(foreseen.refusals)}`);
  return foreseen;
}

/** What would fix the failures that a change would cause. */
export function fixesFor({ tenant }: World, changes: readonly Change[]): readonly OfferedFix[] {
  const alone = simulate(tenant, changes, { now: NOW });
  return suggestFor(tenant, changes, { now: NOW }).map((suggestion) => ({
    suggestion: suggestedFix(tenant, suggestion, alone),
    secondPerson: 'no',
  }));
}

/** What would fix the failures of a group as it stands. */
export function fixesOf({ tenant }: World, group: number, threshold = 25): readonly OfferedFix[] {
  return suggest(tenant, { groups: [group] }, { now: NOW }).map((suggestion) => ({
    suggestion: suggestedFix(tenant, suggestion),
    secondPerson: suggestion.outcome.loseSomething.length > threshold ? { kind: 'manyLose' } : 'no',
  }));
}

export function causesIn({ tenant }: World, group: number) {
  return failureCauses(tenant, causesOf(tenant, { groups: [group] }));
}

/** A group, and a person, as their pages show them. */
export function groupShown({ tenant }: Pick<World, 'tenant'>, group: number): GroupPage {
  return groupPage(tenant, tenant.group(group).id) as GroupPage;
}

export function personShown({ tenant }: Pick<World, 'tenant'>, user: number): PersonPage {
  return personPage(tenant, tenant.user(user).id) as PersonPage;
}

/** Failures as their list shows a page of them. */
export function failuresShown({ tenant }: Pick<World, 'tenant'>, causes: readonly Cause[], page: number) {
  return { causes: failureCauses(tenant, causes), page: failingPage(tenant, causes, { page, size: PEOPLE_ON_A_PAGE }) };
}

/** What a page of products, a form or an example is drawn from, as the host of the tenant answers it. */
export function seatsIn({ tenant }: Pick<World, 'tenant'>) {
  return tenant.skus.map((_, sku) => seatsOf(tenant, sku));
}

export function productIn({ tenant }: Pick<World, 'tenant'>, skuId: string): ProductPage {
  const page = productPage(tenant, skuId);
  if (page === undefined) throw new Error(`the tenant does not own ${skuId}`);
  return page;
}

export function examplesIn({ tenant }: Pick<World, 'tenant'>) {
  return goodExamples(tenant);
}
