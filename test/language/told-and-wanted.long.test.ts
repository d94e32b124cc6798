import { expect, test } from 'vitest';
import type { ProductSlot } from '../../src/language/command.ts';
import { understand } from '../../src/language/understand.ts';
import { isChange } from './changes.ts';
import { chat } from './tenants.ts';

const TOLD =
  'has E1|have E1|had E1|got E1|uses E1|is using E1|used E1|used to have E1|is on E1|are on E1|was on E1|is still on E1|already has E1|now has E1|only has E1|are licensed with E1|was given E1|received E1|is stuck with E1|has always had E1|works with E1|with E1|lost E1|asked for E1|wanted E1|never got E1|has no E1|heeft E1|hebben E1|had E1|kreeg E1|gebruikt E1|zit op E1|zat nog op E1|heeft nu E1|heeft al E1|heeft alleen E1|heeft E1 gekregen|werkt met E1|staat op E1|verloor E1|vroeg om E1|heeft geen E1|met E1';
const WANTED =
  ' needs E3| and needs E3| but needs E3| and wants E3| should have E3| and should have E3| but should have E3| and must get E3| and gets E3| but gets E3|, give them E3|, should be E3|, must be E3|, make it E3|, E3 please| but E3| E3 instead| so give E3|; E3 now| en heeft E3 nodig| maar heeft E3 nodig| en wil E3| en moet E3 hebben| maar moet E3 krijgen| en krijgt E3|, geef ze E3|, moet E3 zijn|, maak daar E3 van|, E3 graag| liever E3|, dus E3';

/** All that is given, where nothing else is done. */
function given(text: string): readonly string[] | string {
  const { intent, slots } = understand(text, { names: chat });
  if (intent === 'assign_license') return (slots.products as readonly ProductSlot[]).map(({ sku }) => sku);
  if (intent === 'swap_license') return [String(slots.to)];
  return isChange({ intent, slots }) ? intent : [];
}

test('what somebody has, had or lost is neither given nor taken beside what they need', () => {
  const texts = TOLD.split('|').flatMap((told) => WANTED.split('|').map((wanted) => `Marketing ${told}${wanted}`));
  const wrong = texts.flatMap((text) => {
    const all = given(text);
    return all.length === 0 || String(all) === 'ENTERPRISEPACK' ? [] : [`${text} ⇒ ${all}`];
  });
  expect(wrong).toEqual([]);
});
