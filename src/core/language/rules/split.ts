import { type Item, type NameItem, says } from '../items.ts';
import { ASKING_VERBS, readClause } from './clause.ts';

/** Cuts a command where a further one begins: after "and then", ";" or "and" before a verb. */
export function splitClauses(
  items: readonly Item[],
  beginsRequest: (item: Item | undefined) => boolean,
): (readonly Item[])[] {
  const clauses: Item[][] = [[]];
  items.forEach((item, at) => {
    const current = clauses.at(-1) ?? [];
    const joins = says(item, 'and', 'after') || (item.kind === 'break' && item.mark !== ':');
    // "turn on Yammer and turn off Sway for HR": one change of plans, whose target comes last.
    const turning = current.some((other) => says(other, 'turn', 'enable', 'disable')) && !current.some(isTarget);
    const complete =
      !turning && (current.some((other) => other.kind === 'name' || other.kind === 'number') || current.length > 2);
    if (joins && complete && begins(items, at + 1, beginsRequest)) clauses.push([]);
    else current.push(item);
  });
  return clauses.map(withoutOpening).flatMap((clause) => gapped(clause));
}

function isTarget(item: Item): boolean {
  return item.kind === 'name' && item.refs.some((ref) => ref.kind === 'group' || ref.kind === 'user');
}

function withoutOpening(items: readonly Item[]): readonly Item[] {
  const first = items.findIndex((item) => !says(item, 'after') && item.kind !== 'break');
  return first > 0 ? items.slice(first) : items;
}

function begins(items: readonly Item[], at: number, beginsRequest: (item: Item | undefined) => boolean): boolean {
  const item = items[at];
  if (says(item, 'after', 'also', 'and') || (says(item, 'polite') && !says(item, ...ASKING_VERBS))) {
    return begins(items, at + 1, beginsRequest);
  }
  if (says(item, 'turn', 'disable', 'enable') && endsWithoutTarget(items, at)) return false;
  return says(item, ...ASKING_VERBS) || beginsRequest(item) || (item?.kind === 'name' && endsInRequest(items, at));
}

/** Dutch says the verb last: "en HR Department opnieuw verwerken". */
function endsInRequest(items: readonly Item[], at: number): boolean {
  const last = items.slice(at).findLast((item) => item.kind !== 'break' && !says(item, 'polite'));
  return last?.kind === 'unknown' && /^(?:her)?verwerken$/i.test(last.text);
}

/** "and turn Yammer off": belongs to what was said before it. */
function endsWithoutTarget(items: readonly Item[], at: number): boolean {
  return items.slice(at).every((item) => item.kind !== 'name' || item.refs.every((ref) => ref.kind === 'plan'));
}

/** "E3 to HR and E5 to Marketing": what is given, to whom, and both again. The verb counts for each. */
function gapped(items: readonly Item[]): (readonly Item[])[] {
  const clause = readClause(items);
  const verb = clause.verbs[0];
  const stretches = stretchesOf(items, clause.mentions);
  const [first, , third, fourth] = stretches;
  if (first === undefined || third === undefined || fourth === undefined) return [items];
  const cut = items.findIndex((item) => item.start >= third.start);
  const before = trimmed(items.slice(0, startOfPhrase(items, cut)));
  const after = items.slice(startOfPhrase(items, cut));
  return [before, ...gapped(verb === undefined ? after : [verb, ...after.filter((item) => !says(item, 'and'))])];
}

interface Stretch {
  readonly kind: 'given' | 'target';
  readonly start: number;
}

/** Alternating stretches of what is given and who gets it; exclusions belong to what is given. */
function stretchesOf(items: readonly Item[], mentions: ReturnType<typeof readClause>['mentions']): Stretch[] {
  const stretches: Stretch[] = [];
  const isOf = (item: NameItem, ...kinds: readonly string[]) => item.refs.some((ref) => kinds.includes(ref.kind));
  const licenses = mentions.some(({ item }) => isOf(item, 'sku', 'plan'));
  const people = mentions.some(({ item }) => isOf(item, 'user')) && mentions.some(({ item }) => isOf(item, 'group'));
  for (const { item, role } of mentions) {
    if (role === 'without' || role === 'except' || role === 'only' || role === 'with') continue;
    const target = licenses ? isOf(item, 'group', 'user') : people ? !isOf(item, 'user') : role !== 'object';
    const kind = target ? 'target' : 'given';
    if (stretches.at(-1)?.kind !== kind) stretches.push({ kind, start: item.start });
  }
  return items.length === 0 ? [] : stretches;
}

/** A preposition or article before the name goes with it. */
function startOfPhrase(items: readonly Item[], at: number): number {
  const before = items[at - 1];
  return says(before, 'to', 'for', 'filler', 'from') ? startOfPhrase(items, at - 1) : at;
}

function trimmed(items: readonly Item[]): readonly Item[] {
  const last = items.at(-1);
  return says(last, 'and', 'after') || last?.kind === 'break' ? trimmed(items.slice(0, -1)) : items;
}
