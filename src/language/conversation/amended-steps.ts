import type { Reading } from '../command.ts';
import { ask, type Draft } from '../draft.ts';
import type { Item, NameItem } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { namedIn } from '../names/named-things.ts';
import { sentenceOf } from '../sentence.ts';
import { idsIn, together } from './conversation.ts';
import type { Mode } from './line.ts';

interface Amendment {
  readonly mode: Mode;
  readonly names: readonly NameItem[];
  readonly items: readonly Item[];
}

/** "not HR", "only Adele", of several changes at once: of each what it means there; one of which nothing is left is none. */
export function amendedSteps(
  names: Names,
  reading: Reading,
  { mode, names: said }: Amendment,
  amended: (step: Reading) => Draft | undefined,
): Draft | undefined {
  const { steps = [] } = reading.slots;
  const {
    ids: { ids = {} },
  } = namedIn(names, sentenceOf('', said));
  const named = allIds(ids);
  const isAbout = (ids: readonly string[]) => named.some((id) => ids.includes(id));
  const idsOf = steps.map((step) => allIds(idsIn(step)));
  const known = named.every((id) => idsOf.some((about) => about.includes(id)));
  const kinds = Object.values(ids).filter((some) => some.length > 0).length;
  // "take Ann out of HR" is a change of its own, whatever else is said of HR.
  if (kinds > 1) return undefined;
  const picks = mode === 'only' && kinds === 1 && known;
  const left = steps.flatMap((step, at) => {
    const about = isAbout(idsOf[at] ?? []);
    if (picks) return about ? [step] : [];
    const draft = amended({ ...reading, ...step });
    if (draft?.kind === 'command') return [{ intent: draft.intent, slots: draft.slots }];
    return about && known && (mode === 'take' || mode === 'keep') ? [] : [step];
  });
  const same =
    left.length === steps.length && left.every((step, at) => JSON.stringify(step) === JSON.stringify(steps[at]));
  if (same) return undefined;
  return together(left, reading.slots) ?? ask('unclear');
}

function allIds({ groups = [], users = [], skus = [] }: NonNullable<Reading['slots']['ids']> = {}): readonly string[] {
  return [...groups, ...users, ...skus];
}
