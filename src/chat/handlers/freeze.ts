import { whoCould } from '../../changes/authorization.ts';
import { frozenText } from '../../notices/approvals/words.ts';
import { readEnds } from '../../time/moment.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import type { Turn } from '../turn.ts';
import type { Answer, Handler, Heard } from './handler.ts';

/** "freeze changes until 18:00, because …": previews go on, nothing is applied. */
export const freeze: Handler = async ({ desk, clock }, turn, heard) => {
  const refused = notAllowed(turn);
  if (refused !== undefined) return refused;
  const { freeze: words } = texts[turn.language].approvals;
  const { timeZone: zone, language } = turn;
  const said = heard.slots.until;
  const speaking = { nowMs: clock.now().getTime(), zone, language, side: 'future' } as const;
  // Better frozen for too long than not at all: of two times that may be meant, until the later one.
  const ends = said === undefined ? [] : readEnds(said, speaking);
  // What is over already ends nothing.
  const until = ends.filter((ms) => ms > speaking.nowMs).at(-1);
  const frozen = await desk.freezes.freeze(turn.by, {
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
    ...reasonIn(heard),
  });
  const text = frozenText(words.frozen, frozen, turn);
  return answer(said !== undefined && until === undefined ? `${text} ${words.notUnderstood}` : text);
};

export const unfreeze: Handler = async ({ desk }, turn, heard) => {
  const refused = notAllowed(turn);
  if (refused !== undefined) return refused;
  const { freeze: words } = texts[turn.language].approvals;
  const lifted = await desk.freezes.lift(turn.by, heard.slots.reason);
  return answer(lifted === undefined ? words.nothing : words.lifted);
};

/** Whoever may license groups, and nobody else. */
function notAllowed({ permissions, language }: Turn): Answer | undefined {
  if (permissions.has('licenseGroup')) return undefined;
  return answer(fill(texts[language].answers.notAllowed, { roles: whoCould(['licenseGroup']).join(', ') }));
}

function reasonIn({ slots }: Heard): { readonly reason?: string } {
  return slots.reason === undefined ? {} : { reason: slots.reason };
}

function answer(text: string): Answer {
  return { messages: [{ text }] };
}
