import { says } from '../items.ts';
import { isPlainWord, pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { ask, command, type Draft } from '../rules/draft.ts';
import { Unclear } from '../rules/resolve.ts';
import { mayHaveRules } from './can-have.ts';
import { explainRules, failureRules, fixRules } from './failures.ts';
import { keptRules } from './kept.ts';
import { lackingRules, listRules, showRules } from './lists.ts';
import { namedIn } from './named-things.ts';
import { outOfScopeRules } from './out-of-scope.ts';
import { readPeopleList, readPeopleReport, unreadHalf } from './people.ts';
import { recordRules } from './records.ts';
import { requestRules } from './requests.ts';
import { isDraft, type QuestionRule } from './rule.ts';
import { ruleQuestions } from './rules-in-force.ts';
import { forecastRules, productRules, reclaimRules } from './seats.ts';
import type { Sentence } from './sentence.ts';
import { followUpRules, howToRules, meRules, smallTalkRules } from './small-talk.ts';
import { subscriptionRules } from './subscriptions.ts';

/** The likelier a rule is to fit what another one means, the later it stands. */
const QUESTIONS: readonly QuestionRule[] = [
  ...followUpRules,
  ...keptRules,
  ...ruleQuestions,
  ...mayHaveRules,
  ...meRules,
  ...subscriptionRules,
  ...forecastRules,
  ...recordRules.slice(0, 1),
  ...lackingRules,
  ...explainRules,
  ...fixRules,
  ...recordRules.slice(1, 3),
  ...reclaimRules,
  ...failureRules,
  ...recordRules.slice(3),
  ...productRules,
  ...listRules,
  ...showRules,
  ...howToRules,
];

export function readOutOfScope(names: Names, sentence: Sentence): Draft | undefined {
  return firstFit(outOfScopeRules, names, sentence);
}

/** Requests about changes and runs: undo, cancel, approve, reprocess, notify, freeze. */
export function readRequest(names: Names, sentence: Sentence): Draft | undefined {
  // What changes licenses alone says none of their words: "undo" and "stop" deny, the others are no words of a change.
  const may = sentence.items.some((item) => item.kind === 'unknown' || item.kind === 'number' || says(item, 'not'));
  if (!may && sentence.names.length > 1) return undefined;
  return firstFit(requestRules, names, sentence);
}

/** Questions, which change nothing. */
export function readQuestion(names: Names, sentence: Sentence): Draft | undefined {
  return readPeopleReport(names, sentence) ?? readPeopleList(names, sentence) ?? wholly(names, sentence);
}

export function readSmallTalk(names: Names, sentence: Sentence): Draft | undefined {
  return firstFit(smallTalkRules, names, sentence);
}

function firstFit(rules: readonly QuestionRule[], names: Names, sentence: Sentence): Draft | undefined {
  const plain = rules === smallTalkRules ? sentence.skeleton.replace(/[.!?;]/g, '').trim() : sentence.plain;
  // Requests are read in their plain form alone: every word of them must be known.
  const loose = rules !== requestRules;
  for (const rule of rules) {
    const match = pattern(rule.when).exec(plain) ?? (loose ? pattern(rule.when).exec(sentence.skeleton) : null);
    if (match === null || (rule.unless !== undefined && pattern(rule.unless).test(plain))) continue;
    try {
      const named = namedIn(names, sentence);
      const slots = rule.slots(named, plain, match, sentence);
      if (slots === undefined) continue;
      if (isDraft(slots)) return slots;
      if (slots.scope === 'all' && namesEverything(sentence)) return ask('whichTarget');
      // A rejection may give its reason in any words.
      return (
        (rule.intent === 'reject' ? undefined : strangerIn(sentence)) ??
        command(rule.intent, { ...slots, ...named.ids })
      );
    } catch (fault) {
      if (fault instanceof Unclear) return fault.draft;
      throw fault;
    }
  }
  return undefined;
}

/** "who has E3 and is on holiday": of a list of people, the half that is not understood is asked about. */
function wholly(names: Names, sentence: Sentence): Draft | undefined {
  const draft = firstFit(QUESTIONS, names, sentence);
  return draft?.kind === 'command' && draft.intent === 'find_users' ? (unreadHalf(names, sentence) ?? draft) : draft;
}

/** A group may be called "Everyone": whether it is meant, or everyone, is not plain. */
function namesEverything({ items }: Sentence): boolean {
  return items.some((item) => item.kind === 'word' && item.alsoName && says(item, 'all', 'everyone'));
}

/** "who failed in Finanz": a name was meant, and it is none. Answering for everybody would be another question. */
function strangerIn({ items }: Sentence): Draft | undefined {
  for (const [at, item] of items.entries()) {
    if (item.kind !== 'unknown' || isPlainWord(item.text)) continue;
    const bearer = items[at - 1];
    if (bearer?.kind === 'name' && isSurname(item.text) && bearer.refs.some((ref) => ref.kind === 'user')) {
      return ask('notFound', { words: `${bearer.text} ${item.text}`, place: { start: bearer.start, end: item.end } });
    }
    const isCalled = at === items.length - 1 && ONE_GROUP.test(items[at - 1]?.text ?? '');
    const before = items.slice(0, at).findLast((other) => !says(other, 'filler', 'group', 'user', 'member'));
    if (isCalled || item.near.length > 0 || says(before, 'in', 'for', 'of', 'from', 'to')) {
      return ask('notFound', { words: item.text, refs: item.near, place: item });
    }
  }
  return undefined;
}

/** "show group Verkoop": what stands behind is its name. */
const ONE_GROUP = /^(?:group|groep|team|department|afdeling)$/i;

/** "Alex Bennett" is not Alex Wilber. */
function isSurname(text: string): boolean {
  return /^\p{Lu}\p{L}/u.test(text);
}
