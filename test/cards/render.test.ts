import { describe, expect, test } from 'vitest';
import { button, buttons, formButton, secondary, shortTitle, textInput } from '../../src/cards/buttons.ts';
import type { CardData } from '../../src/cards/card.ts';
import { CARD_BYTES, renderCard } from '../../src/cards/render.ts';
import { name, words } from '../../src/cards/runs.ts';
import { type Node, nodesOf } from './adaptive-card.ts';

const plain: CardData = {
  language: 'en',
  fallbackText: 'A card.',
  kind: 'Group',
  title: words('HR Department'),
  footer: { left: words('Nothing has changed'), right: '{{TIME(2026-11-22T13:02:11Z)}}' },
};
const notice = (data: Partial<CardData> = {}) => renderCard({ name: 'notice', data: { ...plain, ...data } });
const ofType = (card: Node, type: string) => nodesOf(card).filter((node) => node['type'] === type);

describe('a card', () => {
  test('has no trace of parts that it was given nothing for', () => {
    expect(notice().body).toHaveLength(3);
  });

  test('prints what others wrote and evaluates none of it', () => {
    const written = ['$', '{kind} **x**'].join('');
    const runs = ofType(notice({ title: name(written) }), 'TextRun');
    expect(runs[0]?.['text']).toBe(written);
  });

  test('is itself on every rendering', () => {
    expect(notice()).toEqual(notice());
  });

  test('keeps names whole while they fit, and cuts them when they would not', () => {
    const people = (count: number) => Array.from({ length: count }, () => name('名'.repeat(120)));
    const short = ofType(notice({ sentences: people(10) }), 'TextRun').map((run) => String(run['text']));
    expect(short.filter((text) => text.length === 120)).toHaveLength(10);
    const card = notice({ sentences: people(100) });
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(CARD_BYTES);
    expect(ofType(card, 'TextRun').filter((run) => String(run['text']).endsWith('…'))).toHaveLength(100);
  });
});

describe('a button', () => {
  const press = { verb: 'apply', data: { id: 1042, v: 1 } } as const;

  test('carries its verb and its data, and nothing else', () => {
    const [action] = ofType(notice({ buttons: [button('Apply', press)] }), 'Action.Execute');
    expect(action).toEqual({ type: 'Action.Execute', title: 'Apply', ...press });
  });

  test('keeps data that say nothing: they are the handler’s', () => {
    const [action] = ofType(
      notice({ buttons: [button('Help', { verb: 'say', data: { text: '' } })] }),
      'Action.Execute',
    );
    expect(action?.['data']).toEqual({ text: '' });
  });

  test('with a form opens inputs, and the inputs’ own button sends them', () => {
    const input = textInput('text', { label: 'What?', placeholder: 'also', error: 'Say it.' });
    const form = formButton('Change', [input], button('Preview again', { verb: 'change', data: { id: 1, v: 1 } }));
    const [show] = ofType(notice({ buttons: [form] }), 'Action.ShowCard');
    expect(show?.['card']).toMatchObject({
      body: [{ type: 'Input.Text', id: 'text', isRequired: true }],
      actions: [{ type: 'Action.Execute', title: 'Preview again', verb: 'change' }],
    });
  });

  test('hides behind three dots only beside others', () => {
    const history = secondary('History', { verb: 'history', data: {} });
    expect(buttons(history)[0]?.secondary).toBe(false);
    expect(buttons(button('Apply', press), history)[1]?.secondary).toBe(true);
  });

  test('is one of five at most, and what does not apply is not there', () => {
    expect(buttons(false, null, undefined)).toEqual([]);
    expect(buttons(...Array.from({ length: 9 }, () => button('Apply', press)))).toHaveLength(5);
  });

  test('cuts a chosen name where it ends', () => {
    expect(shortTitle('Office 365 E3')).toBe('Office 365 E3');
    expect(Array.from(shortTitle('Enterprise Mobility + Security E3'))).toHaveLength(24);
  });
});
