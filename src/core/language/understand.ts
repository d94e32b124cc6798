import { clean } from './clean.ts';
import type { Language, Reading } from './command.ts';
import { type Item, says } from './items.ts';
import { lex } from './lex.ts';
import type { Names } from './names/build-names.ts';
import { toReading } from './reading.ts';
import { readChange } from './rules/change.ts';
import { ASKING_VERBS } from './rules/clause.ts';
import { ask, type Draft } from './rules/draft.ts';
import { readQuestion } from './rules/questions.ts';
import { languageOf, sentenceOf } from './rules/sentence.ts';

export interface UnderstandOptions {
  readonly names: Names;
  readonly botName?: string;
}

const LONGEST_TEXT = 1_000;

/** What a typed sentence means in this tenant. Never throws; what is not understood is a question. */
export function understand(text: string, { names, botName }: UnderstandOptions): Reading {
  const cleaned = clean(text.slice(0, LONGEST_TEXT + 1), { botName, isName: (name) => isNameOf(names, name) });
  const items = cleaned.length > LONGEST_TEXT ? [] : lex(cleaned, names);
  const language = languageOf(items);
  const draft = cleaned.length > LONGEST_TEXT ? ask('tooLong') : read(names, cleaned, items, language);
  return toReading(names, draft, { language, text: cleaned });
}

function isNameOf(names: Names, text: string): boolean {
  return lex(text, names).some((item) => item.kind === 'name' && item.start === 0 && item.end === text.length);
}

function read(names: Names, text: string, items: readonly Item[], language: Language): Draft {
  const sentence = sentenceOf(text, items, language);
  const supposed = readSupposition(names, items);
  if (supposed !== undefined) return supposed;
  if (asksForChange(items)) {
    const draft = readCommand(names, items);
    if (draft !== undefined) return draft;
  }
  return readQuestion(names, sentence) ?? readVerbless(names, items) ?? unknown(items);
}

function unknown(items: readonly Item[]): Draft {
  const meant = items.some((item) => item.kind === 'name' || says(item, ...ASKING_VERBS, 'license', 'group', 'plan'));
  return meant ? ask('unclear') : { kind: 'command', intent: 'out_of_scope', slots: { topic: 'none' } };
}

const SUPPOSITIONS =
  /^(?:what (?:would happen |happens |will happen |)if|who (?:would|will) fail if|if|suppose|stel(?: dat|)|wat (?:als|gebeurt er als)|dry run|simulate|simuleer|preview)\b/i;

function readSupposition(names: Names, items: readonly Item[]): Draft | undefined {
  const first = items[0]?.start ?? 0;
  const text = items.map((item) => item.text).join(' ');
  const match = SUPPOSITIONS.exec(text);
  if (match === null || items.length === 0 || first > 0) return undefined;
  let length = 0;
  let count = 0;
  while (length < match[0].length && count < items.length) length += (items[count++]?.text.length ?? 0) + 1;
  const rest = items.slice(count).filter((item) => item.kind !== 'break' || item.mark !== ':');
  const end = rest.findIndex(
    (item, at) =>
      item.kind === 'break' && (item.mark === '?' || (item.mark === ',' && rest[at + 1]?.kind === 'unknown')),
  );
  const draft = readChange(names, end === -1 ? rest : rest.slice(0, end), { telling: true });
  if (draft.kind === 'question') return draft;
  return draft.intent === 'assign_license' || draft.intent === 'swap_license'
    ? { ...draft, slots: { ...draft.slots, dry_run: true } }
    : { kind: 'command', intent: 'what_if', slots: { steps: [{ intent: draft.intent, slots: draft.slots }] } };
}

const ASKING_WORDS =
  /^(?:who|what|which|why|when|where|how|is|are|does|did|do|has|have|was|were|will|wie|wat|welke|waarom|wanneer|waar|hoe|hoeveel|heeft|hebben|zijn|am|should|can|may)$/i;

function asksForChange(items: readonly Item[]): boolean {
  const first = items.find((item) => item.kind !== 'break' && !says(item, 'polite'));
  if (first !== undefined && ASKING_WORDS.test(first.text)) return false;
  return items.some((item) => says(item, ...ASKING_VERBS));
}

/** Cuts at "and then", ";" and before the verb of a further command; each part is read for itself. */
function readCommand(names: Names, items: readonly Item[]): Draft | undefined {
  const clauses = splitClauses(items);
  const drafts = clauses.map((clause) => readChange(names, clause));
  const [only] = drafts;
  if (drafts.length === 1) return only;
  const question = drafts.find((draft) => draft.kind === 'question');
  if (question !== undefined) return question;
  const steps = drafts.flatMap((draft) =>
    draft.kind === 'command' ? [{ intent: draft.intent, slots: draft.slots }] : [],
  );
  return { kind: 'command', intent: 'batch', slots: { steps } };
}

function splitClauses(items: readonly Item[]): (readonly Item[])[] {
  const clauses: Item[][] = [[]];
  items.forEach((item, at) => {
    const current = clauses.at(-1) ?? [];
    const joins = says(item, 'and', 'then') || (item.kind === 'break' && item.mark !== ':');
    const hasVerb = current.some((other) => says(other, ...ASKING_VERBS));
    const hasName = current.some((other) => other.kind === 'name');
    if (joins && hasVerb && hasName && startsClause(items, at + 1)) clauses.push([]);
    else current.push(item);
  });
  return clauses;
}

function startsClause(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (says(item, 'polite', 'then', 'also', 'and')) return startsClause(items, at + 1);
  return says(item, ...ASKING_VERBS);
}

function readVerbless(names: Names, items: readonly Item[]): Draft | undefined {
  if (!items.some((item) => item.kind === 'name')) return undefined;
  const [only, ...others] = items;
  if (only?.kind === 'name' && others.length === 0) {
    const user = only.refs.find((ref) => ref.kind === 'user');
    if (only.refs.length === 1 && user?.kind === 'user') {
      const person = names.source.user(user.index);
      return {
        kind: 'command',
        intent: 'show_user',
        slots: { users: [person.userPrincipalName], ids: { users: [person.id] } },
      };
    }
  }
  return readChange(names, items);
}
