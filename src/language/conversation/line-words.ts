import { type Item, says } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';

export type Role = keyof typeof WORDS;

/** What each word does beside names: what stands first here is tried first. */
const WORDS = {
  again:
    'what about|how about|wat dacht je van|hoe (?:zit|staat)(?: het)? met|(?:the |exactly |precies |het )*(?:same thing|same again|same|ditto|likewise|hetzelfde|idem|dezelfde|zelfde)(?: again)?',
  lead: "(?:or|of)(?= (?:just|maybe|rather|liever|dan|misschien|for|to|voor|<))|(?:that |dat )?(?:'s |is )?(?:too expensive|too much|too many|not enough|te duur|te veel)|(?:not|niet) (?:that|this|dat|die|deze)(?: one)?(?! <)|on second thoughts?|come to think of it|bij nader inzien|no|nee|nope|nah|wait|wacht|hold on|sorry|oops|oeps|actually|eigenlijk|correction|correctie|scratch that|(?:the )?(?:wrong|verkeerde) (?:one|group|team|department|person|user|product|license|licence|groep|afdeling|persoon|licentie)|(?:i|ik) (?:mean|meant|bedoel|bedoelde)|(?:bedoel|bedoelde) ik|rather(?! than)|liever|toch|really|(?:it |that |het |dat )?(?:should|must|moet) (?:be|zijn|worden)|(?:it |that |het |dat )?(?:should have been|had to be|moest zijn|had moeten zijn)|(?:het |dat )?(?:had|moest)(?: eigenlijk)?(?= <)|moeten zijn|het moet|make (?:it|that|them)|maak (?:er|het|dat|daar)(?: maar)?|instead(?! of)|in plaats daarvan",
  begins:
    '(?:but |maar )?(?:not|niet|no|never|nooit) (?:before|until|till|earlier than|sooner than|voor|eerder dan|vroeger dan)',
  later: 'after(?! all)(?: that)?|erna|daarna',
  stays:
    '(?:can|may|must|should|has to|kan|mag|moet) (?:stay|remain|be kept|stay on|blijven|aan blijven|blijven staan)|laten staan|aan laten|stays?(?: on)?|remains?|blijft?(?: aan| staan)?',
  take: "(?:but |maar )?(?:instead of|rather than|in plaats van|ipv|(?:not|niet)(?: (?:for|from|to|in|voor|van|uit|bij|aan))?|neither|nor|evenmin|except(?: for)?|behalve|without|zonder|minus|excluding|uitgezonderd|leave out|leave off|skip|drop|exclude|omit|sla over|sla|take out|take|haal|remove|verwijder|schrap|forget(?: about)?|vergeet|doesn't need|does not need|don't need|do not need|niet (?:meer )?nodig)",
  keep: 'keeps?|houdt?|hou|behoudt?|behouden|leave on',
  leave: 'leave|laat',
  only: 'only|just|alleen|enkel|slechts',
  swap: 'swap|replace|substitute|exchange|wissel|vervang|ruil',
  next: 'then|dan maar|dan',
  does: 'do|doe|use|try|probeer|neem|kies|pick|pak',
  add: 'and also|en ook|and|en|also|ook|too|plus|as well as|as well|erbij|tevens|include|add|voeg|throw in|chuck in|doe er|mee|\\+',
  but: 'but|maar',
  with: 'with|met|including|inclusief',
  prep: 'for|to|from|in|out of(?! (?:it|this|that)(?: |$))|of|aan|voor|van|uit|bij|naar|op|by|until|till?|tot|vanaf|starting|starts|ends?|ending|eindigen|eindigt|per|during|gedurende|on',
  indeed: 'wel',
  state: 'out of (?:it|this|that)|erbuiten|er buiten|off|out|weg|eruit|away',
  verb: 'turn|switch|zet|put|give|geef|move|verplaats|change|assign|wijs|plan|schedule|reschedule|postpone|delay|push|shift|verzet|verschuif|stel|start|begin|run|apply',
  all: 'all|alle|everyone|everybody|iedereen|members?|leden',
  pass: "(?<=<[gup]> )(?:one|eentje)|(?:one|eentje)(?= (?:to|for|voor|aan) <[gu]>)|colleague|boss|manager|collega|his|their|have|she|he|they|zij|hij|ze|please|graag|aub|svp|yes|ja|ok|okay|oh|hm+|so|dus|it|this|that|them|him|her|those|these|the|a|an|het|dat|die|deze|de|er|daar|daarvan|hem|haar|hen|i|ik|licen[sc]es?|licenties?|groups?|groep|groepen|begins|lasting|again|weer|done|included|after all|though|tho|back|terug|toe|first|eerst|maybe|misschien|people|users|mensen|let's|lang|pas|nog|eentje|gewoon|now|nu|either|there|daarin|erin|nodig|heeft|hebben|hoeft|hoeven|about|giving|adding|using|be|is|zijn|worden|as|to be",
} as const;

const ROLES = Object.entries(WORDS).map(
  ([role, phrases]) => [role as Role, new RegExp(`(?:${phrases})(?= |$)`, 'yu')] as const,
);
/** Of words that only the grammar of commands knows: "w/o", "stripped of". */
export function roleOf(item: Item): Role | undefined {
  return BY_CONCEPT.find(([concept]) => says(item, concept))?.[1];
}

const BY_CONCEPT = [
  ['without', 'take'],
  ['except', 'take'],
  ['unneeded', 'take'],
  ['only', 'only'],
  ['with', 'with'],
  ['until', 'prep'],
  ['starting', 'prep'],
  ['during', 'prep'],
] as const satisfies readonly (readonly [Concept, Role])[];

export function roleAt(
  skeleton: string,
  offsets: readonly number[],
  at: number,
): { role: Role | undefined; to: number } {
  const from = offsets[at] ?? 0;
  for (const [role, phrases] of ROLES) {
    phrases.lastIndex = from;
    const end = phrases.test(skeleton) ? phrases.lastIndex : -1;
    if (end === -1) continue;
    const next = offsets.findIndex((offset) => offset > end);
    return { role, to: next === -1 ? offsets.length : next };
  }
  return { role: undefined, to: at + 1 };
}
