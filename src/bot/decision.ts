import { whoCould } from '../core/authorization.ts';
import type { ChangeRecord } from '../core/change-record.ts';
import type { Plan } from '../core/command/plan.ts';
import { texts } from '../core/text/catalogue.ts';
import { formatCount } from '../core/text/format.ts';
import type { Decision } from '../engine/change-desk.ts';
import type { Message, PressAnswer } from './chat.ts';
import { recordMessage, SHOWS_END_ONLY_MS } from './record-card.ts';
import type { Services } from './services.ts';
import { cardMessage, type Turn, viewContext } from './turn.ts';
import { changedCard } from './views/changed.ts';
import { refusedCard } from './views/notice.ts';

/** Leaves the answer its time on the way: Teams gives a press ten seconds and people less. */
const WAIT_FOR_END_MS = SHOWS_END_ONLY_MS - 300;

export interface PressResult {
  /** What the person sees at once. */
  readonly answer: PressAnswer;
  /** New messages below. */
  readonly messages?: readonly Message[];
}

export function problem(code: string, text: string): PressResult {
  return { answer: { kind: 'problem', code, text } };
}

/** What became of a decision, for who made it; everybody else sees it as the card is edited. */
export async function answerDecision(services: Services, turn: Turn, decision: Decision): Promise<PressResult> {
  const { answers } = texts[turn.language];
  switch (decision.kind) {
    case 'applied':
      return endOrProgress(services, decision.record);
    case 'changed':
      return inPlace(
        cardMessage(changedCard(viewContext(services, decision.record.language), decision), decision.record.number),
      );
    case 'stale':
      return problem('Stale', answers.stale[decision.record.state]);
    case 'unknown':
      return problem('Unknown', answers.unknownChange);
    case 'notYours':
      return problem('NotYours', answers.notYours.replace('{who}', decision.record.requestedBy.displayName));
    case 'notAllowed':
      return problem('NotAllowed', answers.notAllowed.replace('{roles}', whoCould(decision.needed).join(', ')));
    case 'needsApproval':
      return problem(
        'NeedsApproval',
        answers.needsApproval.replace('{count}', formatCount(decision.losing, turn.language)),
      );
    case 'refused': {
      const { record, refusals } = decision;
      const plan: Plan = { ...record, notes: [], wholeTenant: false };
      return inPlace(
        cardMessage(refusedCard(viewContext(services, turn.language), { reading: record.command, plan, refusals })),
      );
    }
  }
}

/** Waits for the end as long as that shows no progress: what is quick shows its end only. */
async function endOrProgress(services: Services, record: ChangeRecord): Promise<PressResult> {
  if (record.state !== 'dismissed') {
    await Promise.race([services.runs.ended(record.number), services.clock.sleep(WAIT_FOR_END_MS)]);
  }
  const now = services.store.changes.get(record.number) ?? record;
  const message = await recordMessage(services, now);
  services.liveCards.moved(record.number);
  return message === undefined ? problem('Unknown', texts[record.language].answers.unknownChange) : inPlace(message);
}

/** The card that takes the place of the one that was pressed. */
export function inPlace(message: Message): PressResult {
  return { answer: { kind: 'card', message } };
}
