import { whoCould } from '../../core/authorization.ts';
import { texts } from '../../core/text/catalogue.ts';
import { frozenText } from '../approvals/words.ts';
import type { Turn } from '../turn.ts';
import type { Answer, Handler, Heard } from './handler.ts';
import { readUntil, untilIn } from './until.ts';

/** "freeze changes until 18:00, because …": previews go on, nothing is applied. */
export const freeze: Handler = async ({ desk, clock }, turn, heard) => {
  const refused = notAllowed(turn);
  if (refused !== undefined) return refused;
  const { freeze: words } = texts[turn.language].approvals;
  const said = untilIn(heard.said) ?? heard.slots.until;
  const until = said === undefined ? undefined : readUntil(said, clock.now());
  if (said !== undefined && until === undefined) return answer(words.notUnderstood);
  const frozen = await desk.freezes.freeze(turn.by, {
    ...(until === undefined ? {} : { until: until.toISOString() }),
    ...reasonIn(heard),
  });
  return answer(frozenText(words.frozen, frozen, turn.language));
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
  return answer(texts[language].answers.notAllowed.replace('{roles}', whoCould(['licenseGroup']).join(', ')));
}

function reasonIn({ slots }: Heard): { readonly reason?: string } {
  return slots.reason === undefined ? {} : { reason: slots.reason };
}

function answer(text: string): Answer {
  return { messages: [{ text }] };
}
