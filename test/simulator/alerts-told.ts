import { mayBeTold } from '../../src/notices/alerts/may-be-told.ts';
import { review } from '../../src/notices/alerts/review.ts';
import { type Watch, type Watched, watchFor } from '../../src/notices/alerts/watched.ts';
import type { Bot } from './process.ts';
import type { Teams } from './teams.ts';
import { expectThat } from './violation.ts';

/** Every failure that somebody wants to hear of is told where they asked for it; who asked in a channel too hears of it there. */
export async function checkAlerts({ services }: Bot, { gone }: Teams): Promise<void> {
  const { store, foresight } = services;
  const causes = await foresight.failingPeople('everywhere');
  const places = await store.kv<Omit<Watched, 'silent'>>('watches').entries();
  for (const [channel, kept] of places) {
    if (gone.has(channel) || !(await mayBeTold(services, kept.watches))) continue;
    const silent = (await store.kv<Watched['silent']>('known-failures').get(channel)) ?? {};
    const own = kept.watches.find(isPersonal)?.by.userId;
    const elsewhere = places.map(([, other]) => ({
      ...other,
      watches: other.watches.filter((watch) => watch.by.userId === own && !isPersonal(watch)),
    }));
    const { news } = review({ ...kept, silent }, { causes, scope: 'everywhere', toldByCard: () => false });
    const untold = news
      .filter(({ cause }) => !elsewhere.some((other) => watchFor(other, cause) !== undefined))
      .map(({ cause, people }) => `${cause.key} of ${people}`);
    expectThat(untold.length === 0, 'alerts are told', () => `${channel} was not told of ${untold.join('; ')}`);
  }
}

function isPersonal({ place }: Watch): boolean {
  return place.conversationType === 'personal';
}
