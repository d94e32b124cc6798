import type { ChangeState } from '../../src/changes/change-record.ts';
import type { Tables } from '../../src/store/sqlite/records.ts';
import { actionsOf, textOf } from '../chat/teams-client.ts';
import type { Watched as Commits } from './commits.ts';
import { cardIn, hasCard, shownUnderWay } from './seen.ts';
import type { Teams } from './teams.ts';
import { expectThat } from './violation.ts';

/** Verbs that mean something only while the change is in these states. */
const LIVE: Readonly<Record<string, readonly ChangeState[]>> = {
  apply: ['previewed'],
  'ask-approval': ['previewed'],
  dismiss: ['previewed', 'waiting', 'scheduled'],
  change: ['previewed', 'waiting'],
  approve: ['waiting'],
  reject: ['waiting'],
  cancel: ['running', 'queued', 'scheduled', 'cancelling', 'waiting'],
};

const UNDER_WAY: ReadonlySet<ChangeState> = new Set(['queued', 'running', 'cancelling']);

/** No card offers what cannot be done any more, and none says that something goes on which is over. */
export function checkCards(store: Tables, { messages, gone }: Teams): void {
  for (const { id, conversationId, states, toldAtMs } of messages) {
    // Of what the bot was never told that it is there it knows nothing.
    if (toldAtMs === undefined || gone.has(conversationId) || !hasCard(states.at(-1))) continue;
    const card = cardIn(states.at(-1));
    // A list is of its moment, and says so.
    if (textOf(card).startsWith('Changes')) continue;
    for (const { verb, data } of actionsOf(card)) {
      const { id: number } = (data ?? {}) as { id?: number };
      const allowed = LIVE[String(verb)];
      const record = number === undefined ? undefined : store.changes.get(number);
      if (allowed === undefined || record === undefined || record.changes.length === 0) continue;
      expectThat(
        allowed.includes(record.state),
        'cards come to their last state',
        () => `${id} in ${conversationId} offers ${verb} of #${number}, which is ${record.state}`,
      );
    }
    const number = shownUnderWay(card);
    const { state } = (number === undefined ? undefined : store.changes.get(number)) ?? {};
    expectThat(
      state === undefined || UNDER_WAY.has(state),
      'cards come to their last state',
      () => `${id} in ${conversationId} shows #${number} under way, which is ${state}`,
    );
  }
}

/** Where a change was begun stands what became of it. */
export function checkWentOn({ beginnings }: Pick<Commits, 'beginnings'>, { gone }: Teams): void {
  for (const { message, seen, verb, number } of beginnings) {
    const { id, conversationId, states, toldAtMs } = message;
    const [was, is] = [seen, states.at(-1)].map((state) => JSON.stringify(cardIn(state)));
    const isAlert = actionsOf(cardIn(seen)).some((action) => action['verb'] === 'notify-off');
    if (toldAtMs === undefined || gone.has(conversationId) || isAlert) continue;
    expectThat(was !== is, 'cards come to their last state', () => `${id} shows #${number} as before ${verb}`);
  }
}
