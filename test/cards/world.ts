import type { ViewContext } from '../../src/bot/views/context.ts';
import type { OfferedFix } from '../../src/bot/views/offered-fix.ts';
import { catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { ChangeRecord } from '../../src/core/change-record.ts';
import { planCommand } from '../../src/core/command/plan.ts';
import type { Intent, Language, Slots } from '../../src/core/language/command.ts';
import { applyChange } from '../../src/core/licensing/apply-change.ts';
import { causesOf } from '../../src/core/licensing/causes.ts';
import type { Change } from '../../src/core/licensing/change.ts';
import { loadTenant } from '../../src/core/licensing/load-tenant.ts';
import { reconcile } from '../../src/core/licensing/reconcile.ts';
import { simulate } from '../../src/core/licensing/simulate.ts';
import { suggest, suggestFor } from '../../src/core/licensing/suggest.ts';
import { summarize } from '../../src/core/licensing/summarize.ts';
import type { Tenant } from '../../src/core/licensing/tenant.ts';
import { texts } from '../../src/core/text/catalogue.ts';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';

/** The demo tenant and the story of the article, for cards: what the handlers would have at hand. */

export const NOW = '2026-11-22T13:05:00.000Z';
export const MEGAN = { userId: 'aaaaaaaa-0000-4000-8000-000000000001', displayName: 'Megan Bowen' };

export interface World {
  readonly context: ViewContext;
  readonly tenant: Tenant;
}

export function demoWorld(language: Language): World {
  const tenant = loadTenant(demoTenant());
  return { tenant, context: { tenant, catalogue, texts: texts[language], now: NOW } };
}

/** The id of a group by its name. */
export function groupId({ tenant }: World, displayName: string): string {
  for (let group = 0; group < tenant.groupCount; group += 1) {
    if (tenant.group(group).displayName === displayName) return tenant.group(group).id;
  }
  throw new Error(`there is no group ${displayName}`);
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

/** A previewed change, as the handler of a command makes it. */
export function previewed(
  world: World,
  command: { readonly intent: Intent; readonly slots: Slots },
  details: Partial<ChangeRecord> = {},
): ChangeRecord {
  const planned = planCommand(world.tenant, command);
  if (planned.kind !== 'planned') throw new Error(`not planned: ${planned.kind}`);
  return recordOf(world, planned.plan.changes, { ...command, ...planned.plan }, details);
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
  details: Partial<ChangeRecord> = {},
): ChangeRecord {
  const target = { targetGroupIds: about.targetGroupIds ?? [], targetUserIds: about.targetUserIds ?? [] };
  const outcome = simulate(world.tenant, changes, { now: NOW });
  return {
    number: 1042,
    version: 1,
    state: 'previewed',
    requestedBy: MEGAN,
    language: world.context.texts.language,
    command: { intent: about.intent, slots: about.slots ?? {}, reading: '', language: world.context.texts.language },
    changes,
    ...target,
    fingerprint: outcome.fingerprint,
    simulated: summarize(world.tenant, outcome, target),
    createdAt: '2026-11-22T13:02:11.123Z',
    ...details,
  };
}

export function outcomeOf({ tenant }: World, record: ChangeRecord) {
  return simulate(tenant, record.changes, { now: NOW });
}

/** What would fix the failures that a change would cause. */
export function fixesFor({ tenant }: World, changes: readonly Change[]): readonly OfferedFix[] {
  return suggestFor(tenant, changes, { now: NOW }).map((suggestion) => ({ suggestion, secondPerson: 'no' }));
}

/** What would fix the failures of a group as it stands. */
export function fixesOf({ tenant }: World, group: number, threshold = 25): readonly OfferedFix[] {
  return suggest(tenant, { groups: [group] }, { now: NOW }).map((suggestion) => ({
    suggestion,
    secondPerson: suggestion.outcome.loseSomething.length > threshold ? 'impossible' : 'no',
  }));
}

export function causesIn({ tenant }: World, group: number) {
  return causesOf(tenant, { groups: [group] });
}
