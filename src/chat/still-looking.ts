import { within } from '../engine/within.ts';
import type { Language } from '../language/command.ts';
import { texts } from '../words/catalogue.ts';
import { fill } from '../words/fill.ts';
import type { Place } from './chat.ts';
import type { Services } from './services.ts';
import type { Turn } from './turn.ts';

/** Whoever has waited longer than this is told that it takes a while. */
const TOLD_AFTER_MS = 2_000;
/** Among fewer people nothing takes so long. */
const MANY = 50_000;
/** After which nobody waits for an answer any more. */
const LIFETIME_MS = 24 * 3_600_000;

/** A message that holds the place of an answer. */
interface Holding {
  readonly place: Place;
  readonly messageId: string;
  readonly language: Language;
}

type Ways = Pick<Services, 'chat' | 'clientClock' | 'directory' | 'log' | 'store'>;

/**
 * In a large tenant: says that the answer takes a while, once it does. Returns the id of that message, whose place the
 * answer is to take; undefined: the answer is there, or nothing was said. The answer's own faults are not heard here.
 */
export async function toldToWait(
  services: Ways,
  { place, language }: Pick<Turn, 'place' | 'language'>,
  answering: Promise<unknown>,
): Promise<string | undefined> {
  const count = services.directory.tenant.userCount;
  if (count < MANY) return undefined;
  let isThere = false;
  const answered = () => {
    isThere = true;
  };
  await within(TOLD_AFTER_MS, answering.then(answered, answered), services.clientClock);
  if (isThere) return undefined;
  const text = fill(texts[language].answers.stillLooking, { count: count.toLocaleString(language) });
  try {
    const messageId = await services.chat.send(place, { text });
    if (messageId === 'gone' || messageId === '') return undefined;
    await holdings(services).set(keyOf(place, messageId), { place, messageId, language }, LIFETIME_MS);
    return messageId;
  } catch (error) {
    services.log('wait not told', { error: String(error) });
    return undefined;
  }
}

/** The answer has taken its place. */
export async function answeredThere(services: Ways, place: Place, messageId: string): Promise<void> {
  await holdings(services).delete(keyOf(place, messageId));
}

/** Answers that a process before this one did not come to: whoever waits hears that none comes. */
export async function tellWhoStillWaits(services: Ways): Promise<void> {
  for (const [key, { place, messageId, language }] of await holdings(services).entries()) {
    await services.chat.update(place, messageId, { text: texts[language].answers.fault });
    await holdings(services).delete(key);
  }
}

function holdings({ store }: Ways) {
  return store.kv<Holding>('held-places');
}

function keyOf({ conversationId }: Place, messageId: string): string {
  return `${conversationId} ${messageId}`;
}
