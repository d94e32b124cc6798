import { within } from '../engine/within.ts';
import { texts } from '../words/catalogue.ts';
import type { Person, Place, PressAnswer } from './chat.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Services } from './services.ts';
import { turnstile } from './turnstile.ts';

/** A client gives a press ten seconds. */
const PRESS_WITHIN_MS = 8_000;
/** Of one person, and of all: what is asked beyond this is not taken. */
const MOST_WAITING = { person: 200, all: 2_000 };

/** Who is served, where. */
export interface From {
  readonly place: Place;
  readonly person: Person;
}

/** One conversation is served in the order in which it speaks, people fairly, and nobody waits unanswered. */
interface Serving {
  /** Undefined: too much of theirs waits already, and they are told so. */
  serve<T>(from: From, work: () => Promise<T>): Promise<T | undefined>;
  /** The same for a press. One that takes longer than a client waits is answered first, and `later` shows what came of it. */
  press(
    from: From,
    work: () => Promise<PressAnswer>,
    later: (answer: PressAnswer) => Promise<void>,
  ): Promise<PressAnswer>;
}

export function serving(services: Services): Serving {
  const { clock, clientClock, log } = services;
  const inOrder = oneAtATime();
  const turn = turnstile(clock);
  const waiting = new Map<string, number>();
  const toldTooMany = new Set<string>();
  let all = 0;

  const wordsFor = async ({ place, person }: From) => texts[await services.listener.languageOf(place, person)].answers;

  async function tell(from: From, which: 'busy' | 'tooMany'): Promise<void> {
    await services.chat.send(from.place, { text: (await wordsFor(from))[which] });
  }

  const tellBeside = (from: From, which: 'busy' | 'tooMany') =>
    void tell(from, which).catch((error) => log('wait not told', { error: String(error) }));

  const hasTooMany = (key: string) => all >= MOST_WAITING.all || (waiting.get(key) ?? 0) >= MOST_WAITING.person;

  async function queued<T>(from: From, late: () => void, work: () => Promise<T>): Promise<T> {
    const key = keyOf(from);
    all += 1;
    waiting.set(key, (waiting.get(key) ?? 0) + 1);
    try {
      return await inOrder(from.place.conversationId, async () => {
        await turn.pass(key, late);
        return work();
      });
    } finally {
      all -= 1;
      const left = (waiting.get(key) ?? 1) - 1;
      if (left > 0) waiting.set(key, left);
      else {
        waiting.delete(key);
        toldTooMany.delete(key);
      }
    }
  }

  return {
    async serve(from, work) {
      const key = keyOf(from);
      if (!hasTooMany(key)) return queued(from, () => tellBeside(from, 'busy'), work);
      if (!toldTooMany.has(key)) tellBeside(from, 'tooMany');
      toldTooMany.add(key);
      return undefined;
    },
    async press(from, work, later) {
      if (hasTooMany(keyOf(from))) {
        return { kind: 'problem', code: 'TooManyRequests', text: (await wordsFor(from)).tooMany };
      }
      let answer: PressAnswer | undefined;
      const done = queued(from, () => undefined, work).then((result) => {
        answer = result;
      });
      await within(PRESS_WITHIN_MS, done, clientClock);
      if (answer !== undefined) return answer;
      const words = await wordsFor(from);
      void done
        .catch((error) => {
          log('press failed', { error: String(error) });
          answer = { kind: 'problem', code: 'Fault', text: words.pressFault };
        })
        .then(() => answer && later(answer))
        .catch((error) => log('press not answered', { error: String(error) }));
      return { kind: 'sentence', text: words.busy };
    },
  };
}

function keyOf({ person }: From): string {
  return person.userId ?? person.chatId;
}
