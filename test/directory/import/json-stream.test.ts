import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JsonFault, readJson } from '../../../src/directory/import/json-stream.ts';

function* inChunks(text: string, size: number): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function valuesOf(text: string, size: number): unknown[] {
  return [...readJson(inChunks(text, size), () => true)].map((piece) => (piece.kind === 'value' ? piece.value : piece));
}

const object = fc.dictionary(fc.string(), fc.jsonValue());
const between = fc.constantFrom('', '\n', '\r\n', ',\n', ' , ');

it('reads values one after the other, wherever the file is cut into chunks', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1 }), between, fc.integer({ min: 1, max: 9 }), (objects, gap, size) => {
      const text = objects.map((each) => JSON.stringify(each, undefined, 1)).join(gap);
      expect(valuesOf(text, size)).toEqual(objects.map((each) => JSON.parse(JSON.stringify(each))));
    }),
  );
});

it('reads the elements of a list as if they stood alone', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (objects, size) => {
      expect(valuesOf(JSON.stringify(objects), size)).toEqual(JSON.parse(JSON.stringify(objects)));
    }),
  );
});

it('finds that something is missing wherever a list ends too early', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1 }), fc.nat(), (objects, at) => {
      const text = Buffer.from(JSON.stringify(objects));
      const cut = text.subarray(0, 1 + (at % (text.length - 1)));
      expect(() => [...readJson([cut], () => true)]).toThrow(JsonFault);
    }),
  );
});
