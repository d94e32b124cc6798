import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildNames } from '../../src/language/names/build-names.ts';
import { nameKeys } from '../../src/language/text.ts';
import { understand } from '../../src/language/understand.ts';
import { chat, sourceOf } from './tenants.ts';

const say = (text: string) => understand(text, { names: chat, botName: 'Seatkeeper' });

test.each([
  'Hi Carol, could you please add Dave to Interns?',
  'Carol, please add Dave to Interns',
  'Beste Carol, zet Dave in Interns',
])('%s is said to Carol, and about Dave', (text) => {
  expect(understand(text, { names: chat }).slots.users).toEqual(['dave@contoso.com']);
});

describe('people as clients paste them', () => {
  const BOTH = ['bob@contoso.com', 'carol@contoso.com'];
  test.each([
    'put Bob de Vries <bob@contoso.com>; Carol Jansen <carol@contoso.com> in Interns',
    'put de Vries, Bob <bob@contoso.com>; Jansen, Carol <carol@contoso.com> in Interns',
    'Put de Vries, Bob (Contoso) <bob@contoso.com>; Jansen, Carol <carol@contoso.com> in Interns',
    'voeg de Vries, Bob <bob@contoso.com>; Jansen, Carol <carol@contoso.com> toe aan Interns',
    'put these people in Interns:\nbob@contoso.com\ncarol@contoso.com',
    'put in Interns:\n- bob@contoso.com\n- carol@contoso.com',
    'zet deze mensen in Interns:\n1. Bob de Vries\n2. Carol Jansen',
    'put in Interns:\r\nName\tE-mail\r\nBob de Vries\tbob@contoso.com\r\nCarol Jansen\tcarol@contoso.com',
    'put [bob@contoso.com](mailto:bob@contoso.com) and carol@contoso.com in Interns',
    '<p>put in Interns:</p><table><tr><td>Bob de Vries</td><td>bob@contoso.com</td></tr><tr><td>Carol Jansen</td><td>carol@contoso.com</td></tr></table>',
    'Graag toevoegen aan Interns:\nBob de Vries <bob@contoso.com>; Carol Jansen <carol@contoso.com>\n\nMet vriendelijke groet,\nMegan',
  ])('%j', (text) => {
    expect(say(text)).toMatchObject({ intent: 'add_member', slots: { users: BOTH, groups: ['Interns'] } });
  });
  test('the list of who goes', () => {
    expect(say('haal deze mensen uit Interns:\nbob@contoso.com\ncarol@contoso.com')).toMatchObject({
      intent: 'remove_member',
      slots: { users: BOTH },
    });
  });
  test('a name that is not the bearer’s is not passed over', () => {
    expect(say('put Alice Jones <bob@contoso.com> in Interns').intent).toBe('clarify');
    expect(say('remove Carol Jansen from Marketing; put Bob <bob@contoso.com> in Interns').intent).not.toBe(
      'add_member',
    );
  });
  test('sixty at once; beyond the limit it is told', () => {
    const users = Array.from({ length: 300 }, (_, at) => ({
      id: `aaaaaaaa-0000-4000-9000-${String(at).padStart(12, '0')}`,
      displayName: `Person ${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`,
      userPrincipalName: `person${at}@contoso.com`,
    }));
    const interns = {
      id: 'bbbbbbbb-0000-4000-9000-000000000000',
      displayName: 'Interns',
      members: [],
      assignedLicenses: [],
    };
    const names = buildNames(sourceOf([interns], users, chat.source.skus));
    const put = (count: number) =>
      understand(
        `put ${users
          .slice(0, count)
          .map((user) => `${user.displayName} <${user.userPrincipalName}>`)
          .join('; ')} in Interns`,
        { names },
      );
    expect(put(60).slots.users).toHaveLength(60);
    expect(put(300)).toMatchObject({ intent: 'clarify', reading: expect.stringContaining('4000') });
  });
});

describe('what clients put around words', () => {
  test.each([
    '<quoted messageId="1772000000001"/>\r\nassign E3 to Interns',
    '<blockquote itemid="1"><strong>Bot</strong><p>Assign E5 to HR Department</p></blockquote><p>assign E3 to Interns</p>',
    '<h1>assign E3 to Interns</h1>',
    '<p>assign E3 to <font color="red">Interns</font></p>',
    '<codeblock class=""><code>assign E3 to Interns</code></codeblock>',
    '<p>assign E3 to Interns <emoji id="yes" alt="👍" title="Yes"></emoji></p>',
    'assign E3 to Interns 👍🏽',
    'assign E3 to <s>HR Department</s> Interns',
    'assign E3 to Interns\n\nSent from my iPhone',
    'Hi,\n\nPlease assign E3 to Interns.\n\nThanks,\nMegan',
    'Hoi,\n\nwil je E3 toewijzen aan Interns?\n\nAlvast bedankt,\nMegan',
  ])('%j says nothing more', (text) => {
    expect(say(text)).toMatchObject({
      intent: 'assign_license',
      slots: { groups: ['Interns'], products: [{ sku: 'ENTERPRISEPACK' }] },
    });
  });
  test('what forbids, and what is asked below thanks, is not passed over', () => {
    expect(say('assign E3 to Interns ❌').intent).toBe('clarify');
    expect(say('Thanks,\nremove E3 from Interns').intent).toBe('remove_license');
    expect(say('assign E3 to Interns\nThanks,\nremove E5 from Marketing').intent).not.toBe('assign_license');
  });
  test('yes with a thumb is yes', () => {
    expect(understand('yes 👍', { names: chat, conversation: { pending: 42 } }).intent).toBe('confirm');
  });
});

test.each(['show Bob Bennett', 'toon Bob Bennett', 'what changed for Bob Bennett', 'why did Bob Bennett fail'])(
  '%s is not answered with another Bob',
  (text) => {
    expect(say(text)).toMatchObject({ intent: 'clarify', reading: expect.stringContaining('Bob Bennett') });
  },
);

test('a name is known by the same words whichever way it is read', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'abzABZ019 .-àéÉïöüßøØåæÆçñðÐþÞÿ'),
    minLength: 1,
    maxLength: 35,
  });
  // What nobody sees is read past, and only names without it are read the short way.
  const property = fc.property(letters, (name) => {
    expect(nameKeys(name)).toEqual(nameKeys(`${name}\u200b`));
  });
  fc.assert(property);
});
