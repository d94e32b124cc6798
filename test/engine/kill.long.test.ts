import { expect, it } from 'vitest';
import { startChild } from '../store/child-process.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { runsOf } from './settled-stage.ts';
import { stage } from './stage.ts';

const script = new URL('child.ts', import.meta.url);

it('a run whose process is killed again and again does everybody once, with one start and one finish', async () => {
  const dataDir = temporaryDirectory();
  for (const parts of [1, 2, 1]) {
    const child = startChild('apply', dataDir, { script });
    for (let part = 1; part <= parts; part += 1) {
      expect(await child.line()).toMatch(/^progress/);
    }
    await child.kill();
  }
  const last = startChild('apply', dataDir, { script });
  let line = await last.line();
  while (line?.startsWith('progress')) {
    line = await last.line();
  }
  expect(line).toBe('settled');
  await last.kill();

  const set = await stage({ dataDir });
  const changed = (await Array.fromAsync(set.store.audit.since(0))).filter(
    ({ activity }) => activity === 'Change user license',
  );
  expect(new Set(changed.map(({ target }) => target)).size).toBe(changed.length);
  expect(changed).toHaveLength(1_001);
  expect(runsOf(set, 'hr')).toEqual(['Start', 'Finish 999/1']);
  expect(runsOf(set, 'kiosk')).toEqual(['Start', 'Finish 2/0']);
  expect((await set.store.verifyAudit()).broken).toBeUndefined();
});
