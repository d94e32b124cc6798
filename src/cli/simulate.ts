import { isUnclear, unclearTimes } from '../cards/question/unclear-times.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { foreseeLeaving } from '../changes/plan/leave-instead.ts';
import type { Unplanned } from '../changes/plan/plan.ts';
import { planCommand } from '../changes/plan/plan-command.ts';
import { readSchedule, withoutTimes } from '../changes/read-schedule.ts';
import { scheduleOf } from '../engine/schedule-of.ts';
import { buildNames, namesOf, understand } from '../language/index.ts';
import type { Change } from '../licensing/change.ts';
import { simulate } from '../licensing/outcome/simulate.ts';
import { reconcile } from '../licensing/reconcile/reconcile.ts';
import { suggestFor } from '../licensing/suggest/suggest.ts';
import { labelsOf } from '../tenant/labels.ts';
import { texts } from '../words/catalogue.ts';
import { EXIT, readArguments } from './arguments.ts';
import { tellKept } from './kept-note.ts';
import { openTenant } from './open-tenant.ts';
import { simulationAsJson } from './simulation-json.ts';
import { simulationAsText } from './simulation-text.ts';
import type { Terminal } from './terminal.ts';

export async function runSimulate(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals, text, flag } = readArguments(args, {
    texts: ['tenant'],
    flags: ['groups-complete', 'people', 'json'],
    positionals: ['The text'],
  });
  const now = terminal.now().toISOString();
  const groupsAreComplete = flag('groups-complete');
  const tenant = await openTenant(text('tenant'), terminal, { groupsAreComplete });
  // What people have of groups that are gone is not theirs when the command is given.
  if (groupsAreComplete) reconcile(tenant, { users: 'everyone', now });
  tellKept(tenant, terminal);
  const reading = understand(positionals[0] ?? '', { names: buildNames(namesOf(tenant)) });
  const asJson = flag('json');
  if (reading.intent === 'clarify') {
    const { intent, slots, reading: question } = reading;
    terminal.out(asJson ? JSON.stringify({ intent, slots, reading: question }) : question);
    return EXIT.failures;
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const times = readSchedule(reading.slots, { nowMs: terminal.now().getTime(), zone, language: reading.language });
  if (isUnclear(times)) {
    const { intent, slots } = reading;
    const question = unclearTimes(times, { zone, language: reading.language });
    terminal.out(asJson ? JSON.stringify({ intent, slots, reading: question }) : question);
    return EXIT.failures;
  }
  const planned = planCommand(tenant, withoutTimes(reading));
  if (planned.kind !== 'planned') {
    const { intent, slots, reading: sentence } = reading;
    if (asJson) terminal.out(JSON.stringify({ intent, slots, reading: sentence, unplanned: planned.kind }));
    else terminal.err(slots.topic === 'none' ? NOT_UNDERSTOOD : UNPLANNED[planned.kind]);
    return EXIT.wrongUse;
  }
  const { plan } = planned;
  const ahead = (changes: readonly Change[]) => simulate(tenant, changes, { now });
  const outcome = ahead(plan.changes);
  const suggestions = suggestFor(tenant, plan.changes, { now });
  const schedule = times.kind === 'schedule' ? scheduleOf(times, zone) : undefined;
  const leaving = foreseeLeaving(tenant, plan.notes, ahead);
  const simulation = { reading, plan, outcome, suggestions, leaving, ...(schedule === undefined ? {} : { schedule }) };
  const everybody = flag('people');
  const context = { tenant, everybody, labels: labelsOf(tenant), catalogue, texts: texts[reading.language], now };
  terminal.out(asJson ? JSON.stringify(simulationAsJson(tenant, simulation)) : simulationAsText(context, simulation));
  const inherited = plan.notes.filter(({ kind }) => kind === 'inherited');
  const failures = outcome.refusals.length + outcome.newlyFailing.length + inherited.length;
  return failures === 0 ? EXIT.done : EXIT.failures;
}

const NOT_UNDERSTOOD = 'This was not understood. Say a change, as in: simulate "assign E3 to HR Department".';

const UNPLANNED = {
  notAChange: 'This asks for something and changes nothing: there is nothing to simulate.',
  notYet: 'Understood, but this kind of change cannot be simulated yet.',
  whichProduct: 'It does not follow which product of the group is to be replaced: name it.',
  ruleUnread: 'The rule says something that cannot be told from a snapshot.',
} satisfies Record<Unplanned['kind'], string>;
