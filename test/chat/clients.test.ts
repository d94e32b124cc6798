import { describe, expect, test } from 'vitest';
import type { Chat } from './teams-client.ts';
import { nextMessage, onStage, shown, textIn } from './watch-stage.ts';

const ADELE_ID = 'aaaaaaaa-0000-4000-8000-000000000004';
const FIRST = { id: '1772000000001' };
const edited = { ...FIRST, type: 'messageUpdate', channelData: { eventType: 'editMessage' } };
const deleted = { ...FIRST, type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } };

const answerTo = (chat: Chat, text: string, fields: Parameters<Chat['sendAs']>[1] = {}) =>
  nextMessage(chat, () => chat.sendAs(text, fields));
const mention = (name: string, mentioned: object) => ({ type: 'mention', text: `<at>${name}</at>`, mentioned });

describe('a message that changes after it was sent', () => {
  test(
    'means what it says now',
    onStage(async ({ megan }) => {
      await answerTo(megan, 'assign Power BI Pro to Interns', FIRST);
      const preview = await answerTo(megan, 'assign Power BI Pro to Marketing', edited);
      expect(shown(preview)).toContain('Marketing');
      const end = shown(await megan.say('yes'));
      expect(end).toContain('Marketing');
      expect(end).not.toContain('Interns');
    }),
  );
  test(
    'is nothing that "yes" could mean when it is deleted',
    onStage(async ({ megan }) => {
      await answerTo(megan, 'give Adele Vance Power BI Pro', FIRST);
      await megan.sendAs('', deleted);
      expect(textIn(await megan.say('yes'))).not.toMatch(/Finished/);
      expect(shown(await megan.say('show Adele Vance'))).not.toContain('Power BI Pro');
    }),
  );
  test(
    'is read when it was not understood before',
    onStage(async ({ megan }) => {
      await answerTo(megan, 'assign Power BI Pro to Trainees', FIRST);
      expect(shown(await answerTo(megan, 'assign Power BI Pro to Interns', edited))).toContain('Interns');
    }),
  );
});

describe('what comes with a message and cannot be read', () => {
  test.each<[string, object]>([
    ['', { contentType: 'image/*', contentUrl: 'http://127.0.0.1/x.png' }],
    ['put these people in Brand Studio', { contentType: 'application/vnd.microsoft.teams.file.download.info' }],
    ['fyi', { contentType: 'forwardedMessageReference', content: '{}' }],
  ])('%j', (text, attachment) =>
    onStage(async ({ megan }) => {
      const answer = await answerTo(megan, text, {
        attachments: [attachment, { contentType: 'text/html', content: '' }],
      });
      expect(textIn(answer)).toBe('I cannot read pictures, files or forwarded messages: paste the text here.');
    })(),
  );
});

describe('a mention', () => {
  test.each<[string, string, readonly object[]]>([
    [
      'in two pieces',
      'give <at>Adele</at> <at>Vance</at> Power BI Pro',
      [mention('Adele', { id: '29:a4', name: 'Adele' }), mention('Vance', { id: '29:a4', name: 'Vance' })],
    ],
    [
      'of a guest, by id',
      'give <at>Adele Vance (Guest)</at> Power BI Pro',
      [mention('Adele Vance (Guest)', { id: '29:a4', aadObjectId: ADELE_ID })],
    ],
    [
      'under another name, by id',
      'give <at>Addie</at> Power BI Pro',
      [mention('Addie', { id: '29:a4', aadObjectId: ADELE_ID.toUpperCase() })],
    ],
  ])('%s means the person', (_how, text, entities) =>
    onStage(async ({ megan }) => {
      const preview = shown(await answerTo(megan, text, { entities }));
      expect(preview).toContain('adelev@contoso.com');
      expect(preview).toContain('Power BI Pro');
    })(),
  );
  test.each<[string, string, object]>([
    [
      'somebody of another tenant',
      'give <at>Adele Vance</at> Power BI Pro',
      mention('Adele Vance', { id: '29:other', aadObjectId: 'bbbbbbbb-0000-4000-8000-000000000099' }),
    ],
    [
      'a channel',
      'assign Power BI Pro to <at>Sales</at>',
      mention('Sales', { id: '19:channel-sales@thread.tacv2', name: 'Sales' }),
    ],
  ])('of %s is nobody here', (_what, text, entity) =>
    onStage(async ({ megan }) => {
      const question = shown(await answerTo(megan, text, { entities: [entity] }));
      expect(question).toContain('is nobody and no group of this directory');
      expect(question).not.toContain('<at');
    })(),
  );
  test(
    'of another app says nothing',
    onStage(async ({ megan }) => {
      const entities = [mention('Approvals', { id: '28:another-app', name: 'Approvals' })];
      expect(shown(await answerTo(megan, '<at>Approvals</at> how many E3 left', { entities }))).toContain(
        'Office 365 E3',
      );
    }),
  );
});
