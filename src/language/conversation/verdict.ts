import { ask, command, type Draft } from '../draft.ts';
import type { Sentence } from '../sentence.ts';
import type { Conversation } from './conversation.ts';
import { saysToWait } from './waiting.ts';

/** "reject, ask HR first", "no, we agreed to wait": a rejection in any words that say why. */
export function readRejected({ text }: Sentence, conversation: Conversation, said: string): Draft | undefined {
  const { thread, justShown, pending, question } = conversation;
  if (thread === undefined) return undefined;
  const told = text.trim();
  const denied = DENIES_FOR.exec(told);
  if (denied !== null && justShown !== true) return plainVerdict(said, 'reject', conversation);
  // Right after the request was shown, whatever is told says why.
  const isFresh = justShown === true && pending === undefined && question === undefined;
  const [, reason] = REJECTS_FOR.exec(told) ?? denied ?? (isFresh ? TOLD_WHY.exec(told) : null) ?? [];
  return reason === undefined ? undefined : command('reject', { ref: '@thread', reason });
}

/** "reject, ask HR first": what follows says why; nothing is done by it. */
const REJECTS_FOR =
  /^(?:please )?(?:reject(?:ed)?|declined?|denied|deny|not approved|afgewezen|afgekeurd|afwijzen|niet akkoord)(?: (?:it|this|that|het|dit|dat))?(?:\s*[,.:;–-]\s*|\s+(?=because |since |as |omdat |want ))(?:because |since |as |omdat |want )?(?!.*(?:#|\?|request |verzoek )\d*$)(.{3,}?)[.!]*$/is;

/** "no, we agreed to wait": a plain "no" says why in a sentence that tells. */
const DENIES_FOR =
  /^(?:no|nope|nee)(?: (?:sorry|thanks))?\s*[,.:;–-]\s*(?:because |since |omdat |want )?((?:(?:we|they|too|not (?:before|until|without)|ze|te|niet (?:voor|zonder))\b)[^?#]{6,}?)[.!]*$/is;

/** "no, Bob still needs it" */
const TOLD_WHY =
  /^(?:no|nope|nee)(?: (?:sorry|thanks))?\s*[,.:;–-]\s*(?:because |since |omdat |want )?((?!(?:who|what|which|when|why|how|where|is|are|does|wie|wat|welke|wanneer|waarom|hoe|waar)\b)(?:[\p{L}'’.-]+ ){1,5}?(?:still |nog |really |echt )?(?:needs?|has|have|is|are|will|uses?|wants?|works?|heeft|hebben|zijn|wil|willen|moet|moeten|gebruikt|gebruiken|werkt|werken)\b[^?#]*?)[.!]*$/isu;

/** What says by itself that a request is decided; "ok" and "no" do so only right after it was shown. */
export const NAMES_VERDICT =
  /\b(?:(?:dis)?approved?|reject(?:ed)?|declined?|den(?:y|ied)|veto|refuse|granted|goedgekeurd|goedkeuren|keur|afgewezen|afgekeurd|afwijzen|wijs)\b/;
export function plainVerdict(said: string, verdict: 'approve' | 'reject', { thread, justShown }: Conversation): Draft {
  if (justShown === true && !saysToWait(said)) return command(verdict, { ref: '@thread' });
  return ask('sayVerdict', { words: String(thread) });
}
