import { expect, it } from 'vitest';
import { userParser } from '../../../src/directory/snapshot/parse-user.ts';

const ROW = '{"skuId":"e3","disabledPlans":["a","b"],"assignedByGroup":null,"state":"Active","error":"None"}';

it.each([
  `{"id":"ann","licenseAssignmentStates":[]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW},${ROW.replace('e3', 'e5')},${ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[{"note":"},{","plans":[{"id":1},{"id":2}]},${ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW}],"licenseAssignmentStates":[]}`,
  `{"id":"ann","manager":{"id":"bob","licenseAssignmentStates":[${ROW}]}}`,
  `{"id":"ann","note":",\\"licenseAssignmentStates\\":[","list":[{}]}`,
  `{ "id": "ann", "licenseAssignmentStates": [${ROW}] }`,
  `{"id":"ann","licenseAssignmentStates":[1,2]}`,
  `{"licenseAssignmentStates":[${ROW}],"id":"ann"}`,
])('parses as JSON does: %s', (line) => {
  expect(userParser()(line)).toEqual(JSON.parse(line));
});

it.each([
  `{"id":"ann","licenseAssignmentStates":[${ROW},]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW}${ROW}]}`,
  `{"id":"ann",,"licenseAssignmentStates":[${ROW}]}`,
  `"id":"ann","licenseAssignmentStates":[${ROW}]}`,
])('refuses what JSON refuses, in its words: %s', (line) => {
  let words = '';
  try {
    JSON.parse(line);
  } catch (error) {
    words = String(error);
  }
  expect(words).not.toBe('');
  expect(() => userParser()(line)).toThrow(words.replace('SyntaxError: ', ''));
});

it('gives rows of equal text as one object', () => {
  const parse = userParser();
  const rows = ['ann', 'bob'].map((id) => {
    const user = parse(`{"id":"${id}","licenseAssignmentStates":[${ROW}]}`) as { licenseAssignmentStates: unknown[] };
    return user.licenseAssignmentStates[0];
  });
  expect(rows[0]).toBe(rows[1]);
});
