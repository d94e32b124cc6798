import { describe, expect, test } from 'vitest';
import type { Digest } from '../../src/notices/digests/digests.ts';
import type { SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { quiet } from './quick-clock.ts';
import { type Chat, eventually } from './teams-client.ts';
import { nextMessage, one, onStage, type Stage, shown, textIn } from './watch-stage.ts';

/** Summaries that come by themselves, through real HTTP on loopback, over restarts. */

const PAST = '2026-01-05T08:00:00.000Z';

/** The bot is down while the time of every summary comes; then it starts again. */
async function whenItsTimeComes({ meanwhile }: Stage, more: Partial<Digest> = {}): Promise<void> {
  await meanwhile(async (_, store) => {
    for (const [channel, digest] of await stored(store)) {
      await store.kv<Digest>('digests').set(channel, { ...digest, nextAt: PAST, ...more });
    }
  });
}

const stored = (store: SqliteStore) => store.kv<Digest>('digests').entries();
const isDigest = ({ states }: Chat['messages'][number]) => states[0]?.activity.attachments !== undefined;
const digestsIn = (chat: Chat) =>
  chat.messages
    .filter(isDigest)
    .map(shown)
    .filter((text) => /^(?:Summary|Samenvatting)/.test(text));

describe('a summary', () => {
  test(
    'tells what is new, once, over restarts; and nothing where nothing is',
    onStage(async (stage) => {
      const { megan, joins } = stage;
      expect(textIn(await megan.say('send me a summary every Monday at 8'))).toMatch(
        /^I send a summary to you every Monday at 08:00 \(UTC\), the first one on Monday .*, 08:00 \(UTC\): /,
      );
      await joins(one);
      const digest = await nextMessage(megan, () => whenItsTimeComes(stage));
      const text = shown(digest);
      expect(text).toMatch(/^Summary/);
      expect(text).toMatch(/Since \w+day \d+ \w+ \d{4}/);
      expect(text).toContain('1 new');
      expect(text).toContain('E3 Pilot');
      expect(text).toContain('Megan Bowen');
      // Nothing has happened since: it stays silent, and comes round again.
      await whenItsTimeComes(stage);
      await quiet();
      expect(digestsIn(megan)).toHaveLength(1);
      expect(textIn(await megan.say('which summaries do I get'))).not.toContain('5 January 2026');
    }),
  );

  test(
    'that was perhaps sent when the bot was killed is not sent again',
    onStage(async (stage) => {
      const { megan, joins, meanwhile } = stage;
      await megan.say('send me a summary every Monday at 8');
      await joins(one);
      await meanwhile(async (_, store) => {
        const [[channel, digest] = []] = await stored(store);
        if (channel === undefined || digest === undefined) throw new Error('there is no summary');
        await store.kv<Digest>('digests').set(channel, { ...digest, nextAt: PAST });
        const { since: from, known } = digest;
        const said = { from, known, since: new Date().toISOString(), nextAt: digest.nextAt };
        await store.outbox.replace(await store.outbox.put('digest', 0, {}, channel), said, 'sending');
      });
      await quiet();
      expect(digestsIn(megan)).toEqual([]);
      expect(textIn(await megan.say('which summaries do I get'))).not.toContain('5 January 2026');
    }),
  );

  test(
    'that Teams did not take is tried again soon, with the same news, and comes once',
    onStage(async (stage) => {
      const { megan, joins, meanwhile, teams } = stage;
      await megan.say('send me a summary every Monday at 8');
      await joins(one);
      const before = teams.calls.length;
      teams.deaf.add(megan.id);
      await whenItsTimeComes(stage);
      await eventually(() => teams.calls.length > before || undefined, 'the first try');
      await quiet();
      expect(digestsIn(megan)).toEqual([]);
      await meanwhile(async (_, store) => {
        expect(await store.outbox.of('digest')).toMatchObject([{ recipient: megan.id, state: 'due' }]);
      });
      teams.deaf.delete(megan.id);
      expect(shown(await nextMessage(megan, () => meanwhile(async () => undefined)))).toContain('1 new');
      await whenItsTimeComes(stage);
      await quiet();
      expect(digestsIn(megan)).toHaveLength(1);
    }),
  );

  test(
    'of a channel comes there, in its language; what comes where can be asked, and ends when somebody says so',
    onStage(async (stage) => {
      const { channel, megan } = stage;
      expect(textIn(await channel.say('stuur dit kanaal elke werkdag om 9 uur een samenvatting'))).toContain(
        'Ik stuur elke werkdag om 09:00 (UTC) een samenvatting naar dit kanaal, de eerste op ',
      );
      expect(textIn(await megan.say('which summaries do I get'))).toContain(
        'In another chat or channel, as you asked for',
      );
      const digest = await nextMessage(channel, async () => {
        await stage.joins(one);
        await whenItsTimeComes(stage);
      });
      expect(shown(digest)).toContain('Mislukte toewijzingen');
      expect(textIn(await channel.say('stop de samenvatting'))).toBe('Gestopt: hier komt geen samenvatting meer.');
      expect(textIn(await megan.say('which summaries do I get'))).toContain('You get no summary.');
    }),
  );
});
