import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { literal } from '../../src/cards/literal.ts';

describe('what others wrote', () => {
  test.each([
    ['is left as it is', 'Élodie Martin (R&D)', 'Élodie Martin (R&D)'],
    [
      'keeps markdown, which a text run does not read',
      '**Cole** [Temp](https://x.example)',
      '**Cole** [Temp](https://x.example)',
    ],
    ['stays on one line', 'HR\r\n\tDepartment\u2028Two', 'HR Department Two'],
    ['has no spaces around it', '  HR  ', 'HR'],
    ['turns no direction', 'gpj.\u202eexe\u202c\u200f', 'gpj.exe'],
    ['hides nothing', 'Ad\u200bmin\u2060\u00ad\ufeff\u{e0041}', 'Admin'],
    ['joins no Latin letters', 'Ad\u200dmin', 'Admin'],
    ['keeps the joiners of Persian', 'می\u200cخواهم', '\u2068می\u200cخواهم\u2069'],
    ['keeps the joiners of emoji', '👩\u200d💻', '👩\u200d💻'],
    ['keeps its own direction to itself', 'משאבי אנוש', '\u2068משאבי אנוש\u2069'],
    ['asks for no date', '{{DATE(2026-01-01)}} {{{TIME()}}}', '{\u200b{DATE(2026-01-01)}} {\u200b{\u200b{TIME()}}}'],
    ['is never nothing', ' \u200b\n', '—'],
    ['is well-formed', 'a\ud800b', 'a\ufffdb'],
  ])('%s', (_, written, printed) => {
    expect(literal(written)).toBe(printed);
  });

  test('is one visible line without doubled braces, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (written) => {
        const printed = literal(written);
        expect(printed).not.toMatch(/\{\{|[\p{Cc}\u2028\u2029\u202a-\u202e\u2066\u2067]/u);
        expect(printed.trim()).not.toBe('');
      }),
    );
  });
});
