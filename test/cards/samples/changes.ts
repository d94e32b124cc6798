import { alertCard } from '../../../src/cards/alert/alert.ts';
import { alertListCard } from '../../../src/cards/alert/alert-list.ts';
import { approvalCard, approvalDecidedCard } from '../../../src/cards/approval/approval.ts';
import { approvalsCard } from '../../../src/cards/approval/approvals.ts';
import type { Card } from '../../../src/cards/card.ts';
import { changeCard } from '../../../src/cards/change/change.ts';
import { changedCard } from '../../../src/cards/change/changed.ts';
import { finishedCard } from '../../../src/cards/change/finished.ts';
import { fixesCard } from '../../../src/cards/change/fixes.ts';
import { noticeCard } from '../../../src/cards/change/notice.ts';
import { PEOPLE_OF_OUTCOME_ON_A_PAGE, peopleOfOutcomeCard } from '../../../src/cards/change/people-of-outcome.ts';
import { previewCard } from '../../../src/cards/change/preview.ts';
import { scheduledCard, toComeCard } from '../../../src/cards/change/scheduled.ts';
import { historyCard, runningCard } from '../../../src/cards/page/history.ts';
import { groupLabel } from '../../../src/cards/text/names.ts';
import { advanced, type ChangeRecord, type Step } from '../../../src/changes/change-record.ts';
import type { Stages } from '../../../src/changes/schedule.ts';
import { PARTS, peopleOfOutcome } from '../../../src/licensing/outcome/people-of-outcome.ts';
import { requestPreviewOf } from '../../../src/licensing/outcome/preview.ts';
import { finish } from '../../../src/licensing/steps.ts';
import {
  causesIn,
  fixesFor,
  fixesOf,
  foreseenIn,
  groupId,
  groupIndex,
  outcomeOf,
  planOf,
  previewed,
  recordOf,
  skuId,
  type World,
} from '../world.ts';
import { COMMANDS } from './commands.ts';
import { refusedCards } from './refused.ts';

const ALEX = 'aaaaaaaa-0000-4000-8000-000000000002';

/** Every kind of change, previewed; every other end of one; lists of them. */
export function changeCards(world: World): ReadonlyMap<string, Card> {
  const { context } = world;
  const { language } = context.texts;
  const cards = new Map<string, Card>();
  const records: ChangeRecord[] = [];
  for (const [index, [name, intent, slots]] of COMMANDS.entries()) {
    const record = previewed(world, { intent, slots: slots(world) }, { number: 1050 + index });
    records.push(record);
    const { notes } = planOf({ intent, slots: slots(world) });
    cards.set(
      `preview-${name}`,
      previewCard(context, {
        record,
        foreseen: foreseenIn(world, record),
        fixes: fixesFor(world, record.changes),
        notes,
        secondPerson: 'no',
      }),
    );
  }
  const [remove] = records;
  if (remove === undefined) return cards;
  const outcome = outcomeOf(world, remove);
  const asked: ChangeRecord = { ...remove, reason: language === 'nl' ? 'de proef is voorbij' : 'the pilot has ended' };
  cards.set(
    'preview-ask',
    previewCard(context, {
      record: asked,
      foreseen: foreseenIn(world, asked),
      fixes: [],
      notes: [],
      secondPerson: { kind: 'manyLose' },
    }),
  );
  for (const part of PARTS) {
    const told = peopleOfOutcome(world.tenant, outcome, asked, { part, from: 0, size: PEOPLE_OF_OUTCOME_ON_A_PAGE });
    cards.set(`people-of-preview-${part}`, peopleOfOutcomeCard(context, { record: asked, part, told, page: 1 }));
  }
  const approval = { record: { ...asked, preview: finish(requestPreviewOf(world.tenant, outcome, asked)) } };
  cards.set('approval', approvalCard(context, { ...approval, expiresAt: '2026-11-23T13:20:00Z', viewer: 'approver' }));
  cards.set(
    'approval-approved',
    approvalDecidedCard(context, {
      ...approval,
      decision: 'approved',
      by: 'Nestor Wilke',
      reason: 'Pilot is over, go ahead.',
      at: '2026-11-22T13:26:40Z',
    }),
  );
  cards.set(
    'approval-rejected',
    approvalDecidedCard(context, { ...approval, decision: 'rejected', by: 'Nestor Wilke', at: '2026-11-22T13:26:40Z' }),
  );
  const waits = { ...approval, expiresAt: '2026-11-23T13:20:00Z' };
  const approvers = { roles: ['4d6ac14f-3453-41d0-bef9-a3e0c569773a'], groupIds: asked.targetGroupIds };
  cards.set('approval-emergency', approvalCard(context, { ...waits, viewer: 'emergency', told: 3, approvers }));
  cards.set('approval-in-channel', approvalCard(context, { ...waits, viewer: 'requester', told: 0, inChannel: true }));
  cards.set(
    'approval-approved-emergency',
    approvalDecidedCard(context, {
      ...approval,
      decision: 'approved',
      breakGlass: true,
      by: 'Nestor Wilke',
      reason: 'The contract ends tonight.',
      at: '2026-11-22T13:26:40Z',
    }),
  );
  cards.set('approval-own', approvalCard(context, { ...waits, viewer: 'requester', told: 3 }));
  cards.set('approval-unsure', approvalCard(context, { ...waits, viewer: 'requester', told: 3, isUnsure: true }));
  cards.set('approval-fails', approvalCard(context, { ...waits, record: failedRecord(world), viewer: 'approver' }));
  cards.set('approval-nobody', approvalCard(context, { ...waits, viewer: 'anybody', told: 0 }));
  const again: ChangeRecord = {
    ...asked,
    approval: {
      askedAt: '2026-11-22T13:20:00Z',
      expiresAt: '2026-11-23T13:20:00Z',
      losing: 40,
      shownBefore: { ...remove.simulated, people: 38, succeeded: 38 },
    },
  };
  cards.set('approval-again', approvalCard(context, { ...waits, record: again, viewer: 'approver' }));
  for (const decision of ['withdrawn', 'expired', 'impossible'] as const) {
    const by = decision === 'withdrawn' ? { by: 'Megan Bowen' } : {};
    const at = '2026-11-22T13:26:40Z';
    cards.set(`approval-${decision}`, approvalDecidedCard(context, { ...approval, decision, ...by, at }));
  }
  cards.set('approvals', approvalsCard(context, { records: [asked], stands: 'waiting' }));
  const decided = (verdict: 'approved' | 'rejected', reason?: string): ChangeRecord =>
    advanced(asked, {
      state: verdict === 'approved' ? 'finished' : 'rejected',
      finishedAt: '2026-11-22T13:26:40Z',
      approval: {
        askedAt: '2026-11-22T13:20:00Z',
        expiresAt: '2026-11-23T13:20:00Z',
        losing: 40,
        decision: {
          verdict,
          by: { userId: ALEX, displayName: 'Alex Wilber' },
          at: '2026-11-22T13:26:40Z',
          ...(reason === undefined ? {} : { reason }),
        },
      },
    });
  const decisions = [decided('approved'), decided('rejected', 'There is no budget before the new year.')];
  cards.set('approvals-decided', approvalsCard(context, { records: decisions, stands: 'decided', userId: ALEX }));
  cards.set('approvals-none', approvalsCard(context, { records: [], stands: 'waiting' }));
  cards.set(
    'changed',
    changedCard(context, {
      record: { ...remove, version: 2 },
      before: { ...remove.simulated, succeeded: 38, people: 38, products: [] },
    }),
  );
  const schedule = {
    startsAt: '2027-05-01T07:00:00.000Z',
    endsAt: '2027-06-01T07:00:00.000Z',
    zone: 'Europe/Amsterdam',
  };
  const later: ChangeRecord = { ...asked, state: 'scheduled', schedule };
  cards.set('scheduled', scheduledCard(context, later));
  cards.set('to-come', toComeCard(context, [later, { ...ended(asked, 1043), schedule }]));
  for (const [name, card] of stagedCards(world)) cards.set(name, card);
  cards.set('to-come-nothing', toComeCard(context, []));
  for (const state of ['dismissed', 'superseded', 'expired', 'refused'] as const)
    cards.set(state, noticeCard(context, advanced(asked, { state, finishedAt: asked.createdAt })));

  cards.set('finished', finishedCard(context, { record: ended(asked, 1060), causes: [], fixes: [] }));
  cards.set(
    'finished-differs',
    finishedCard(context, {
      record: {
        ...ended(asked, 1061),
        real: { ...asked.simulated, succeeded: 39, changed: 39, failed: 1, byError: { DependencyViolation: 1 } },
      },
      causes: causesIn(world, groupIndex(world, 'Sales')),
      fixes: fixesOf(world, groupIndex(world, 'Sales')),
    }),
  );
  cards.set('change', changeCard(context, { record: ended(asked, 1060), causes: [] }));
  const list = [
    ...records.map((record, index) => (index === 0 ? ended(record, 1050) : record)),
    failedRecord(world),
  ].reverse();
  cards.set('history', historyCard(context, { records: list, page: 1, total: 128 }));
  cards.set('history-empty', historyCard(context, { records: [], page: 1, total: 0 }));
  cards.set(
    'running',
    runningCard(context, [
      advanced(asked, { state: 'running', progress: { total: 40, processed: 10, assigned: 10, failed: 0 } }),
      ...records.slice(1, 2),
    ]),
  );
  cards.set('running-none', runningCard(context, []));
  for (const phase of ['new', 'solved', 'stopped'] as const) {
    cards.set(`alert-${phase}`, alert(world, phase));
    cards.set(`alert-list-${phase}`, alertList(world, phase));
  }
  for (const group of ['Marketing', 'Project Office', 'Interns', 'Sales', 'Call Center'])
    cards.set(`fixes-${group}`, fixesIn(world, group));
  cards.set(
    'fixes-none',
    fixesCard(context, {
      title: groupLabel(context, groupId(world, 'Kiosk users')),
      causes: [],
      fixes: [],
      reference: { id: 1070, v: 1 },
      simulatedAt: context.now,
    }),
  );
  for (const [name, card] of refusedCards(world)) cards.set(name, card);
  return cards;
}

/** What goes in stages: before it is confirmed, on its way, held by somebody or by itself, and over. */
function stagedCards(world: World): ReadonlyMap<string, Card> {
  const { context } = world;
  const record = failedRecord(world);
  const left = world.tenant.members(groupIndex(world, 'HR Department')).map((user) => world.tenant.user(user).id);
  const stages = { size: 200, every: 'day', left, of: 990, done: [], next: 'people' } as const;
  const at = (step: Step, more: Partial<Stages>): ChangeRecord =>
    advanced(record, {
      ...step,
      schedule: { startsAt: '2026-11-23T08:00:00.000Z', zone: 'Europe/Amsterdam', stages: { ...stages, ...more } },
    });
  const half = { left: left.slice(0, 590), done: [1043, 1044] };
  const preview = at({}, {});
  const foreseen = foreseenIn(world, preview);
  return new Map([
    ['preview-stages', previewCard(context, { record: preview, foreseen, fixes: [], notes: [], secondPerson: 'no' })],
    ['scheduled-stages', scheduledCard(context, at({ state: 'scheduled' }, half))],
    ['scheduled-paused', scheduledCard(context, at({ state: 'scheduled' }, { ...half, paused: 'asked' }))],
    ['scheduled-stopped', scheduledCard(context, at({ state: 'scheduled' }, { ...half, paused: 'failures' }))],
    [
      'scheduled-over',
      scheduledCard(
        context,
        at({ state: 'finished', finishedAt: record.createdAt }, { left: [], done: [1043], next: 'end' }),
      ),
    ],
    ['to-come-paused', toComeCard(context, [at({ state: 'scheduled' }, { ...half, paused: 'asked' })])],
  ]);
}

function ended(record: ChangeRecord, number: number): ChangeRecord {
  return {
    ...record,
    number,
    state: 'finished',
    version: 3,
    real: record.simulated,
    inverse: [
      { kind: 'assignGroupLicense', groupId: record.targetGroupIds[0] ?? '', addLicenses: [], removeLicenses: [] },
    ],
    appliedAt: '2026-11-21T13:02:20Z',
    finishedAt: '2026-11-21T13:02:44Z',
  };
}

function failedRecord(world: World): ChangeRecord {
  const change = {
    kind: 'assignGroupLicense',
    groupId: groupId(world, 'HR Department'),
    addLicenses: [{ skuId: skuId(world, 'ENTERPRISEPACK'), disabledPlans: [] }],
    removeLicenses: [],
  } as const;
  const record = recordOf(world, [change], {
    intent: 'assign_license',
    targetGroupIds: [groupId(world, 'HR Department')],
  });
  return {
    ...ended(record, 1042),
    real: record.simulated,
    inverse: [{ ...change, addLicenses: [], removeLicenses: [skuId(world, 'ENTERPRISEPACK')] }],
  };
}

function fixesIn(world: World, group: string): Card {
  const index = groupIndex(world, group);
  return fixesCard(world.context, {
    title: groupLabel(world.context, groupId(world, group)),
    causes: causesIn(world, index),
    fixes: fixesOf(world, index),
    reference: { id: 1070, v: 1 },
    simulatedAt: world.context.now,
  });
}

function alertList(world: World, phase: 'new' | 'solved' | 'stopped'): Card {
  const group = groupIndex(world, 'Project Office');
  const [cause] = causesIn(world, group);
  if (cause === undefined) throw new Error('somebody fails in Project Office');
  const names = ['HR Department', 'Project Office', 'Sales', 'Marketing', 'E3 Pilot'];
  const causes = Array.from({ length: 23 }, (_, index) => ({
    ...cause,
    groupId: groupId(world, names[index % names.length] ?? ''),
    people: Array.from({ length: 23 - index }, (__, person) => `${index} ${person}`),
  }));
  return alertListCard(world.context, {
    causes,
    askedBy: 'Megan Bowen',
    at: '2026-11-22T13:01:07Z',
    id: 1061,
    phase,
  });
}

function alert(world: World, phase: 'new' | 'solved' | 'stopped'): Card {
  const group = groupIndex(world, 'Project Office');
  const [cause] = causesIn(world, group);
  if (cause === undefined) throw new Error('somebody fails in Project Office');
  return alertCard(world.context, {
    reference: { id: 1061, v: 1 },
    groupId: groupId(world, 'Project Office'),
    cause,
    fixes: fixesOf(world, group),
    askedBy: 'Megan Bowen',
    at: '2026-11-22T13:01:07Z',
    phase,
  });
}
