import type { ChangeRecord } from '../changes/change-record.ts';
import { listPeople, type PeopleFound } from '../changes/plan/find-people.ts';
import type { Plan, Planned } from '../changes/plan/plan.ts';
import { planCommand } from '../changes/plan/plan-command.ts';
import { type Migration, planMigrate } from '../changes/plan/plan-migrate.ts';
import { type PutBack, planPutBack } from '../changes/plan/plan-put-back.ts';
import { planUndo, planUndoAll } from '../changes/plan/plan-undo.ts';
import type { Intent, Reading, Slots } from '../language/command.ts';
import type { HelpOptions, HelpTopic, Names, UnderstandOptions } from '../language/index.ts';
import { type PersonWhy, personWhy } from '../licensing/explain/explain-product.ts';
import { findTargets, type TargetsFound } from '../licensing/model/find-targets.ts';
import { type Seats, seatsOf } from '../licensing/model/product-seats.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { type GoodExamples, goodExamples } from '../licensing/pages/good-examples.ts';
import { type GroupPage, groupPage } from '../licensing/pages/group-page.ts';
import { type KeptOfGroup, type KeptPage, keptOfGroup, keptPage } from '../licensing/pages/kept-pages.ts';
import {
  findGroups,
  type GroupsAsked,
  type GroupsPage,
  groupsPage,
  type HolderLine,
  type PageAsked,
  peoplePage,
} from '../licensing/pages/list-pages.ts';
import type { PageOf } from '../licensing/pages/page.ts';
import { type PersonPage, personPage } from '../licensing/pages/person-page.ts';
import { type ProductPage, productPage } from '../licensing/pages/product-page.ts';
import { type DataAsked, type ReportData, reportData } from '../licensing/pages/report-data.ts';
import { type RulesInForce, rulesInForce } from '../licensing/rules/rules-in-force.ts';
import { type ReclaimAsked, type ReclaimFound, reclaimable } from '../licensing/suggest/reclaim.ts';

/** What can be said about one subject, or all, by somebody who may do these things. */
interface HelpAsked extends Pick<HelpOptions, 'language' | 'topic'> {
  readonly may: readonly Intent[];
}

/** An answer, and the revision of the tenant that it was read from. */
interface Seen<T> {
  readonly revision: number;
  readonly seen: T;
}

/** More than anybody pages through. */
export const LONGEST_LIST = 10_000;

export interface RulesAsked {
  readonly skuIds: readonly string[];
  readonly groupIds?: readonly string[];
}

/** Rules, and the products that they were asked for: those of the tenant alone. */
interface RulesShown extends RulesInForce {
  readonly skuIds: readonly string[];
}

/**
 * The one owner of the tenant's model, as everybody else asks it: asynchronously, in ids, answered with plain, bounded
 * data. Nothing that it answers changes with the tenant, and nothing of it is a place in the tenant's columns.
 */
export interface TenantHost {
  /** What a sentence means in this tenant. */
  understand(text: string, options: Omit<UnderstandOptions, 'names'>): Promise<Reading>;
  /** What can be said, by topic, with the tenant's own names. */
  help(options: HelpAsked): Promise<readonly HelpTopic[]>;
  /** What a command does to desired state, as the tenant stands. */
  plan(command: Pick<Reading, 'intent' | 'slots'>): Promise<Seen<Planned>>;
  /** Takes direct copies that groups cover. */
  planMigrate(migration: Migration): Promise<Seen<Plan>>;
  /** Takes back what still is as the change left it; `later` are those that were applied after it. */
  planUndo(record: ChangeRecord, later: readonly ChangeRecord[]): Promise<Seen<Plan>>;
  /** The same of several together, newest first. */
  planUndoAll(records: readonly ChangeRecord[], later: readonly ChangeRecord[]): Promise<Seen<Plan>>;
  planPutBack(putBack: PutBack): Promise<Seen<Plan>>;
  /** Of every product, in the tenant's order. */
  seats(): Promise<Seen<readonly Seats[]>>;
  /** Undefined for a product that the tenant does not own. */
  product(skuId: string): Promise<Seen<ProductPage | undefined>>;
  /** Undefined for a group, or somebody, whom the tenant does not have. */
  group(groupId: string): Promise<Seen<GroupPage | undefined>>;
  person(userId: string): Promise<Seen<PersonPage | undefined>>;
  /** What fails for somebody, and why they have these products or not; undefined for whom the tenant does not have. */
  why(userId: string, skuIds: readonly string[]): Promise<Seen<PersonWhy | undefined>>;
  /** Plans that a group's template turns off; undefined where it does not give the product. */
  plansOff(groupId: string, skuId: string): Promise<Seen<readonly string[] | undefined>>;
  /** Groups and people whose names hold the words, at most `limit` of them. */
  find(query: string, limit: number): Promise<Seen<TargetsFound>>;
  examples(): Promise<Seen<GoodExamples | undefined>>;
  /** Ids of groups by what they give, in the order of the directory. */
  findGroups(asked: GroupsAsked): Promise<Seen<readonly string[]>>;
  /** As many as a list can be paged through. */
  findPeople(slots: Slots): Promise<Seen<PeopleFound>>;
  /** Who holds a seat without need. */
  reclaimable(asked: ReclaimAsked): Promise<Seen<ReclaimFound>>;
  groups(of: readonly string[] | 'licensed', page: PageAsked): Promise<Seen<GroupsPage>>;
  people(userIds: readonly string[], page: PageAsked): Promise<Seen<PageOf<HolderLine>>>;
  /** What people have that nothing gives them. */
  kept(page: PageAsked): Promise<Seen<KeptPage>>;
  /** Undefined where nobody keeps anything of the group. */
  keptOf(groupId: string, page: PageAsked): Promise<Seen<KeptOfGroup | undefined>>;
  report(asked: DataAsked): Promise<Seen<ReportData>>;
  /** Of these products and of those that these groups give; of all where neither names any. */
  rules(of: RulesAsked): Promise<Seen<RulesShown>>;
}

interface TenantHostOptions {
  readonly tenant: Tenant;
  /** Those that the tenant has at the moment. */
  readonly names: () => Names;
}

/** What reads sentences: a fifth of the program, for which no start waits. */
export const loadLanguage = () => import('../language/index.ts');

/** In the process of who asks; behind promises, so that it need not be. */
export function tenantHost({ tenant, names }: TenantHostOptions): TenantHost {
  const seen = async <T>(look: () => T): Promise<Seen<T>> => ({ revision: tenant.revision, seen: look() });
  return {
    async understand(text, options) {
      const { understand } = await loadLanguage();
      return understand(text, { ...options, names: names() });
    },
    async help({ may, ...options }) {
      const { helpFor } = await loadLanguage();
      const { group, person: user } = goodExamples(tenant) ?? {};
      const good = group === undefined ? undefined : { group, ...(user === undefined ? {} : { user }) };
      return helpFor({ ...options, names: names(), good, may: (intent) => may.includes(intent) });
    },
    plan: (command) => seen(() => planCommand(tenant, command)),
    planMigrate: (migration) => seen(() => planMigrate(tenant, migration)),
    planUndo: (record, later) => seen(() => planUndo(tenant, record, later)),
    planUndoAll: (records, later) => seen(() => planUndoAll(tenant, records, later)),
    planPutBack: (putBack) => seen(() => planPutBack(tenant, putBack)),
    seats: () => seen(() => tenant.skus.map((_, sku) => seatsOf(tenant, sku))),
    product: (skuId) => seen(() => productPage(tenant, skuId)),
    group: (groupId) => seen(() => groupPage(tenant, groupId)),
    person: (userId) => seen(() => personPage(tenant, userId)),
    why: (userId, skuIds) => seen(() => personWhy(tenant, userId, skuIds)),
    plansOff: (groupId, skuId) =>
      seen(() => {
        const group = tenant.findGroup(groupId);
        const licenses = group === undefined ? [] : tenant.assignedLicenses(group);
        return licenses.find((license) => license.skuId === skuId)?.disabledPlans;
      }),
    find: (query, limit) => seen(() => findTargets(tenant, query, limit)),
    examples: () => seen(() => goodExamples(tenant)),
    findGroups: (asked) => seen(() => findGroups(tenant, asked)),
    findPeople: (slots) => seen(() => listPeople(tenant, slots, LONGEST_LIST)),
    reclaimable: (asked) => seen(() => reclaimable(tenant, asked)),
    groups: (of, page) => seen(() => groupsPage(tenant, of, page)),
    people: (userIds, page) => seen(() => peoplePage(tenant, userIds, page)),
    kept: (page) => seen(() => keptPage(tenant, page)),
    keptOf: (groupId, page) => seen(() => keptOfGroup(tenant, groupId, page)),
    report: (asked) => seen(() => reportData(tenant, asked)),
    rules: (of) => seen(() => rulesShown(tenant, of)),
  };
}

function rulesShown(tenant: Tenant, { skuIds, groupIds = [] }: RulesAsked): RulesShown {
  const groups = groupIds.flatMap((id) => tenant.findGroup(id) ?? []);
  const given = groups.flatMap((group) => tenant.givenLicenses(group).map(({ skuId }) => skuId));
  const owned = [...new Set([...skuIds, ...given])].filter((skuId) => tenant.findSku(skuId) !== undefined);
  return { ...rulesInForce(tenant, owned), skuIds: owned };
}
