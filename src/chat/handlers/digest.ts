import { digestCard } from '../../cards/alert/digest.ts';
import type { Digest } from '../../notices/digests/digests.ts';
import { lookBack } from '../../notices/digests/look-back.ts';
import { MS_A_DAY } from '../../time/civil.ts';
import { formatMoment } from '../../time/format-moment.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { sayDays } from '../../words/format.ts';
import { channelOf } from '../places.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Answer, Handler } from './handler.ts';
import { ownChat } from './notify.ts';

const A_WEEK_MS = 7 * MS_A_DAY;

/** "send me a summary every Monday at 8", "stop the summary"; without a day, one at once. */
export const digest: Handler = async (services, turn, { slots }) => {
  const { watch } = texts[turn.language];
  const { digest: words } = watch;
  const place = slots.target === '@me' ? await ownChat(services, turn) : turn.place;
  if (place === undefined) return said(watch.noOwnChat);
  if (slots.off !== undefined) return said((await services.digests.stop(place)) ? words.stopped : words.none);
  const { every, at } = slots;
  if (every === undefined || at === undefined) return now(services, turn);
  const { by, language, timeZone: zone } = turn;
  const begun = await services.digests.begin({ place, by, language, zone, days: every, at });
  const where = place === turn.place ? words.where[place.conversationType] : words.where.own;
  return said(fill(words.begun, { where, ...rhythmOf(begun, turn), first: nextOf(begun, turn) }));
};

/** What there is to tell of the time since the last summary of this place, or of a week. */
async function now(services: Services, { place, language, timeZone: zone }: Turn): Promise<Answer> {
  const weekAgo = new Date(services.clock.now().getTime() - A_WEEK_MS).toISOString();
  const told = await lookBack(services, (await services.digests.at(place)) ?? { since: weekAgo });
  return { messages: [cardMessage(digestCard(viewContext(services, language), { told, zone }))] };
}

/** "which summaries do I get": those that come here, to them, or elsewhere because they asked for it. */
export const listDigests: Handler = async (services, turn) => {
  const { digest: words } = texts[turn.language].watch;
  const own = await ownChat(services, turn);
  const isAt = ({ place }: Digest, other: Turn['place'] | undefined) =>
    other !== undefined && channelOf(place) === channelOf(other);
  const all = (await services.digests.all()).filter(
    (one) =>
      isAt(one, turn.place) ||
      isAt(one, own) ||
      (one.by.userId === turn.by.userId && one.place.conversationType !== 'personal'),
  );
  if (all.length === 0) return said(words.noneYours);
  const lines = all.map((one) => {
    const where = isAt(one, turn.place) ? words.whose.here : isAt(one, own) ? words.whose.own : words.whose.elsewhere;
    return fill(words.one, { where, ...rhythmOf(one, turn), next: nextOf(one, turn) });
  });
  return said(lines.join('\n\n'));
};

function rhythmOf({ days, at, zone }: Digest, { language }: Turn) {
  return { every: sayDays(days, language), at, zone };
}

function nextOf({ nextAt, zone }: Digest, { language }: Turn): string {
  return formatMoment({ ms: Date.parse(nextAt), zone }, language);
}

function said(text: string): Answer {
  return { messages: [{ text }] };
}
