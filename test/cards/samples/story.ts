import type { Card } from '../../../src/cards/card.ts';
import { finishedCard, fixDoneCard } from '../../../src/cards/change/finished.ts';
import { fixesCard } from '../../../src/cards/change/fixes.ts';
import { previewCard } from '../../../src/cards/change/preview.ts';
import { progressCard } from '../../../src/cards/change/progress.ts';
import { refusalCard, strangerCard } from '../../../src/cards/change/refusal.ts';
import { groupCard } from '../../../src/cards/page/group.ts';
import { userCard } from '../../../src/cards/page/user.ts';
import { welcomeCard } from '../../../src/cards/page/welcome.ts';
import { clarifyCard } from '../../../src/cards/question/clarify.ts';
import { groupLabel } from '../../../src/cards/text/names.ts';
import { advanced, type ChangeRecord } from '../../../src/changes/change-record.ts';
import { summarize } from '../../../src/licensing/outcome/summarize.ts';
import {
  apply,
  causesIn,
  examplesIn,
  fixesFor,
  fixesOf,
  foreseenIn,
  groupId,
  groupIndex,
  groupShown,
  MEGAN,
  outcomeOf,
  personShown,
  previewed,
  recordOf,
  skuId,
  type World,
} from '../world.ts';

/** The article's story from greeting to repair, on the demo tenant. */
export function storyCards(world: World): ReadonlyMap<string, Card> {
  const { language } = world.context.texts;
  const { context } = world;
  const cards = new Map<string, Card>();
  cards.set(
    'welcome',
    welcomeCard(context, {
      firstName: 'Megan',
      good: examplesIn(world),
      roles: ['User Administrator', 'License Administrator'],
      mayChange: true,
    }),
  );

  const assign = previewed(world, {
    intent: 'assign_license',
    slots: {
      groups: ['HR Department'],
      products: [{ sku: 'ENTERPRISEPACK', off: ['YAMMER_ENTERPRISE'] }, { sku: 'EMS' }],
      ids: { groups: [groupId(world, 'HR Department')] },
    },
  });
  const fixes = fixesFor(world, assign.changes);
  cards.set(
    'preview',
    previewCard(context, { record: assign, foreseen: foreseenIn(world, assign), fixes, notes: [], secondPerson: 'no' }),
  );

  const asks = fixes.map(({ suggestion }) => ({ suggestion, secondPerson: { kind: 'manyLose' as const } }));
  const always = { kind: 'always' as const, permissions: ['licenseGroup', 'memberships'] as const };
  cards.set(
    'preview-asks',
    previewCard(context, {
      ...{ record: assign, foreseen: foreseenIn(world, assign), fixes: asks, notes: [] },
      secondPerson: always,
    }),
  );

  const running = runningFrom(world, assign);
  cards.set('queued', progressCard(context, advanced(running, { state: 'queued', appliedAt: running.createdAt })));
  cards.set('progress', progressCard(context, running));
  const { progress } = running;
  if (progress === undefined) throw new Error('nothing is in progress');
  for (const kind of ['slow', 'stuck'] as const) {
    const stall = { kind, since: '2026-11-22T12:45:00Z' };
    cards.set(`progress-${kind}`, progressCard(context, advanced(running, { progress: { ...progress, stall } })));
  }
  const putBack = { ...progress, putBack: { done: 120, of: 430 } };
  cards.set('cancelling', progressCard(context, advanced(running, { state: 'cancelling', progress: putBack })));
  cards.set(
    'cancelled',
    finishedCard(context, {
      record: { ...running, state: 'cancelled', finishedAt: '2026-11-22T13:02:31Z' },
      causes: [],
      fixes: [],
    }),
  );

  apply(world, assign.changes);
  const hr = groupIndex(world, 'HR Department');
  const causes = causesIn(world, hr);
  const offered = fixesOf(world, hr);
  const finished: ChangeRecord = {
    ...running,
    state: 'finished',
    version: 3,
    real: assign.simulated,
    finishedAt: '2026-11-22T13:02:44Z',
  };
  cards.set('finished-failures', finishedCard(context, { record: finished, causes, fixes: offered }));
  cards.set(
    'fixes',
    fixesCard(context, {
      title: groupLabel(context, groupId(world, 'HR Department')),
      causes,
      fixes: offered,
      reference: { id: 1042, v: 3 },
      simulatedAt: '2026-11-22T13:02:45Z',
    }),
  );
  const notTheirs = offered.map((fix, index) =>
    index === 0 ? { ...fix, needs: ['memberships', 'licenseUser'] as const } : fix,
  );
  cards.set('finished-not-theirs', finishedCard(context, { record: finished, causes, fixes: notTheirs }));
  cards.set(
    'fixes-not-theirs',
    fixesCard(context, {
      title: groupLabel(context, groupId(world, 'HR Department')),
      causes,
      fixes: notTheirs,
      reference: { id: 1042, v: 3 },
      simulatedAt: '2026-11-22T13:02:45Z',
    }),
  );
  cards.set('group', groupCard(context, { page: groupShown(world, hr), lastChange: finished, mayChange: true }));
  const failing = world.tenant.findUser(causes[0]?.userIds[0] ?? '') ?? 0;
  cards.set('user', userCard(context, { page: personShown(world, failing), mayChange: true }));
  cards.set(
    'refusal',
    refusalCard(context, {
      kind: context.texts.cards.kinds.removeMember,
      title: groupLabel(context, groupId(world, 'Kiosk users')),
      lacking: 'memberships',
      roles: ['License Administrator'],
      whoCould: ['Groups Administrator', 'User Administrator', 'Global Administrator'],
      reference: { id: 1042, v: 3 },
    }),
  );
  cards.set('stranger', strangerCard(context));
  cards.set(
    'clarify',
    clarifyCard(context, {
      said: 'assign E3 to HR Department without Yammer',
      reading: {
        intent: 'clarify',
        slots: {},
        language,
        reading: language === 'nl' ? 'Welke E3 bedoelt u?' : 'Which E3 do you mean?',
        options: [
          { title: 'Office 365 E3', text: 'assign Office 365 E3 to HR Department without Yammer' },
          { title: 'Microsoft 365 E3', text: 'assign Microsoft 365 E3 to HR Department without Yammer' },
        ],
      },
    }),
  );
  cards.set('fix-done', fixDone(world, offered[0]?.suggestion.changes ?? []));
  return cards;
}

function runningFrom(world: World, record: ChangeRecord): ChangeRecord {
  return {
    ...record,
    state: 'running',
    version: 2,
    appliedAt: '2026-11-22T13:02:20Z',
    inverse: [
      {
        kind: 'assignGroupLicense',
        groupId: groupId(world, 'HR Department'),
        addLicenses: [],
        removeLicenses: [skuId(world, 'ENTERPRISEPACK'), skuId(world, 'EMS')],
      },
    ],
    progress: { total: 1000, processed: 430, assigned: 426, failed: 4 },
  };
}

function fixDone(world: World, changes: ChangeRecord['changes']): Card {
  const target = { targetGroupIds: [groupId(world, 'HR Department')], targetUserIds: [] };
  const fix = recordOf(
    world,
    changes,
    { intent: 'apply_fix', ...target },
    {
      number: 1043,
      version: 2,
      fixes: 1042,
      state: 'finished',
      requestedBy: MEGAN,
      appliedAt: '2026-11-22T13:03:59Z',
      finishedAt: '2026-11-22T13:04:02Z',
      inverse: changes,
    },
  );
  const outcome = outcomeOf(world, fix);
  const record = { ...fix, real: summarize(world.tenant, outcome, { ...target, changes }) };
  apply(world, changes);
  return fixDoneCard(world.context, { record, causes: causesIn(world, groupIndex(world, 'HR Department')), fixes: [] });
}
