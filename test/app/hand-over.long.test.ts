import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from '../../src/app/serve.ts';
import '../../src/app/standby.ts';
import { readConfig } from '../../src/config/config.ts';
import '../../src/store/postgres/watch-owner.ts';
import { MEGAN, TeamsClient } from '../chat/teams-client.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { networkTo } from '../failover/proxy.ts';
import { databaseForTest, isLeftOut } from '../store/postgres/database.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';

async function owner() {
  const network = await networkTo(await databaseForTest());
  onTestFinished(() => network.close());
  const env = { DATA_DIR: temporaryDirectory(), DATABASE_URL: network.url, PORT: '0', CHAT: 'off', LOG_LEVEL: 'error' };
  const read = readConfig(env);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  const clock = virtualClock();
  const running = await serve(read.config, clock);
  const teams = await TeamsClient.start(`http://127.0.0.1:${running.port}/api/messages`);
  onTestFinished(() => teams[Symbol.asyncDispose]());
  return { network, clock, running, teams };
}

describe.skipIf(isLeftOut)('the owner of a database that is asked to stop', () => {
  it.each(['the database', 'Teams', 'nothing'])('has stopped within ten seconds, though %s hangs', async (hangs) => {
    const { network, clock, running, teams } = await owner();
    const megan = teams.personal(MEGAN);
    network.isCut = hangs === 'the database';
    teams.silent = hangs === 'Teams';
    const asked = megan.send('help').then(
      ({ status }) => status,
      () => 'cut off',
    );
    if (hangs === 'nothing') expect(await asked).toBe(200);
    let isOver = false;
    const closed = running.close().finally(() => {
      isOver = true;
    });
    const startMs = clock.elapsedMs();
    while (!isOver) await clock.advance(50);
    await closed;
    expect(clock.elapsedMs() - startMs).toBeLessThanOrEqual(10_000);
    expect(hangs === 'nothing' ? [200] : ['cut off', 503]).toContain(await asked);
  });
});
