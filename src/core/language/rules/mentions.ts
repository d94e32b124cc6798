import type { NameItem } from '../items.ts';
import type { Role } from './preposition.ts';

/** A name in its clause. */
export interface Mention {
  readonly item: NameItem;
  /** The word after which it stands; `object` for none. */
  readonly role: Role;
  /** Names joined by "and", "or" or commas are one list. */
  readonly list: number;
  /** Nothing joins it to the name before it. */
  readonly adjacent: boolean;
  /** It stands after "everyone in" or "members of": its members are meant. */
  readonly membersOf: boolean;
  /** It stands for "them", "her", "it". */
  readonly byPronoun: boolean;
}

/** The names of a clause as they come, each with the role in which it stands. */
export function mentionList() {
  let mentions: readonly Mention[] = [];
  let role: Role = 'object';
  let list = 0;
  let joined = true;
  let membersNext = false;

  function enterRole(next: Role): void {
    if (mentions.at(-1)?.membersOf) membersNext = false;
    role = next;
    list++;
    joined = true;
  }

  return {
    enterRole,
    add(item: NameItem, byPronoun: boolean): void {
      const membersOf = membersNext && (role === 'in' || role === 'of' || role === 'from');
      mentions = [...mentions, { item, role, list, adjacent: !joined, membersOf, byPronoun }];
      joined = false;
    },
    /** The next name belongs to the same list. */
    join(): void {
      joined = true;
    },
    /** After "everyone" or "members": a group that follows stands for its members. */
    expectMembers(): void {
      membersNext = true;
    },
    startVerb(next: Role): void {
      membersNext = false;
      enterRole(next);
    },
    /** "Yammer off": the plans before it are what is turned so; those after it where it `opens` a list. */
    turnTo(state: 'on' | 'without', opens: boolean): void {
      if (opens) {
        enterRole(state);
        return;
      }
      const list = mentions.at(-1)?.list;
      mentions = mentions.map((mention) => {
        const settled = mention.role === 'without' || mention.role === 'only' || mention.role === 'except';
        const open = mention.role === 'object' || mention.role === 'with' || (mention.list === list && !settled);
        return open && isPlan(mention) ? { ...mention, role: state } : mention;
      });
      enterRole('object');
    },
    /** "with Exchange only": true when plans were just named, which are then the only ones. */
    restrictLast(): boolean {
      const last = mentions.at(-1);
      if (last?.role !== 'with' || !isPlan(last)) return false;
      mentions = mentions.map((mention) => (mention.list === last.list ? { ...mention, role: 'only' } : mention));
      return true;
    },
    role: () => role,
    last: () => mentions.at(-1),
    all: () => mentions,
  };
}

function isPlan({ item }: Mention): boolean {
  return item.refs.some((ref) => ref.kind === 'plan');
}
