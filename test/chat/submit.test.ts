import { describe, expect, test } from 'vitest';
import { ADELE, actionsOf, cardOf, eventually, type SentMessage } from './teams-client.ts';
import { nextMessage, onStage, shown, textIn } from './watch-stage.ts';

const firstButton = (message: SentMessage) => actionsOf(cardOf(message))[0]?.['data'] as object;

describe('a client that cannot replace the card that was pressed', () => {
  test(
    'gets the answer as a new card, which follows the change to its end',
    onStage(async ({ megan }) => {
      const preview = await megan.say('add adelev@contoso.com to E3 Pilot');
      const answer = await nextMessage(megan, () => megan.submit(preview, 'apply', firstButton(preview)));
      await eventually(() => /Finished/.test(shown(answer)), 'the end on the new card');
    }),
  );

  test(
    'gets a refusal as a text',
    onStage(async ({ megan, teams }) => {
      const preview = await megan.say('add adelev@contoso.com to E3 Pilot');
      const adele = teams.personal(ADELE);
      const refusal = await nextMessage(adele, () => adele.submit(preview, 'apply', firstButton(preview)));
      expect(textIn(refusal)).toMatch(/administrator/i);
      const unknown = await nextMessage(megan, () => megan.submit(preview, 'no-such-verb', {}));
      expect(textIn(unknown)).toMatch(/^I do not know this button/);
    }),
  );
});
