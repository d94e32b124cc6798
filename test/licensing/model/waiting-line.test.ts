import { expect, it } from 'vitest';
import { type TurnPlace, WaitingLine } from '../../../src/licensing/model/waiting-line.ts';

function turns(line: WaitingLine): readonly string[] {
  const all: string[] = [];
  for (let turn: TurnPlace | undefined = line.after(undefined); turn !== undefined; turn = line.after(turn)) {
    all.push(`${turn.group} ${turn.place}`);
  }
  return all;
}

it('has its turns in group order, then in the order of joining', () => {
  const rank = [2, 0, 1];
  const line = new WaitingLine((group) => rank[group] ?? 0);
  for (const [group, place] of [
    [0, 5],
    [1, 90_000],
    [2, 3],
    [1, 7],
    [0, 5],
    [2, 0],
  ] as const) {
    line.add(group, place);
  }
  expect(line.size).toBe(5);
  expect(turns(line)).toEqual(['1 7', '1 90000', '2 0', '2 3', '0 5']);
  line.delete(1, 7);
  line.delete(1, 90_000);
  line.delete(1, 90_000);
  line.delete(2, 4);
  expect(line.size).toBe(3);
  expect(turns(line)).toEqual(['2 0', '2 3', '0 5']);
  expect(line.after({ group: 2, rank: 1, place: 0 })).toMatchObject({ group: 2, place: 3 });
  expect(line.after({ group: 1, rank: 0, place: 99 })).toMatchObject({ group: 2, place: 0 });
});
