import { parseStored } from './fault.ts';
import type { Untold, UntoldState } from './store.ts';

/** A row of the outbox. */
export interface OutboxRow {
  readonly id: number;
  readonly kind: string;
  readonly about: number;
  readonly recipient: string;
  readonly state: UntoldState;
  readonly news: string;
}

export function untoldOf<News>({ id, kind, about, recipient, state, news }: OutboxRow): Untold<News> {
  return { id, kind, about, recipient, state, news: parseStored(news, `what is to be told of change ${about}`) };
}
