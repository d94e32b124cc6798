import { targetText } from '../../cards/change/record.ts';
import { isUnclear } from '../../cards/question/unclear-times.ts';
import { joined, textOfRuns } from '../../cards/runs.ts';
import { groupLabel, productName } from '../../cards/text/names.ts';
import { readSchedule } from '../../changes/read-schedule.ts';
import type { WatchTargets } from '../../notices/alerts/scope.ts';
import type { WatchBegun } from '../../notices/alerts/watching.ts';
import { formatMoment } from '../../time/format-moment.ts';
import { texts, type WatchTexts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { formatCount, pluralOf } from '../../words/format.ts';
import type { Place } from '../chat.ts';
import type { Services } from '../services.ts';
import { type Turn, viewContext } from '../turn.ts';
import type { Answer, Handler, Heard } from './handler.ts';
import { unclearTimesAnswer } from './schedule.ts';

/** "ping this channel whenever …", "tell me when … is finished", and to stop it. */
export const notify: Handler = async (services, turn, heard) => {
  const { slots } = heard;
  const { watch } = texts[turn.language];
  const place = slots.target === '@me' ? await ownChat(services, turn) : turn.place;
  if (place === undefined) return said(watch.noOwnChat);
  const named: WatchTargets = { groupIds: slots.ids?.groups ?? [], skuIds: slots.ids?.skus ?? [] };
  if (slots.quiet !== undefined) return rest(services, turn, { place, named, quiet: slots.quiet });
  if (slots.off !== undefined) return stop(services, turn, { place, named, heard });
  const event = slots.event ?? 'failure';
  const begun = await services.watching.watch({
    place,
    by: turn.by,
    language: turn.language,
    event,
    ...(named.groupIds.length === 0 ? {} : { groupIds: named.groupIds }),
    ...(named.skuIds.length === 0 ? {} : { skuIds: named.skuIds }),
  });
  const where = place === turn.place ? watch.where[place.conversationType] : watch.where.own;
  if (event === 'finished') return said(endSentence(services, turn, { where, named, begun }));
  const promise = fill(event === 'any' ? watch.onAny : watch.onFailure, {
    where,
    about: aboutText(services, turn, named),
  });
  return said([promise, ...knownText(watch, begun.known, turn)].join(' '));
};

export async function ownChat(services: Services, { place, by }: Turn): Promise<Place | undefined> {
  return place.conversationType === 'personal' ? place : services.places.personal(by.userId);
}

async function stop(
  services: Services,
  turn: Turn,
  { place, named, heard }: { readonly place: Place; readonly named: WatchTargets; readonly heard: Heard },
): Promise<Answer> {
  const { watch } = texts[turn.language];
  const { timeZone: zone, language } = turn;
  const times = readSchedule(heard.slots, { nowMs: services.clock.now().getTime(), zone, language });
  if (isUnclear(times)) return unclearTimesAnswer(services, turn, heard, times);
  const untilMs = times.kind === 'schedule' ? times.endMs : undefined;
  const until = untilMs === undefined ? undefined : new Date(untilMs).toISOString();
  if (!(await services.watching.stop(place, named, until))) return said(watch.nothing);
  const names = namesText(services, turn, named);
  if (untilMs !== undefined) {
    const moment = formatMoment({ ms: untilMs, zone }, language);
    return said(fill(names === '' ? watch.muted : watch.mutedAbout, { names, moment }));
  }
  return said(names === '' ? watch.stopped : fill(watch.stoppedAbout, { names }));
}

/** Silence between hours of each day, or its end. */
async function rest(
  services: Services,
  { language, timeZone: zone }: Turn,
  { place, named, quiet }: { readonly place: Place; readonly named: WatchTargets; readonly quiet: string },
): Promise<Answer> {
  const { watch } = texts[language];
  if (quiet === 'off') return said((await services.watching.wake(place, named)) ? watch.awake : watch.notSilent);
  const [from = '', to = ''] = quiet.split('-');
  const isTold = await services.watching.quiet(place, { from: minutesOf(from), to: minutesOf(to), zone });
  return said(isTold ? fill(watch.quiet, { from, to, zone }) : watch.nothing);
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

function endSentence(
  services: Services,
  turn: Turn,
  { where, named, begun }: { readonly where: string; readonly named: WatchTargets; readonly begun: WatchBegun },
): string {
  const { watch } = texts[turn.language];
  const context = viewContext(services, turn.language);
  const changes = begun.changes.map((record) => `#${record.number} (${targetText(context, record)})`).join(', ');
  return changes === ''
    ? fill(watch.onNextEnd, { where, about: aboutText(services, turn, named) })
    : fill(watch.onEnd, { where, changes });
}

function knownText(watch: WatchTexts, known: number, { language }: Turn): readonly string[] {
  return known === 0 ? [] : [fill(pluralOf(watch.known, known), { count: formatCount(known, language) })];
}

function aboutText(services: Services, turn: Turn, named: WatchTargets): string {
  const names = namesText(services, turn, named);
  return names === '' ? '' : fill(texts[turn.language].watch.about, { names });
}

function namesText(services: Services, turn: Turn, { groupIds, skuIds }: WatchTargets): string {
  const context = viewContext(services, turn.language);
  const names = [...groupIds.map((id) => groupLabel(context, id)), ...skuIds.map((id) => productName(context, id))];
  return textOfRuns(joined(names, ', '));
}

function said(text: string): Answer {
  return { messages: [{ text }] };
}
