import type { RequestListener } from 'node:http';
import type { Chat } from '../chat/chat.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../engine/clock.ts';
import { within } from '../engine/within.ts';
import type { Shared } from '../store/sqlite/open-store.ts';
import type { Store } from '../store/store.ts';
import type { Face } from './face.ts';
import { addressOf, besideOwner, leaving } from './open-in-turn.ts';

/** Answers nothing more. */
export const GONE: RequestListener = (_, response) => void response.writeHead(503).end();

/** What a card shows is kept true by whoever has the store: not by one that slept while another took it. */
export function editedByOwner(chat: Chat, store: Pick<Store, 'check'>): Chat {
  return {
    ...chat,
    async update(...edit) {
      await store.check();
      return chat.update(...edit);
    },
  };
}

interface Leaving {
  readonly config: Config;
  readonly clock: Clock;
  readonly face: Face;
  readonly shared: Shared;
  readonly end: () => Promise<void>;
}

/** Whatever hangs, the database or somebody who is answered: then it has ended, but for its connections. */
const LONGEST_LEAVING_MS = 7_500;
const CLOSED_WITHIN_MS = 1_000;
/** Whoever was asked before is waited for so long, and what they asked for is ended then. */
const ANSWERED_WITHIN_MS = 3_000;

/** Answers what it was asked, ends and gives the store free. Who asks meanwhile is held, and passed on to the next owner. */
export async function handOver({ config, clock, face, shared, end }: Leaving): Promise<void> {
  const untilMs = clock.elapsedMs() + LONGEST_LEAVING_MS;
  const whileThereIsTime = (work: Promise<unknown>, most = LONGEST_LEAVING_MS) =>
    within(Math.max(0, Math.min(most, untilMs - clock.elapsedMs())), work, clock);
  const { standby, close } = await besideOwner(config, clock, () => addressOf(config.host, face.port));
  const left = leaving(standby, clock);
  const answered = face.turnTo(standby.listener);
  const told = shared.servesAt(undefined).catch(() => undefined);
  await whileThereIsTime(Promise.all([told, answered]), ANSWERED_WITHIN_MS);
  await whileThereIsTime(end());
  await left;
  await whileThereIsTime(face.turnTo(GONE));
  await close();
  await face.close(CLOSED_WITHIN_MS);
}
