import { scheduledTime } from '../cards/change/schedule-sentences.ts';
import { changeSentence } from '../cards/change/scheduled.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Message, Place } from '../chat/chat.ts';
import type { Foundation } from '../chat/foundation.ts';
import { previewOfNow } from '../chat/record-card.ts';
import { viewContext } from '../chat/turn.ts';
import type { ScheduleNews } from '../engine/scheduled-changes.ts';
import { texts } from '../words/catalogue.ts';
import { fill } from '../words/fill.ts';
import type { Teller } from './teller.ts';

/** Tells who asked, in their own chat or where they asked, what comes tomorrow and what became of what was due. */
export function scheduleNews(services: Foundation): Teller<ScheduleNews> {
  const { store, liveCards } = services;
  return {
    async recipients({ about }) {
      liveCards.moved(about);
      const record = await store.changes.get(about);
      return record === undefined ? [] : [record.requestedBy.userId];
    },
    async compose({ about, news }) {
      const record = await store.changes.get(about);
      const place = record && (await placeOf(services, record));
      const message = record && (await messageOf(services, record, news));
      return place && message && { place, message };
    },
    async sent({ news }, card) {
      if (news.kind !== 'shows') return;
      await liveCards.shown(news.number, card);
      // The row alone knows of the card after a restart, until the disk has taken it.
      await liveCards.kept();
    },
  };
}

async function placeOf({ places, liveCards }: Foundation, record: ChangeRecord): Promise<Place | undefined> {
  const [card] = await liveCards.cardsOf(record.number);
  return (await places.personal(record.requestedBy.userId)) ?? (card && (await places.latest(card.place)));
}

async function messageOf(services: Foundation, record: ChangeRecord, news: ScheduleNews): Promise<Message | undefined> {
  if (news.kind === 'shows') return previewNow(services, news);
  const context = viewContext(services, record.language);
  const { schedule: words } = texts[record.language].record;
  const say = (pattern: string, more: Readonly<Record<string, string>> = {}): Message => {
    const change = changeSentence(context, record);
    return { text: fill(pattern, { number: String(record.number), change, ...more }) };
  };
  if (news.kind === 'remind') {
    const time = record.schedule === undefined ? news.at : scheduledTime(context, record.schedule, news.at);
    return say(news.of === 'start' ? words.remindStart : words.remindEnd, { time });
  }
  const { due, of } = news;
  switch (due.kind) {
    case 'began':
      return say(words.began);
    case 'tookBack': {
      const message = say(words.tookBack);
      return due.notes.length === 0 ? message : { text: `${message.text} ${words.tookBackPart}` };
    }
    case 'asks':
      return say(of === 'start' ? words.startAsks : words.endAsks);
    case 'stage':
      return undefined;
    case 'stagesPaused':
      return say(texts[record.language].record.stages.tellPaused);
    case 'stagesDone':
      return say(texts[record.language].record.stages.tellDone);
    case 'nothingToTakeBack':
    case 'refused':
    case 'notAllowed':
      return say(words[due.kind]);
  }
}

/** As it would come now; nothing when it was decided meanwhile. */
async function previewNow(
  services: Foundation,
  { number, notes }: Extract<ScheduleNews, { readonly kind: 'shows' }>,
): Promise<Message | undefined> {
  const record = await services.store.changes.get(number);
  return record?.state === 'previewed' ? previewOfNow(services, record, notes) : undefined;
}
