import { ask, type Draft } from '../draft.ts';
import { says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import type { Sentence } from '../sentence.ts';
import { isHalfFact } from './half-items.ts';
import { readFrames } from './read-frames.ts';

/** "Marketing no longer needs E5", "Bob hoort niet meer bij HR": what was, and is to be no more, goes. */
export function readEnded(names: Names, sentence: Sentence): Draft | undefined {
  const { items, plain } = sentence;
  // "E3 until Friday, no longer" gives something.
  if (items.some((item, at) => says(item, 'until', 'during') && items[at + 1]?.kind === 'time')) return undefined;
  const ended = ENDED.test(plain) || items.some((item) => says(item, 'more'));
  const gives = items.some((item) => says(item, 'give', 'add', 'put') && !says(item, 'need', 'having'));
  const denials = items.filter((item) => says(item, 'not', 'unneeded', 'without'));
  // "HR is not done with E3" needs it.
  const needed = DONE.test(plain) && denials.some((item) => says(item, 'not') && !says(item, 'unneeded'));
  const denied = ended && !gives && !needed && denials.length === 1;
  const known = items.every((item) => item.kind !== 'unknown' || IS_KNOWN.test(item.text));
  if (!known || (!denied && !TURNED_OVER.test(plain))) return undefined;
  const draft = readFrames(names, items);
  const [reading, ...others] = (draft.kind === 'question' ? draft.question.readings : undefined) ?? [];
  if (reading === undefined || others.length > 0) return undefined;
  // "take E5 from Interns and Interns no longer need Visio": what is offered leaves something out.
  const facts = new Set(
    items
      .flatMap((item) => (item.kind === 'name' && isHalfFact(item) ? [item.refs] : []))
      .map((refs) => JSON.stringify(refs)),
  );
  const { ids, off: turned, on, only } = reading.slots;
  if (facts.size > [ids?.skus, turned, on, only].flatMap((all) => (Array.isArray(all) ? all : [])).length)
    return undefined;
  const off = reading.intent === 'set_plans' && reading.slots.off !== undefined && reading.slots.on === undefined;
  const leaves = reading.intent === 'remove_member' && BELONGS.test(plain);
  const goes = denied ? reading.intent === 'remove_license' || leaves || off : reading.intent === 'swap_license';
  if (!goes) return undefined;
  // "Bob no longer has Visio" may as well complain; "Sales no longer need Visio and E1 for Legal" may give E1.
  const aims = /^<[gu]> .*<p> (?:for|to|voor|aan) <[gu]>/.test(plain);
  return denied && (aims || HAS_NO_MORE.test(plain)) ? ask('unclear', { readings: [reading] }) : reading;
}

const HAS_NO_MORE =
  /^(?:<[gu]>|we|wij|they|ze|i|ik|he|she|hij|zij)(?: (?:all|now|nu|allemaal|suddenly|ineens|opeens))* (?:no longer (?:has|have)|(?:doesn't|don't|does not|do not) have|(?:has|have|heeft|hebben|heb) )(?!.*\b(?:nodig|need|use|to|te)\b)/;
const DONE = /\b(?:done with|klaar met|(?:can|could) do without|(?:kan|kunnen) zonder)\b/;
const ENDED =
  /\b(?:no longer|no more use|(?:can|could) do without|done with|klaar met|niet meer|niet langer|(?:kan|kunnen) zonder)\b/;
/** Whoever is no longer in a group may be out of it already; who should not be there has to leave. */
const BELONGS = /\b(?:should|shouldn't|must|mustn't|moet|moeten|mag|mogen|hoort|horen|belongs?|has to|have to)\b/;
/** What takes no part in a change, and says nothing else. */
const IS_KNOWN = /^(?:able|belongs?|uses?|used|needed|required|wanted|gebruikt|zit|zitten|thuis|bij|be|horen|hoort)$/i;
/** "E1 out, E3 in". */
const TURNED_OVER = /<p> (?:out|off|away|eruit|eraf|weg|uit) (?:, |and |en )*<p> (?:in|on|erin|erop|ervoor)\b/;
