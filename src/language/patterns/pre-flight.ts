import type { Slots } from '../command.ts';
import { ask, type Command, command, type Draft } from '../draft.ts';
import type { Names } from '../names/build-names.ts';
import { groupsOf, namedIn } from '../names/named-things.ts';
import { orAsked } from '../names/resolve.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';

const SOMEBODY = '(?:i|we|you|they|somebody|someone|anybody|anyone|ik|wij|we|iemand|jij|u) ';
const WOULD = '(?: would| will| should| zou| zal)?';
const IS = "(?:is|was|were|gets|got|be|will be|would be|is being|has been|'s|wordt|word|werd|zou worden|is te)";
const GONE = '(?:deleted?|gone|dissolved|verwijderd?|verwijderen|weg|opgeheven)';
const EMPTY = '(?:empt(?:y|ied|ies)|cleared(?: out)?|leeg|geleegd|leeggemaakt|leeggehaald)';
const DELETED = `^<g>${WOULD} ${IS} ${GONE}(?: worden| te worden)?$|^(?:${SOMEBODY})?delete(?:d|s)? <g>$|^(?:${SOMEBODY})?<g> (?:verwijder|verwijderen|verwijdert|wis|wissen|opheffen|opheft)$|^(?:${SOMEBODY})?verwijder <g>$|^<g> ${GONE} (?:wordt|is|zou worden|gaat worden)$`;
const EMPTIED = `^<g>${WOULD} ${IS} ${EMPTY}$|^(?:${SOMEBODY})?(?:empty|emptied|empties|clear(?:ed)? out) <g>$|^(?:${SOMEBODY})?<g> (?:leegmaken|leegmaak|leegmaakt|leeghaal|leeghalen)$|^<g> ${EMPTY} (?:wordt|is|raakt|loopt|gemaakt wordt)$`;
const BECOMES =
  '(?:becomes?|became|is|was|were|would be|will be|turns?(?: into)?|changes?(?: to)?|is changed to|changed to|wordt|werd|zou worden|verandert(?: in)?|gewijzigd in|:|=|to)';
const STATIC = '(?:static|assigned|statisch|toegewezen)';
const RULE = new RegExp(
  `^(?:.*?\\b(?:rule|regel|membership rule|query)\\b.*?|.*?\\b(?:dynamic|dynamisch)\\b[^"'(]*?)(?:\\b(?:${BECOMES}|with|by|rule|where|met|regel|waar)[ :]+|\\s)["“]?\\(*((?:-?not +)?\\(*user\\..+)$`,
  'is',
);

/** "what if HR is deleted", "… is emptied", "… becomes dynamic with the rule …": what is done elsewhere, and foretold here. */
export function readPreFlight(names: Names, sentence: Sentence): Draft | undefined {
  const [first] = sentence.items;
  if (first === undefined) return undefined;
  const text = sentence.text.slice(first.start);
  const ruled = RULE.exec(text);
  const from = ruled === null ? undefined : first.start + (text.length - (ruled[1]?.length ?? 0));
  const about =
    from === undefined
      ? sentence
      : sentenceOf(
          sentence.text,
          sentence.items.filter((item) => item.start < from),
        );
  const { plain } = about;
  const says = (what: string) => new RegExp(what, 'u').test(plain.replace(/[.?!]+$/, '').trim());
  return orAsked(() => {
    const named = namedIn(names, about);
    const of: Slots = { ...groupsOf(named), ...named.ids };
    if (named.groups.length === 0 || named.users.length > 0) return undefined;
    if (ruled !== null) return supposed('set_rule', { ...of, rule: ruleIn(text, ruled[1] ?? '') });
    if (says(DELETED)) return supposed('remove_license', { ...of, products: 'all' }, 'deleted');
    if (says(EMPTIED)) return supposed('remove_member', { users: { in: named.groups }, ...of });
    if (
      says(
        `^<g>${WOULD} ${BECOMES} (?:a )?(?:dynamic|dynamisch)(?: group| groep)?(?: worden)?$|^<g> (?:een )?dynamisch(?:e groep)? wordt$`,
      )
    )
      return ask('whichRule');
    if (
      says(
        `^<g>${WOULD} ${BECOMES} (?:a )?${STATIC}(?: group| groep)?(?: worden)?$|^<g> (?:een )?${STATIC}(?:e groep)? wordt$`,
      )
    )
      return supposed('set_rule', of);
    return undefined;
  });
}

function supposed(intent: 'set_rule' | 'remove_license' | 'remove_member', slots: Slots, question?: string): Command {
  return command('what_if', { steps: [{ intent, slots }], question });
}

/** The rule as it was written, from its first parenthesis on. */
function ruleIn(text: string, found: string): string {
  const open = /\(*$/.exec(text.slice(0, text.length - found.length))?.[0] ?? '';
  return `${open}${found}`
    .replace(/(?:\s+(?:wordt|is|becomes|zou worden))?[\s.?!]+$|\s+(?:wordt|is|zou worden)$/, '')
    .replace(/^["“](.*)["”]$/s, '$1');
}
