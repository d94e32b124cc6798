import type { Clock } from '../engine/clock.ts';
import type { KeyValue } from '../store/store.ts';
import type { Chat, Message, Place } from './chat.ts';
import { pacer } from './pacer.ts';
import { cardKey, type ShownCard, type ShownCards, shownCards } from './shown-cards.ts';

/** Teams counts an edit like a message: 60 in 30 s for a conversation, of which one card takes at most a quarter. */
const PAUSE_BETWEEN_EDITS_MS = 2_000;

/** Keeps every card of a change true, wherever it was posted, over restarts. */
export interface LiveCards {
  /**
   * From now on this message shows this change, and no longer the one that it showed before. It is edited at once where it pictures
   * an older version: it may have been long on its way.
   */
  shown(number: number, card: ShownCard, insteadOf?: number): Promise<void>;
  /**
   * The change has moved: its cards are edited, at most every 2 s each, and never without the last state. `anew`: those that were
   * pressed show something else than its preview, perhaps.
   */
  moved(number: number, anew?: boolean): void;
  cardsOf(number: number): Promise<readonly ShownCard[]>;
  /** Resolves when every card that is known stands on disk; rejects with what the disk says. */
  kept(): Promise<void>;
  /**
   * A button of this card of the change is pressed: should the process end before its answer arrives, the next start edits it.
   * `isOne`: it is one of its cards, also where that was not noted: a process ended as it was sent.
   */
  pressed(number: number, card: Pressed, isOne?: boolean): Promise<void>;
  /** The press on this card ended in a fault: should it have begun something all the same, the card goes on as that. */
  broken(number: number, card: Pressed): void;
  /** Edits what a process before this one left behind: every card whose change has moved since it was edited last. */
  catchUp(): Promise<void>;
  /** Nothing more is to be edited in this conversation. */
  forget(conversationId: string): Promise<void>;
  /** Makes the edits that are due at once, as far as that goes quickly; the next start makes the others. */
  close(): Promise<void>;
}

/** A card with the newest change before it was pressed: numbers follow each other, whatever becomes of the clock. */
export type Pressed = ShownCard & { readonly pressedAfter: number };

export interface LiveCardsOptions {
  readonly chat: Chat;
  readonly cards: KeyValue<readonly ShownCard[]>;
  /** The address at which this place is found now. */
  readonly latest: (place: Place) => Promise<Place>;
  readonly clock: Clock;
  /**
   * The card as it should be now in this place; undefined while the one that is there will do. `anew`: it is not known
   * what is there.
   */
  readonly render: (number: number, place: Place, anew: boolean) => Promise<Message | undefined>;
  /** Of these changes as they stand, of those that are there. */
  readonly versionsOf: (numbers: readonly number[]) => Promise<ReadonlyMap<number, number>>;
  readonly newest: () => Promise<number>;
  /** The change after this newest one that a press on a card of this one began, if it began another. */
  readonly begunOn?: (number: number, newest: number) => Promise<number | undefined>;
  /** Hears of each edit that failed; it is tried again for some hours. */
  readonly onFault: (number: number, error: unknown) => void;
}

export function liveCards(options: LiveCardsOptions): LiveCards {
  const { chat, cards, latest, clock, render, versionsOf, onFault } = options;
  const inPace = pacer({ clock, pauseMs: PAUSE_BETWEEN_EDITS_MS, onFault });
  let isClosing = false;
  /** The cards that were pressed in this process while it still looks after those of others. */
  let pressedHere: Set<string> | undefined = new Set();
  const book = shownCards(cards, (number, error) => {
    onFault(number, error);
    inPace.ask('unsaved', { number, act: () => book.saveAgain().then(() => false) });
  });

  /** Looks at all cards together; each then has its own pace, so that a slow conversation holds back no other. */
  async function look(number: number, anew: boolean): Promise<boolean> {
    const version = (await versionsOf([number])).get(number);
    let isAnyDue = false;
    for (const card of await book.of(number)) {
      const message = await render(number, card.place, anew && card.pressedAfter !== undefined);
      if (message === undefined) continue;
      isAnyDue = true;
      inPace.ask(cardKey(card), { number, act: () => edit(number, card, { message, version }) });
    }
    return isAnyDue;
  }

  /** Not the card that shows another change by now. */
  async function edit(
    number: number,
    { place, messageId }: ShownCard,
    { message, version }: { readonly message: Message; readonly version: number | undefined },
  ): Promise<boolean> {
    const card = { place, messageId };
    const known = (await book.of(number)).find((other) => cardKey(other) === cardKey(card));
    if (known === undefined) return false;
    const result = await chat.update(await latest(card.place), card.messageId, message);
    if (result === 'gone') await book.remove(number, card);
    else if (version !== undefined && (known.version !== version || known.pressedAfter !== undefined)) {
      await book.note(number, { ...card, version });
    }
    return true;
  }

  function moved(number: number, anew = false): void {
    inPace.ask(`change ${number}`, { number, act: () => look(number, anew) });
  }

  const follow = following({ book, begunOn: options.begunOn, moved });

  return {
    async shown(number, { version, ...card }, insteadOf) {
      // In the place of another it is shown by the answer to a press, which may not arrive.
      const pressed = insteadOf === undefined ? {} : { pressedAfter: await options.newest() };
      await book.add(number, { ...card, ...pressed });
      // After, so that it is known of one change at least whenever the process ends.
      if (insteadOf !== undefined && insteadOf !== number) await book.remove(insteadOf, card);
      // It may have moved between the moment that the message pictures and this one.
      const stands = version === undefined ? undefined : (await versionsOf([number])).get(number);
      // An edit that is under way would bring back what the message showed before.
      const isBeingEdited = inPace.isBusy(cardKey(card));
      if (isBeingEdited || stands !== version || inPace.isBusy(`change ${number}`)) moved(number, isBeingEdited);
    },
    moved,
    async pressed(number, card, isOne = false) {
      pressedHere?.add(cardKey(card));
      await (isOne ? book.add(number, card) : book.note(number, card));
    },
    broken(number, card) {
      const act = () => follow.broken(number, card).then(() => false);
      inPace.ask(`pressed ${cardKey(card)}`, { number, act });
    },
    async catchUp() {
      const seen = new Set<string>();
      for await (const some of book.newestFirst()) {
        const versions = await versionsOf(some.map(([number]) => number));
        for (const [number, shown] of some) {
          for (const card of shown) {
            const key = cardKey(card);
            // A message that is known of two changes was about to go on from the older one to the newer.
            if (seen.has(key)) await book.remove(number, card);
            // What was pressed here has its answer from this process.
            else if (pressedHere?.has(key) !== true) await follow.left(number, card, versions.get(number));
            seen.add(key);
          }
        }
        await clock.breathe();
        if (isClosing) return;
      }
      pressedHere = undefined;
    },
    cardsOf: book.of,
    kept: book.saveAgain,
    forget: book.forget,
    close() {
      isClosing = true;
      return inPace.close();
    },
  };
}

interface Following {
  readonly begunOn: LiveCardsOptions['begunOn'] | undefined;
  readonly book: ShownCards;
  readonly moved: (number: number, anew: boolean) => void;
}

/** Cards that were pressed go on as what the press began, where whoever did that did not come to say so. */
function following({ book, begunOn, moved }: Following) {
  const begunBy = async (number: number, { pressedAfter }: ShownCard) =>
    pressedAfter === undefined ? undefined : begunOn?.(number, pressedAfter);

  async function goesOn(number: number, begun: number, { version: _, ...card }: ShownCard): Promise<void> {
    await book.add(begun, card);
    // After, as in `shown`: a process that ends in between leaves it with both, and the next one with the newer.
    await book.remove(number, card);
  }

  const isOf = async (number: number, card: ShownCard) =>
    (await book.of(number)).some((other) => cardKey(other) === cardKey(card));

  return {
    /** @param stands the version of the change as it stands */
    async left(number: number, card: ShownCard, stands: number | undefined): Promise<void> {
      const begun = await begunBy(number, card);
      if (begun !== undefined) await goesOn(number, begun, card);
      if (begun !== undefined || card.version !== stands) moved(begun ?? number, true);
    },
    async broken(number: number, card: Pressed): Promise<void> {
      const begun = await begunBy(number, card);
      if (begun === undefined) return;
      if (await isOf(number, card)) await goesOn(number, begun, card);
      if (await isOf(begun, card)) moved(begun, true);
    },
  };
}
