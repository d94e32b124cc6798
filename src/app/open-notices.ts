import type { Place } from '../chat/chat.ts';
import type { Foundation } from '../chat/foundation.ts';
import type { Services } from '../chat/services.ts';
import { END_NEWS } from '../engine/change-ends.ts';
import { SCHEDULE_NEWS } from '../engine/scheduled-changes.ts';
import { openWatching } from '../notices/alerts/open-watching.ts';
import { openApprovals } from '../notices/approvals/open-approvals.ts';
import { delivery } from '../notices/delivery.ts';
import { openDigests, SUMMARY } from '../notices/digests/open-digests.ts';
import { scheduleNews } from '../notices/schedule-news.ts';
import { unsure } from '../notices/unsure.ts';
import type { Logger } from '../observe/log.ts';

type Notices = Pick<Services, 'approvals' | 'watching' | 'digests' | 'news' | 'unsure'>;

/** Whatever is told without being asked, and the one loop that tells what lies in the outbox. */
export function openNotices(services: Foundation, log: Logger): Notices {
  const { store, chat, clock } = services;
  const later = { wake: () => news.wake(), heard: (place: Place) => news.heard(place) };
  const ofChange = (event: string) => (change: number | undefined, error: unknown) =>
    log.error(event, { change, error: String(error) });
  const approvals = openApprovals(services, { news: later, onFault: ofChange('request not told'), warn: log.warn });
  const watching = openWatching({
    services,
    watches: store.kv('watches'),
    silent: store.kv('known-failures'),
    onFault: (channel, error) => log.error('news not told', { channel, error: String(error) }),
  });
  const digests = openDigests({
    services,
    digests: store.kv('digests'),
    wake: later.wake,
    onFault: (error) => log.error('summaries not looked for', { error: String(error) }),
  });
  const news = delivery({
    services,
    tellers: {
      [SCHEDULE_NEWS]: scheduleNews(services),
      [END_NEWS]: watching.ends,
      [SUMMARY]: digests.news,
      ...approvals.tellers,
    },
    onFault: ofChange('news not told'),
  });
  const doubts = unsure({
    chat,
    clock,
    doubts: store.kv('doubts'),
    onFault: (error) => log.warn('doubt not told', { error: String(error) }),
  });
  return { approvals, watching, digests, news, unsure: doubts };
}
