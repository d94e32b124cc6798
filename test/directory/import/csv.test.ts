import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvFault, readCsv } from '../../../src/directory/import/csv.ts';

function read(text: string, chunkBytes = 1 << 20): readonly Record<string, string>[] {
  const bytes = Buffer.from(text);
  function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  return [...readCsv(chunks())].map((row) => Object.fromEntries(row));
}

describe('CSV', () => {
  it.each([
    ['commas', 'a,b\n1,"x, y"\n'],
    ['semicolons, and line ends of Windows', 'a;b\r\n1;"x, y"\r\n'],
    ['tabs, and no line end at the end', 'a\tb\n1\t"x, y"'],
    ['line ends of an old Mac', 'a,b\r1,"x, y"\r'],
    ['lines before the header, and empty ones', 'version:v1.0\nA,"B"\n\n1,"x, y"\n,\n'],
    ['a quoted header with other names', '"User [a] Required", B \n 1 , "x, y"\n'.replace(', "', ',"')],
  ])('is read with %s', (_, text) => {
    expect(read(text)).toEqual([{ a: '1', b: 'x, y' }]);
  });

  it('is the same however it comes in parts', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' ', ';'), maxLength: 5 });
    const table = fc.array(fc.tuple(cell, cell), { maxLength: 6 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 7 }), fc.constantFrom('\n', '\r\n'), (rows, size, lineEnd) => {
        const text = ['first,second', ...rows.map((row) => row.map(quoted).join(','))].join(lineEnd);
        const values = rows.map(([first, second]) => ({ first: first.trim(), second: second.trim() }));
        const told = values.filter(({ first, second }) => first !== '' || second !== '');
        // The first part has the header whole.
        const rest = Buffer.from(text).subarray('first,second'.length);
        function* chunks() {
          yield Buffer.from('first,second');
          for (let at = 0; at < rest.length; at += size) yield rest.subarray(at, at + size);
        }
        expect([...readCsv(chunks())].map((row) => Object.fromEntries(row))).toEqual(told);
      }),
    );
  });

  it('with a quotation mark that is never closed is refused, and not read as one row', () => {
    expect(() => read('a,b\n1,"x\n2,y\n')).toThrow(CsvFault);
    expect(() => read(`a,b\n1,"x\n${'2,y\n'.repeat(1 << 19)}`, 1 << 16)).toThrow(CsvFault);
  });
});
