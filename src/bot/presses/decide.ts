import { whoCould } from '../../core/authorization.ts';
import type { ChangeRecord } from '../../core/change-record.ts';
import type { Reading } from '../../core/language/command.ts';
import { texts } from '../../core/text/catalogue.ts';
import { formatCount } from '../../core/text/format.ts';
import type { Decision, Reference } from '../../engine/change-desk.ts';
import type { IncomingPress, Message } from '../chat.ts';
import { refusedMessage } from '../handlers/propose.ts';
import { recordMessage, SHOWS_END_ONLY_MS } from '../record-card.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { changedCard } from '../views/changed.ts';
import { inPlace, numberIn, type PressHandler, type PressResult, problem, referenceIn } from './press.ts';

/** Leaves the answer its time on the way: Teams gives a press ten seconds and people less. */
const WAIT_FOR_END_MS = SHOWS_END_ONLY_MS - 300;

export const apply: PressHandler = withReference(async (services, turn, { press, reference }) =>
  decided(services, turn, { press, reference, decision: await services.desk.apply(reference, turn.by) }),
);

/** Applies what was previewed together with a fix, or a fix after failures: on its own simulated outcome, at once. */
export const applyFix: PressHandler = withReference(async (services, turn, { press, reference }) => {
  const record = services.store.changes.get(reference.number);
  const offers = await services.offers.get(String(reference.number));
  const option = offers?.options[(numberIn(press, 'option') ?? 0) - 1];
  if (record === undefined || option === undefined || offers?.version !== reference.version) {
    return problem('Stale', texts[turn.language].answers.staleFix);
  }
  const decision =
    record.state === 'previewed'
      ? await services.desk.apply(reference, turn.by, { changes: option.changes, expected: option.fingerprint })
      : await services.desk.applyAtOnce(
          {
            command: fixCommand(record),
            plan: { ...record, changes: option.changes, notes: [], wholeTenant: false },
            by: turn.by,
            fixes: record.number,
          },
          option.fingerprint,
        );
  return decided(services, turn, { press, reference, decision });
});

export const dismiss: PressHandler = withReference(async (services, turn, { press, reference }) =>
  decided(services, turn, { press, reference, decision: services.desk.dismiss(reference, turn.by) }),
);

export const cancel: PressHandler = withReference(async (services, turn, { press, reference }) =>
  decided(services, turn, { press, reference, decision: await services.desk.cancel(reference, turn.by) }),
);

interface Pressed {
  readonly press: IncomingPress;
  readonly reference: Reference;
}

function withReference(act: (services: Services, turn: Turn, pressed: Pressed) => Promise<PressResult>): PressHandler {
  return async (services, turn, press) => {
    const reference = referenceIn(press);
    if (reference === undefined) return problem('UnknownAction', texts[turn.language].answers.unknownButton);
    return act(services, turn, { press, reference });
  };
}

/** What became of a decision, for who pressed; everybody else sees it as the card is edited. */
export async function decided(
  services: Services,
  turn: Turn,
  { press, reference, decision }: Pressed & { readonly decision: Decision },
): Promise<PressResult> {
  const { answers } = texts[turn.language];
  switch (decision.kind) {
    case 'applied': {
      await settled(services, decision.record);
      return shownInPlace(services, { press, reference, record: decision.record });
    }
    case 'changed': {
      const message = changedMessage(services, decision);
      if (press.cardMessageId !== undefined) await keepTrue(services, press, decision.record.number, reference.number);
      return inPlace(message);
    }
    case 'stale': {
      const now = await recordMessage(services, decision.record);
      const text = answers.stale[decision.record.state].replace('{who}', decision.record.requestedBy.displayName);
      return now === undefined ? problem('Stale', text) : { ...problem('Stale', text) };
    }
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
      const record = services.store.changes.get(reference.number);
      if (record === undefined) return problem('Refused', answers.unknownChange);
      const plan = { ...record, notes: [], wholeTenant: false };
      return inPlace(refusedMessage(services, turn, { reading: record.command, plan }, decision.refusals));
    }
  }
}

function changedMessage(services: Services, decision: Extract<Decision, { kind: 'changed' }>): Message {
  const context = viewContext(services, decision.record.language);
  return cardMessage(changedCard(context, decision), decision.record.number);
}

/** Waits for the end as long as that shows no progress: what is quick shows its end only. */
async function settled(services: Services, record: ChangeRecord): Promise<void> {
  if (record.state === 'dismissed') return;
  await Promise.race([services.runs.ended(record.number), services.clock.sleep(WAIT_FOR_END_MS)]);
}

async function shownInPlace(
  services: Services,
  { press, reference, record }: Pressed & { readonly record: ChangeRecord },
): Promise<PressResult> {
  const now = services.store.changes.get(record.number) ?? record;
  const message = await recordMessage(services, now);
  if (press.cardMessageId !== undefined) await keepTrue(services, press, record.number, reference.number);
  services.liveCards.moved(record.number);
  return message === undefined ? problem('Stale', texts[record.language].answers.unknownChange) : inPlace(message);
}

function keepTrue(services: Services, press: IncomingPress, number: number, insteadOf: number): Promise<void> {
  const messageId = press.cardMessageId ?? '';
  return services.liveCards.shown(number, { place: press.place, messageId }, insteadOf);
}

/** A fix speaks in the language and about the groups of the change that it mends. */
function fixCommand(record: ChangeRecord): Reading {
  const { command, language } = record;
  return {
    intent: 'apply_fix',
    slots: { ...command.slots, ref: String(record.number) },
    reading: command.reading,
    language,
  };
}
