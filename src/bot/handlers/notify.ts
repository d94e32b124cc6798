import { texts, type WatchTexts } from '../../core/text/catalogue.ts';
import { fill } from '../../core/text/fill.ts';
import { formatCount, pluralOf } from '../../core/text/format.ts';
import { joined, textOf } from '../cards/runs.ts';
import type { Place } from '../chat.ts';
import type { Services } from '../services.ts';
import { type Turn, viewContext } from '../turn.ts';
import { groupName, productName } from '../views/names.ts';
import { targetText } from '../views/record.ts';
import type { Named } from '../watch/scope.ts';
import type { Begun } from '../watch/watching.ts';
import type { Answer, Handler } from './handler.ts';

/** "ping this channel whenever …", "tell me when … is finished", and to stop it. */
export const notify: Handler = async (services, turn, { slots }) => {
  const { watch } = texts[turn.language];
  const place = slots.target === '@me' ? await ownChat(services, turn) : turn.place;
  if (place === undefined) return said(watch.noOwnChat);
  const named: Named = { groupIds: slots.ids?.groups ?? [], skuIds: slots.ids?.skus ?? [] };
  if (slots.off !== undefined) return stop(services, turn, { place, named });
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
  { place, named }: { readonly place: Place; readonly named: Named },
): Promise<Answer> {
  const { watch } = texts[turn.language];
  if (!(await services.watching.stop(place, named))) return said(watch.nothing);
  const names = namesText(services, turn, named);
  return said(names === '' ? watch.stopped : fill(watch.stoppedAbout, { names }));
}

function endSentence(
  services: Services,
  turn: Turn,
  { where, named, begun }: { readonly where: string; readonly named: Named; readonly begun: Begun },
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

function aboutText(services: Services, turn: Turn, named: Named): string {
  const names = namesText(services, turn, named);
  return names === '' ? '' : fill(texts[turn.language].watch.about, { names });
}

function namesText(services: Services, turn: Turn, { groupIds, skuIds }: Named): string {
  const context = viewContext(services, turn.language);
  const names = [...groupIds.map((id) => groupName(context, id)), ...skuIds.map((id) => productName(context, id))];
  return textOf(joined(names, ', '));
}

function said(text: string): Answer {
  return { messages: [{ text }] };
}
