import { alertCard } from '../../../src/cards/alert/alert.ts';
import { alertListCard } from '../../../src/cards/alert/alert-list.ts';
import type { Card } from '../../../src/cards/card.ts';
import { assignCard } from '../../../src/cards/change/assign.ts';
import { changedCard } from '../../../src/cards/change/changed.ts';
import { finishedCard } from '../../../src/cards/change/finished.ts';
import { fixesCard } from '../../../src/cards/change/fixes.ts';
import { refusedCard } from '../../../src/cards/change/notice.ts';
import type { OfferedFix } from '../../../src/cards/change/offered-fix.ts';
import { previewCard } from '../../../src/cards/change/preview.ts';
import { failuresCard } from '../../../src/cards/page/failures.ts';
import { groupCard } from '../../../src/cards/page/group.ts';
import { userCard } from '../../../src/cards/page/user.ts';
import { clarifyCard } from '../../../src/cards/question/clarify.ts';
import { groupLabel } from '../../../src/cards/text/names.ts';
import type { ChangeRecord } from '../../../src/changes/change-record.ts';
import type { Change } from '../../../src/licensing/change.ts';
import { type FailureCause, failureCauses } from '../../../src/licensing/explain/failure-cause.ts';
import type { Cause, CauseDetail } from '../../../src/licensing/explain/status.ts';
import { type Foreseen, foreseenOf, isRefused, supposedOf } from '../../../src/licensing/outcome/foreseen.ts';
import type { Outcome } from '../../../src/licensing/outcome/outcome.ts';
import { previewOf } from '../../../src/licensing/outcome/preview.ts';
import { finish } from '../../../src/licensing/steps.ts';
import { type SuggestedFix, suggestedFix } from '../../../src/licensing/suggest/suggested-fix.ts';
import type { Suggestion } from '../../../src/licensing/suggest/suggestion.ts';
import {
  failuresShown,
  groupId,
  groupIndex,
  groupShown,
  HOSTILE_NAME,
  NOW,
  outcomeOf,
  personShown,
  recordOf,
  seatsIn,
  skuId,
  type World,
} from '../world.ts';

const PEOPLE_PER_CAUSE = 400;

/** Everything at its largest: 2,000 failures of five causes, all products at once, hundreds of changes, many fixes. */
export function worstCards(world: World): ReadonlyMap<string, Card> {
  const { context, tenant } = world;
  const asked = largeRecord(world);
  const five = fiveCauses(world);
  const causes = failureCauses(tenant, five);
  const outcome = largeOutcome(world, asked, five);
  const record = { ...asked, preview: finish(previewOf(tenant, outcome, asked)) };
  const suggestions = fiveSuggestions(world, outcome);
  const fixes = offeredAll(suggestions.map((suggestion) => suggestedFix(tenant, suggestion)));
  const beside = offeredAll(suggestions.map((suggestion) => suggestedFix(tenant, suggestion, outcome)));
  const hr = groupIndex(world, 'HR Department');
  const title = groupLabel(context, groupId(world, 'HR Department'));
  const reference = { id: 999_999, v: 99 };
  const notes = record.targetGroupIds.map(
    (id) => ({ kind: 'alreadyHas', skuId: skuId(world, 'EMS'), groupId: id }) as const,
  );
  const finished: ChangeRecord = {
    ...record,
    state: 'finished',
    real: { ...record.simulated, succeeded: 1, failed: 2_000 },
    inverse: record.changes,
    appliedAt: '2026-11-21T10:00:00Z',
    finishedAt: NOW,
  };
  const everybody = Array.from({ length: tenant.userCount }, (_, user) => user);
  const options = [1, 2, 3, 4, 5].map((option) => ({
    title: `${option}${HOSTILE_NAME}`,
    text: `assign ${option} ${HOSTILE_NAME}`,
  }));
  return new Map([
    [
      'worst-preview',
      previewCard(context, {
        record,
        foreseen: largeForeseen(world, outcome, asked),
        fixes: beside,
        notes,
        secondPerson: 'no',
      }),
    ],
    ['worst-changed', changedCard(context, { record, before: { ...record.simulated, succeeded: 0 } })],
    ['worst-finished', finishedCard(context, { record: finished, causes, fixes })],
    [
      'worst-finished-toggled',
      finishedCard(context, {
        record: finished,
        causes: failureCauses(
          tenant,
          five.map((cause) => ({ ...cause, users: cause.users.slice(0, 25) })),
        ),
        fixes,
      }),
    ],
    [
      'worst-group',
      groupCard(context, {
        page: { ...groupShown(world, hr), failed: 2_000, causes, products: everyProduct(world) },
        lastChange: finished,
        mayChange: true,
      }),
    ],
    [
      'worst-user',
      userCard(context, { page: { ...personShown(world, personWithMost(world)), causes }, mayChange: true }),
    ],
    ['worst-fixes', fixesCard(context, { title, causes, fixes, reference, simulatedAt: NOW })],
    ['worst-failures', failuresCard(context, { of: {}, ...failuresShown(world, five, 100) })],
    [
      'worst-alert',
      alertCard(context, {
        reference,
        groupId: groupId(world, 'HR Department'),
        cause: failureCauses(tenant, [{ ...(five[0] as Cause), users: everybody.slice(0, 25) }])[0] as FailureCause,
        fixes,
        askedBy: HOSTILE_NAME,
        at: NOW,
        phase: 'new',
      }),
    ],
    [
      'worst-alert-list',
      alertListCard(context, {
        causes: Array.from({ length: 20_000 }, () => ({
          ...(failureCauses(tenant, [five[0] as Cause])[0] as FailureCause),
          people: everybody.slice(0, 25).map(String),
        })),
        askedBy: HOSTILE_NAME,
        at: NOW,
        id: reference.id,
        phase: 'new',
      }),
    ],
    [
      'worst-assign',
      assignCard(context, {
        seats: seatsIn(world),
        groupIds: everybody.slice(0, 20).map((group) => tenant.group(group).id),
        userIds: everybody.slice(0, 100).map((user) => tenant.user(user).id),
        matches: 1_000_000,
      }),
    ],
    [
      'worst-clarify',
      clarifyCard(context, {
        said: HOSTILE_NAME,
        reading: { intent: 'clarify', slots: {}, reading: HOSTILE_NAME, language: context.texts.language, options },
      }),
    ],
    [
      'worst-refused',
      refusedCard(context, {
        reading: record.command,
        reasons: [],
        plan: { ...record, notes: [], wholeTenant: false },
        refusals: record.targetGroupIds.map((id) => ({ kind: 'groupCannotCarryLicenses', groupId: id })),
      }),
    ],
  ]);
}

function everyProduct(world: World) {
  return world.tenant.skus.map((sku) => ({
    skuId: sku.skuId,
    disabledPlans: sku.servicePlans.slice(0, 5).map((plan) => plan.servicePlanId),
    assigned: 1_000,
    failed: 0,
    keeping: 0,
    pending: 0,
  }));
}

/** Every product for every group: one change with as many parts as the tenant has groups. */
function largeRecord(world: World): ChangeRecord {
  const { tenant } = world;
  const groups = Array.from({ length: tenant.groupCount }, (_, group) => tenant.group(group).id);
  const addLicenses = tenant.skus.map((sku) => ({
    skuId: sku.skuId,
    disabledPlans: sku.servicePlans.slice(1, 6).map((plan) => plan.servicePlanId),
  }));
  const changes: readonly Change[] = groups.map((id) => ({
    kind: 'assignGroupLicense',
    groupId: id,
    addLicenses,
    removeLicenses: [],
  }));
  return recordOf(
    world,
    changes.slice(0, 1),
    { intent: 'assign_license', targetGroupIds: groups },
    {
      changes,
      reason: HOSTILE_NAME,
      requestedBy: { userId: 'x', displayName: HOSTILE_NAME },
    },
  );
}

function largeOutcome(world: World, record: ChangeRecord, causes: readonly Cause[]): Outcome {
  const outcome = outcomeOf(world, { ...record, changes: record.changes.slice(0, 1) });
  const plans = world.tenant.skus.flatMap((sku) => sku.servicePlans).slice(0, 20);
  return {
    ...outcome,
    causes,
    keepPlan: plans.map((plan) => ({ servicePlanId: plan.servicePlanId, users: [0, 1, 2] })),
    newlyFailing: causes.flatMap((cause) =>
      cause.users.map((user) => ({ user, groupId: world.tenant.group(user % world.tenant.groupCount).id })),
    ),
    seats: world.tenant.skus.map((sku) => ({ skuId: sku.skuId, seats: 1_000_000, before: 999_999, after: 1_000_001 })),
  };
}

function fiveCauses(world: World): readonly Cause[] {
  const { tenant } = world;
  const e3 = skuId(world, 'ENTERPRISEPACK');
  const plans = tenant.skus.flatMap((sku) => sku.servicePlans.map((plan) => plan.servicePlanId)).slice(0, 12);
  const [plan = ''] = plans;
  const groups = Array.from({ length: 12 }, (_, group) => tenant.group(group).id);
  const details: readonly (readonly [Cause['error'], CauseDetail])[] = [
    [
      'MutuallyExclusiveViolation',
      {
        kind: 'conflict',
        pairs: plans.map((other) => ({ plan: other, otherPlan: other })),
        otherSkuId: e3,
        sources: [null, ...groups],
      },
    ],
    ['DependencyViolation', { kind: 'dependency', plan, requiresAnyOf: plans }],
    [
      'UniquenessViolation',
      { kind: 'duplicateAddress', address: `smtp:${HOSTILE_NAME}`, others: [1, 2, 3, 4, 5, 6, 7, 8] },
    ],
    ['CountViolation', { kind: 'seats', seats: 1_000_000, consumed: 1_000_000, waiting: 2_000 }],
    ['ProhibitedInUsageLocationViolation', { kind: 'location', plan, usageLocation: 'GS', inherited: true }],
  ];
  return details.map(([error, detail], index) => ({
    group: groupIndex(world, 'HR Department'),
    error,
    detail,
    skuId: e3,
    failedSkuIds: tenant.skus.map((sku) => sku.skuId),
    on: index === 1 ? 'removal' : 'assignment',
    further: details
      .filter((_, other) => other !== index)
      .slice(0, 1)
      .map(([also, why]) => ({ skuId: e3, error: also, detail: why })),
    users: Array.from({ length: PEOPLE_PER_CAUSE }, (_, user) => (index * PEOPLE_PER_CAUSE + user) % tenant.userCount),
  }));
}

function largeForeseen({ tenant }: World, outcome: Outcome, asked: ChangeRecord): Foreseen {
  const foreseen = finish(foreseenOf(tenant, outcome, supposedOf(asked)));
  if (isRefused(foreseen)) throw new Error('the largest change is refused');
  return foreseen;
}

function offeredAll(suggestions: readonly SuggestedFix[]): readonly OfferedFix[] {
  return suggestions.map((suggestion, index) => ({
    suggestion,
    secondPerson: index === 1 ? { kind: 'manyLose' } : 'no',
  }));
}

function fiveSuggestions({ tenant }: World, outcome: Outcome): readonly Suggestion[] {
  const kinds = ['splitTemplate', 'swapInSource', 'turnPlansOffInSource', 'leaveSourceGroup', 'freeSeats'] as const;
  return kinds.map((kind, index) => ({
    kind,
    changes: [],
    subject: {
      groupIds: [tenant.group(0).id],
      skuIds: tenant.skus.map((sku) => sku.skuId),
      plans: tenant.skus.flatMap((sku) => sku.servicePlans.map((plan) => plan.servicePlanId)).slice(0, 2),
      seats: 2_000,
    },
    groupId: tenant.group(0).id,
    fixes: Array.from({ length: PEOPLE_PER_CAUSE }, (_, user) => user),
    partlyFixes: [],
    of: 2_000,
    alsoTouched: Array.from({ length: PEOPLE_PER_CAUSE }, (_, user) => user),
    canApply: index !== 2,
    outcome,
  }));
}

/** Somebody with as many license rows as the tenant has products and groups. */
function personWithMost({ tenant }: World): number {
  const user = 0;
  const rows = tenant.skus.flatMap((sku) =>
    [null, tenant.group(0).id, tenant.group(1).id].map((assignedByGroup) => ({
      skuId: sku.skuId,
      disabledPlans: sku.servicePlans.slice(0, 6).map((plan) => plan.servicePlanId),
      assignedByGroup,
      state: 'Active' as const,
      error: null,
    })),
  );
  tenant.setRows(user, tenant.intern(rows));
  return user;
}
