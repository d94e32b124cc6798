import { changedCard } from '../cards/change/changed.ts';
import { refusedCard } from '../cards/change/notice.ts';
import { secondPersonSentence } from '../cards/change/second-person.ts';
import { textOfRuns } from '../cards/runs.ts';
import type { ApprovalRefusal, ApprovalStep } from '../changes/approval.ts';
import { whoCould } from '../changes/authorization.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Plan } from '../changes/plan/plan.ts';
import type { Decision } from '../engine/decision.ts';
import { within } from '../engine/within.ts';
import { frozenText, notApprovedText } from '../notices/approvals/words.ts';
import { texts } from '../words/catalogue.ts';
import { fill } from '../words/fill.ts';
import type { Message, PressAnswer } from './chat.ts';
import type { Exchange } from './listener.ts';
import { recordMessage, secondPersonFor } from './record-card.ts';
import type { Services } from './services.ts';
import { cardMessage, type Turn, viewContext } from './turn.ts';

/** What ends sooner shows its end only; of anything else the card that was pressed says at once that it was taken. */
const SHOWS_NO_PROGRESS_MS = 250;
/** The press itself is answered within this time, with the end or with how far it is. */
const WAIT_FOR_END_MS = 1_000;

export interface PressResult {
  /** What the person sees at once. */
  readonly answer: PressAnswer;
  /** New messages below. */
  readonly messages?: readonly Message[];
  /** What follow-ups speak of once this is shown. */
  readonly exchange?: Exchange;
}

export function problem(code: string, text: string): PressResult {
  return { answer: { kind: 'problem', code, text } };
}

/** What became of a decision, for who made it; everybody else sees it as the card is edited. */
export async function answerDecision(services: Services, turn: Turn, decision: Decision): Promise<PressResult> {
  const { answers, approvals } = texts[turn.language];
  // What was decided in its place comes later; it is over now.
  if ('record' in decision && decision.record.replaces !== undefined)
    services.liveCards.moved(decision.record.replaces);
  switch (decision.kind) {
    case 'applied':
      return endOrProgress(services, decision.record);
    case 'changed': {
      const { record, foreseen } = decision;
      const secondPerson = secondPersonFor(services, foreseen, record);
      const card = changedCard(viewContext(services, record.language), { ...decision, secondPerson });
      return inPlace(cardMessage(card, record));
    }
    case 'asked':
    case 'askedAgain':
    case 'approved':
    case 'rejected':
    case 'impossible':
    case 'withdrawn':
    case 'expired':
      return answerStep(services, turn, decision);
    case 'notApproved':
      return problem(NOT_APPROVED[decision.because], notApprovedText(services, decision, turn.language));
    case 'frozen':
      return problem('Frozen', frozenText(approvals.freeze.applies, decision.freeze, turn));
    case 'stale':
      // The card that was pressed shows what is over.
      services.liveCards.moved(decision.record.number);
      return problem('Stale', answers.stale[decision.record.state]);
    case 'unknown':
      return problem('Unknown', answers.unknownChange);
    case 'notYours':
      return problem('NotYours', fill(answers.notYours, { who: decision.record.requestedBy.displayName }));
    case 'notAllowed':
      return problem('NotAllowed', fill(answers.notAllowed, { roles: whoCould(decision.needed).join(', ') }));
    case 'needsApproval': {
      const why = secondPersonSentence(viewContext(services, turn.language), decision.reason, decision.losing);
      return problem('NeedsApproval', fill(approvals.askFirst, { why: textOfRuns(why) }));
    }
    case 'refused': {
      const { record, refusals } = decision;
      const plan: Plan = { ...record, notes: [], wholeTenant: false };
      return inPlace(
        cardMessage(
          refusedCard(viewContext(services, turn.language), {
            reading: record.command,
            plan,
            refusals,
            reasons: await services.foresight.reasons(record.changes, refusals),
          }),
        ),
      );
    }
  }
}

/** What a press is answered with that decides nothing. */
const NOT_APPROVED = {
  notAsked: 'NotAsked',
  decided: 'Decided',
  own: 'OwnRequest',
  notAllowed: 'NotAllowed',
  needsReason: 'NeedsReason',
  notRequester: 'NotYours',
  stale: 'Stale',
  requesterNotAllowed: 'RequesterNotAllowed',
  frozen: 'Frozen',
  tooEarly: 'TooEarly',
} as const satisfies Record<ApprovalRefusal, string>;

/** Carries a step of a request to whom it concerns, and shows where the request stands now. */
async function answerStep(
  services: Services,
  turn: Turn,
  { kind, record }: Extract<Decision, { readonly kind: ApprovalStep }>,
): Promise<PressResult> {
  if (kind === 'asked' || kind === 'askedAgain') {
    await services.approvals.ask(record, turn.place);
  } else {
    await services.approvals.decided(record);
  }
  return kind === 'approved' ? endOrProgress(services, record) : standing(services, record);
}

async function standing(services: Services, record: ChangeRecord): Promise<PressResult> {
  const message = await recordMessage(services, (await services.store.changes.get(record.number)) ?? record);
  return message === undefined ? problem('Unknown', texts[record.language].answers.unknownChange) : inPlace(message);
}

/** Waits for the end as long as that shows no progress: what is quick shows its end only. */
async function endOrProgress(services: Services, record: ChangeRecord): Promise<PressResult> {
  if (record.state !== 'dismissed') {
    const { runs, clock, liveCards } = services;
    let isOver = false;
    const ended = runs.ended(record.number).then(() => {
      isOver = true;
    });
    await within(SHOWS_NO_PROGRESS_MS, ended, clock);
    if (!isOver) liveCards.moved(record.number);
    await within(WAIT_FOR_END_MS - SHOWS_NO_PROGRESS_MS, ended, clock);
  }
  services.liveCards.moved(record.number);
  return standing(services, record);
}

/** The card that takes the place of the one that was pressed. */
export function inPlace(message: Message): PressResult {
  return { answer: { kind: 'card', message } };
}
