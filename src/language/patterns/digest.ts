import { recurrenceIn } from '../../time/recurrence.ts';
import type { Slots } from '../command.ts';
import { command, type Draft } from '../draft.ts';
import { correctedTopicWord, pattern } from '../lexicon/topics.ts';
import type { Sentence } from '../sentence.ts';
import { fold } from '../text.ts';

const SUMMARY = pattern('^{digest}$');
const MENTIONED = pattern('{digest}');
const STOPS =
  /^(?:stop|end|cancel|unsubscribe|quit|no|more|dont|don't|not|anymore|niet|geen|meer|hou|houd|op|met|annuleer|beeindig)$/;
const STOPPING = /^(?:stop|end|cancel|unsubscribe|quit|no|dont|don't|not|niet|geen|annuleer|beeindig)$/;
const ASKS = /^(?:which|what|welke|wat|list|show|toon|laat)$/;
/** What else may be said of it: whom it is for, where, and small words. */
const BESIDE =
  /^(?:send|sending|give|mail|post|posting|write|make|get|receive|want|like|would|i|we|do|me|us|my|our|to|in|a|an|the|of|for|this|that|please|can|could|you|channel|chat|here|team|group|conversation|own|private|personal|everything|tenant|subscribe|from|out|are|is|there|have|stuur|sturen|geef|maak|plaats|schrijf|mij|ons|ik|wij|we|mijn|onze|een|de|het|dit|deze|die|van|voor|naar|aan|kanaal|gesprek|hier|in|wil|graag|krijg|krijgen|ontvang|kun|kan|je|u|jij|alles|eigen|er|zijn|zien)$/;

/**
 * A summary that comes by itself: "send me a summary every Monday at 8", "stop the summary", "which summaries do I get"; without a day, one
 * at once. Read only where every word has its use: what shall come every second Monday is asked about.
 */
export function readDigest({ text, skeleton, names }: Sentence): Draft | undefined {
  if (names.length > 0 || !MENTIONED.test(skeleton)) return undefined;
  const { said, rest } = recurrenceIn(fold(text));
  const words = rest.filter((word) => !/^[,?!.]$/.test(word));
  const others = words.filter((word) => !isSummary(word));
  if (others.length === words.length) return undefined;
  const known = (pattern: RegExp) => others.every((word) => pattern.test(word) || BESIDE.test(word));
  const to = targetOf(others);
  if (others.some((word) => STOPPING.test(word))) {
    return known(STOPS) ? command('digest', { ...to, off: true }) : undefined;
  }
  const asks = others.some((word) => ASKS.test(word));
  if (asks && said === undefined && words.some((word) => /s$|en$/.test(word) && isSummary(word))) {
    return known(ASKS) ? command('list_digests', {}) : undefined;
  }
  return known(ASKS) ? command('digest', { ...to, every: said?.days, at: said?.at }) : undefined;
}

/** Typing errors are forgiven: nothing is changed by it. */
function isSummary(word: string): boolean {
  return SUMMARY.test(correctedTopicWord(word));
}

const OWN = /^(?:own|private|personal|eigen)$/;
const HERE = /^(?:channel|chat|here|us|we|our|team|group|conversation|kanaal|gesprek|hier|ons|wij|onze)$/;
const ME = /^(?:me|i|my|ik|mij|mijn)$/;

/** In somebody's own chat, or where it is said. */
function targetOf(words: readonly string[]): Slots {
  const says = (pattern: RegExp) => words.some((word) => pattern.test(word));
  if (says(OWN)) return { target: '@me' };
  if (says(HERE)) return { target: '@here' };
  return says(ME) ? { target: '@me' } : {};
}
