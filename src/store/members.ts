import type { Database } from './database.ts';
import { damaged, parseStored } from './fault.ts';
import { insertRow, putRow, rowsOf } from './sealed.ts';

/** A person by their number in the store; whatever else is a member by its id. */
export type Member = number | string;

/** A change of one membership writes so many anew. */
const MEMBERS_OF_A_PART = 1_000;

/** Members of groups, in order of joining: lists of numbers, in parts. */
export interface Members {
  /** Of a group that has none. */
  insert(group: number, members: readonly Member[]): void;
  /** At the end. @throws StoreFault `Corrupt` when it is one already */
  add(group: number, member: Member): void;
  /** @throws StoreFault `Corrupt` when it is none */
  remove(group: number, member: Member): void;
}

export function members(database: Database): Members {
  const put = (group: number, part: number, list: readonly Member[]) =>
    putRow(database, 'members', '"group", part', [group, part, JSON.stringify(list)]);

  /** The part that has the member, as only a text that says so may be read. */
  function partWith(group: number, member: Member) {
    const search = `WHERE "group" = ? AND instr(',' || substr(members, 2, length(members) - 2) || ',', ?) > 0`;
    return rowsOf(database, 'members', search, group, `,${JSON.stringify(member)},`)
      .map(({ part, members }) => ({ part: Number(part), list: membersIn(members) }))
      .find(({ list }) => list.includes(member));
  }

  return {
    insert(group, list) {
      for (let from = 0; from < list.length; from += MEMBERS_OF_A_PART) {
        const part = from / MEMBERS_OF_A_PART;
        insertRow(database, 'members', [group, part, JSON.stringify(list.slice(from, from + MEMBERS_OF_A_PART))]);
      }
    },
    add(group, member) {
      if (partWith(group, member) !== undefined)
        throw damaged(`group ${group}, which has the member ${member} already,`);
      const [last] = rowsOf(database, 'members', 'WHERE "group" = ? ORDER BY part DESC LIMIT 1', group);
      const list = last === undefined ? [] : membersIn(last.members);
      const part = last === undefined ? 0 : Number(last.part);
      if (list.length < MEMBERS_OF_A_PART) put(group, part, [...list, member]);
      else put(group, part + 1, [member]);
    },
    remove(group, member) {
      const found = partWith(group, member);
      if (found === undefined) throw damaged(`group ${group}, which has no member ${member},`);
      const list = found.list.filter((other) => other !== member);
      put(group, found.part, list);
    },
  };
}

/** The members that a part lists. */
export function membersIn(list: unknown): Member[] {
  return parseStored<Member[]>(String(list), 'the members of a group');
}
