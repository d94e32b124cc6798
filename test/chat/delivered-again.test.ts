import { expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { MEGAN } from './teams-client.ts';

test('a message that is delivered again after a restart is answered once', async () => {
  const stage = await Stage.open();
  try {
    await stage.start({});
    const megan = stage.teams.personal(MEGAN);
    await megan.send('assign Visio to Sales', { id: 'said-once' });
    await stage.restart({});
    await megan.send('assign Visio to Sales', { id: 'said-once' });
    await megan.send('help', { id: 'said-then' });
    expect(megan.messages).toHaveLength(2);
  } finally {
    await stage.close();
  }
});
