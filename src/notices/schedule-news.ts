import { scheduledTime } from '../cards/change/schedule-sentences.ts';
import { changeSentence } from '../cards/change/scheduled.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Message, Place } from '../chat/chat.ts';
import type { Foundation } from '../chat/foundation.ts';
import { previewOfNow } from '../chat/record-card.ts';
import { viewContext } from '../chat/turn.ts';
import type { Begun } from '../engine/schedule.ts';
import type { Due, ScheduleNews } from '../engine/scheduled-changes.ts';
import { texts } from '../words/catalogue.ts';
import { fill } from '../words/fill.ts';
import { noteCutShort, sendOnce } from './send-once.ts';

/** Tells who asked, in their own chat or where they asked, what comes tomorrow and what became of what was due. */
export async function tellSchedule(
  services: Foundation,
  record: ChangeRecord,
  news: ScheduleNews,
  begun: Begun,
): Promise<void> {
  services.liveCards.moved(record.number);
  const place = await placeOf(services, record);
  if (place === undefined) return;
  const about = { kind: 'schedule', number: record.number } as const;
  if (begun.isCutShort) noteCutShort(services, about);
  const messages = (await messagesFor(services, record, news)).entries();
  for (const [at, message] of messages) {
    if (at < begun.messages) continue;
    await begun.note(at + 1);
    const messageId = await sendOnce(services, place, message, about).catch(async (error) => {
      await begun.note(at);
      throw error;
    });
    if (messageId === 'gone') return;
    if (message.shows !== undefined && messageId !== 'perhaps') {
      await services.liveCards.shown(message.shows, { place, messageId });
    }
  }
}

async function placeOf({ places, liveCards }: Foundation, record: ChangeRecord): Promise<Place | undefined> {
  const [card] = await liveCards.cardsOf(record.number);
  return (await places.personal(record.requestedBy.userId)) ?? (card && (await places.latest(card.place)));
}

async function messagesFor(
  services: Foundation,
  record: ChangeRecord,
  news: ScheduleNews,
): Promise<readonly Message[]> {
  const context = viewContext(services, record.language);
  const { schedule: words } = texts[record.language].record;
  const say = (pattern: string, more: Readonly<Record<string, string>> = {}): Message => {
    const change = changeSentence(context, record);
    return { text: fill(pattern, { number: String(record.number), change, ...more }) };
  };
  if (news.kind === 'remind') {
    const time = record.schedule === undefined ? news.at : scheduledTime(context, record.schedule, news.at);
    return [say(news.of === 'start' ? words.remindStart : words.remindEnd, { time })];
  }
  const { due, of } = news;
  switch (due.kind) {
    case 'began':
      return [say(words.began)];
    case 'tookBack': {
      const message = say(words.tookBack);
      return [due.notes.length === 0 ? message : { text: `${message.text} ${words.tookBackPart}` }];
    }
    case 'asks':
      return [say(of === 'start' ? words.startAsks : words.endAsks), ...(await previewOf(services, due))];
    case 'stage':
      return [];
    case 'stagesPaused':
      return [say(texts[record.language].record.stages.tellPaused)];
    case 'stagesDone':
      return [say(texts[record.language].record.stages.tellDone)];
    case 'nothingToTakeBack':
    case 'refused':
    case 'notAllowed':
      return [say(words[due.kind])];
  }
}

/** As it would come now; nothing when it was decided meanwhile. */
async function previewOf(
  services: Foundation,
  { number, notes }: Extract<Due, { readonly kind: 'asks' }>,
): Promise<readonly Message[]> {
  const record = await services.store.changes.get(number);
  if (record?.state !== 'previewed') return [];
  const preview = await previewOfNow(services, record, notes);
  return preview === undefined ? [] : [preview];
}
