import { ask, command, type Draft } from '../draft.ts';
import { says } from '../items.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { namedIn } from '../names/named-things.ts';
import { orAsked } from '../names/resolve.ts';
import { auditorRules, withMoments } from '../patterns/auditor.ts';
import { outOfScopeRules } from '../patterns/out-of-scope.ts';
import { readProfiles } from '../patterns/profiles.ts';
import { requestRules } from '../patterns/requests.ts';
import { isDraft, type QuestionRule } from '../patterns/rule.ts';
import { ruleQuestions } from '../patterns/rules-in-force.ts';
import { followUpRules, howToRules, meRules, smallTalkRules } from '../patterns/small-talk.ts';
import type { Sentence } from '../sentence.ts';
import { namesEverything, readByFrame, readRequestByFrame } from './read-by-frame.ts';

export function readOutOfScope(names: Names, sentence: Sentence): Draft | undefined {
  return firstFit(outOfScopeRules, names, sentence);
}

/** Requests about changes and runs: undo, cancel, approve, reprocess, notify, freeze. */
export function readRequest(names: Names, sentence: Sentence): Draft | undefined {
  // What changes licenses alone says none of their words: "undo" and "stop" deny, the others are no words of a change.
  const may = sentence.items.some((item) => item.kind === 'unknown' || item.kind === 'number' || says(item, 'not'));
  if (!may && sentence.names.length > 1) return undefined;
  return firstFit(requestRules, names, sentence) ?? readRequestByFrame(names, sentence);
}

/** Questions, which change nothing. */
export function readQuestion(names: Names, sentence: Sentence): Draft | undefined {
  const audited = firstFit(auditorRules, names, withMoments(sentence));
  if (audited !== undefined) return audited;
  const courtesy = firstFit([...followUpRules, ...ruleQuestions, ...meRules], names, sentence);
  if (courtesy !== undefined) return courtesy;
  const draft = readByFrame(names, sentence);
  return draft?.kind === 'command' ? draft : (readProfiles(sentence) ?? firstFit(howToRules, names, sentence) ?? draft);
}

export function readSmallTalk(names: Names, sentence: Sentence): Draft | undefined {
  return firstFit(smallTalkRules, names, sentence);
}

function firstFit(rules: readonly QuestionRule[], names: Names, sentence: Sentence): Draft | undefined {
  const plain = rules === smallTalkRules ? sentence.skeleton.replace(/[.!?;]/g, '').trim() : sentence.plain;
  // These are read in their plain form alone: every word of them must be known.
  const loose = rules !== requestRules && rules !== auditorRules;
  for (const rule of rules) {
    const match = pattern(rule.when).exec(plain) ?? (loose ? pattern(rule.when).exec(sentence.skeleton) : null);
    if (match === null || (rule.unless !== undefined && pattern(rule.unless).test(plain))) continue;
    const draft = orAsked(() => draftBy(rule, names, sentence, plain, match));
    if (draft !== undefined) return draft;
  }
  return undefined;
}

function draftBy(rule: QuestionRule, names: Names, sentence: Sentence, plain: string, match: RegExpExecArray) {
  const named = namedIn(names, sentence);
  const slots = rule.slots(named, plain, match, sentence);
  if (slots === undefined || isDraft(slots)) return slots;
  if (slots.scope === 'all' && namesEverything(sentence)) return ask('whichTarget');
  return command(rule.intent, { ...slots, ...named.ids });
}
