import { ask, type Command, type Draft } from '../draft.ts';
import { type Item, type NameItem, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { groupName, groupsGiving, hasPlan } from '../names/resolve.ts';
import { asActs, type IsA } from './as-act.ts';
import { readClause } from './clause.ts';
import { withoutContrast } from './contrast.ts';
import { withEveryGroup } from './everywhere.ts';
import { nameAt, namesTwo, TO, withAlso } from './half-items.ts';
import { readSeveral } from './halves.ts';
import { withoutLabels } from './headlines.ts';
import { corrected, meantSo, withoutStrangers, withoutTime } from './likely.ts';
import { TELLING } from './open-clause.ts';
import { withPhrasalVerbs } from './phrasal.ts';
import { clauseOptions, commandsOf, type FrameOptions, readOne } from './read-one.ts';
import { typings } from './typings.ts';

/**
 * Reads items as a change: the one reading that uses up every word, or several of them one after another where no single
 * one does. Whatever is left over, or could be read in two ways, is a question.
 */
export function readFrames(names: Names, items: readonly Item[], options: FrameOptions = {}): Draft {
  return withLikely(names, items, readChange(names, items, options), options);
}

/** A question with what was likely meant. */
export function withLikely(names: Names, items: readonly Item[], draft: Draft, options: FrameOptions = {}): Draft {
  if (draft.kind === 'command' || draft.question.readings !== undefined) return draft;
  const holders = forHolders(names, items, draft, options);
  const readings = holders.length > 0 ? holders : likely(names, items, options);
  return readings.length === 0 ? draft : { ...draft, question: { ...draft.question, readings } };
}

/** The same without that: what is asked offers nothing yet. */
export function readChange(names: Names, said: readonly Item[], options: FrameOptions = {}): Draft {
  const items = withPhrasalVerbs(withoutLabels(withoutContrast(said) ?? said));
  const whole = readOne(names, items, options);
  const parts = readSeveral(names, items, options, whole.kind === 'question', readChange);
  if (whole.kind === 'question') {
    if (parts !== undefined) return parts;
    const too = withAlso(items);
    const added = too.length === 0 ? whole : readOne(names, too, options);
    return added.kind === 'command' ? added : whole;
  }
  return parts === undefined || same(parts, whole) ? whole : ask('unclear', { readings: commandsOf([whole, parts]) });
}

/** How many groups are offered where none is named. */
const HOLDERS_OFFERED = 5;

/** "turn Sway off", "remove E3": for each of the groups that have it. */
function forHolders(names: Names, items: readonly Item[], draft: Draft, options: FrameOptions): readonly Command[] {
  if (draft.kind === 'command' || !/^(?:whichTarget|fromWhere)$/.test(draft.question.kind)) return [];
  const facts = items.filter((item) => item.kind === 'name');
  const skus = names.source.skus.flatMap((_, index) =>
    facts.some(
      (item) => item.refs.some((ref) => ref.kind === 'sku' && ref.index === index) || hasPlan(names, item, index),
    )
      ? [index]
      : [],
  );
  const read = groupsGiving(names, skus)
    .slice(0, HOLDERS_OFFERED)
    .map((group) => readChange(names, [...items, TO, nameAt(items, groupName(names, group), group)], options));
  return commandsOf(read).filter(({ intent }) => intent !== 'assign_license');
}

/** What would be meant without the words for which there is no use: never done, only offered. */
function likely(names: Names, items: readonly Item[], options: FrameOptions): readonly Command[] {
  if (!namesTwo(items)) return [];
  const [typing] = [typings(items)].flatMap((all) => ('kind' in all ? [] : all));
  if (typing === undefined) return [];
  const { leftovers } = readClause(items, clauseOptions(typing, options));
  const tells = leftovers.some((item) => says(item, ...TELLING));
  const isA: IsA = (item, ...types) => item?.kind === 'name' && types.some((type) => typing.types.get(item) === type);
  const isAlike = (one: NameItem, other: NameItem) => typing.types.get(one) === typing.types.get(other);
  const instead = corrected(items, isAlike);
  const [known, ...guesses] = withoutStrangers(items, leftovers);
  const read = (meant: readonly Item[]) => readChange(names, meant, options);
  const acts = commandsOf(asActs(items, isA).map(read));
  // What everybody should get says nothing of those who give it already.
  const everywhere = [withEveryGroup(names, items)]
    .flatMap((meant) => (meant.length === 0 ? [] : [read(meant)]))
    .filter((draft) => draft.kind === 'command' && draft.intent !== 'assign_license');
  const plain = known === undefined ? [] : [read(known)];
  const tried = [
    ...acts,
    ...[instead, withoutTime(items), ...meantSo(items)].filter((meant) => meant.length > 0).map(read),
    ...everywhere,
    ...(tells ? [readChange(names, items, { ...options, telling: true })] : []),
    ...(acts.length > 0 ? [] : plain.some((draft) => draft.kind === 'command') ? plain : guesses.map(read)),
  ];
  return commandsOf([...new Map(tried.map((draft) => [JSON.stringify(draft), draft])).values()]);
}

function same(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
