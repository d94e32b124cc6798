import { damaged, parseStored } from '../../store/fault.ts';
import type { Database, SqlValue } from '../../store/sqlite/database.ts';
import { insertRow, putRow, rowsOf } from '../../store/sqlite/sealed.ts';

/** A person by their number in the store; whatever else is a member by its id. */
export type Member = number | string;

/** A change of one membership writes so many anew. */
const MEMBERS_OF_A_PART = 1_000;

/** Members of groups, in order of joining: lists of numbers, in parts. */
export interface MemberTable {
  /** Of a group that has none. */
  insert(group: number, members: readonly Member[]): void;
  /** At the end. @throws StoreFault `Corrupt` when it is one already */
  add(group: number, member: Member): void;
  /** @throws StoreFault `Corrupt` when it is none */
  remove(group: number, member: Member): void;
}

export function memberTable(database: Database): MemberTable {
  const places = memberPlaces(database);
  const put = (group: number, part: number, list: readonly Member[]) =>
    putRow(database, 'members', '"group", part', [group, part, JSON.stringify(list)]);
  const partsOf = (group: number, rest: string, ...values: SqlValue[]) =>
    rowsOf(database, 'members', `WHERE "group" = ? ${rest}`, group, ...values).map(({ part, members: list }) => ({
      part: Number(part),
      list: membersIn(list),
    }));

  return {
    insert(group, list) {
      for (let from = 0; from < list.length; from += MEMBERS_OF_A_PART) {
        const part = from / MEMBERS_OF_A_PART;
        insertRow(database, 'members', [group, part, JSON.stringify(list.slice(from, from + MEMBERS_OF_A_PART))]);
      }
    },
    add(group, member) {
      if (places.find(group, member) !== undefined) {
        throw damaged(`group ${group}, which has the member ${member} already,`);
      }
      const [last = { part: 0, list: [] }] = partsOf(group, 'ORDER BY part DESC LIMIT 1');
      const isFull = last.list.length >= MEMBERS_OF_A_PART;
      const part = isFull ? last.part + 1 : last.part;
      put(group, part, isFull ? [member] : [...last.list, member]);
      places.put(group, member, part);
    },
    remove(group, member) {
      const part = places.find(group, member);
      const [found] = part === undefined ? [] : partsOf(group, 'AND part = ?', part);
      if (part === undefined || found?.list.includes(member) !== true) {
        throw damaged(`group ${group}, which has no member ${member},`);
      }
      put(
        group,
        part,
        found.list.filter((other) => other !== member),
      );
      places.put(group, member, undefined);
    },
  };
}

/** In which part a member of a group is. */
interface MemberPlaces {
  find(group: number, member: Member): number | undefined;
  put(group: number, member: Member, part: number | undefined): void;
}

/** One member is searched for; of a group of which several are asked for one after the other, all places are learnt. */
function memberPlaces(database: Database): MemberPlaces {
  let asked: number | undefined;
  let learnt: { readonly group: number; readonly undone: number; readonly parts: Map<Member, number> } | undefined;

  function search(group: number, member: Member): number | undefined {
    // A text that says so is only likely to have it: what it lists must be read.
    const sql = `WHERE "group" = ? AND instr(',' || substr(members, 2, length(members) - 2) || ',', ?) > 0`;
    const likely = rowsOf(database, 'members', sql, group, `,${JSON.stringify(member)},`);
    const found = likely.find(({ members: list }) => membersIn(list).includes(member));
    return found && Number(found.part);
  }

  function learn(group: number): Map<Member, number> {
    const parts = new Map<Member, number>();
    for (const { part, members: list } of rowsOf(database, 'members', 'WHERE "group" = ?', group)) {
      for (const member of membersIn(list)) parts.set(member, Number(part));
    }
    learnt = { group, undone: database.undone, parts };
    return parts;
  }

  const known = (group: number) =>
    learnt?.group === group && learnt.undone === database.undone ? learnt.parts : undefined;

  return {
    find(group, member) {
      if (asked !== group) learnt = undefined;
      const isAgain = asked === group;
      asked = group;
      return isAgain ? (known(group) ?? learn(group)).get(member) : search(group, member);
    },
    put(group, member, part) {
      if (part === undefined) known(group)?.delete(member);
      else known(group)?.set(member, part);
    },
  };
}

/** The members that a part lists. */
export function membersIn(list: unknown): Member[] {
  return parseStored<Member[]>(String(list), 'the members of a group');
}
