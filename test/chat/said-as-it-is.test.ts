import { expect, test } from 'vitest';
import { onStage } from './watch-stage.ts';

test(
  'what somebody typed is said back as it is, whatever signs are in it',
  onStage(async ({ megan }) => {
    const help = await megan.say('help');
    const pressed = await megan.execute(help, 'say', { text: "show $& and $' {text}" });
    expect(pressed.body?.value).toContain("show $& and $' {text}");
  }),
);
