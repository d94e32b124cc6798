import type { Slots } from '../command.ts';
import { command, type Draft } from '../draft.ts';
import type { Sentence } from '../sentence.ts';

/**
 * People by a department or a job title: free text of the directory, which no list of names knows. Read only where the sentence
 * names nothing else; a group that is called like the department is meant before it.
 */
const WHO =
  "(?:who(?: is| are|'s)?(?: all)?|wie(?: is| zijn| zitten| zit| werkt| werken)?(?: er)?(?: allemaal)?|(?:show|list|find|toon|zoek|geef)(?: me)?(?: all| alle)?(?: people| users| everyone| everybody| mensen| personen| gebruikers| iedereen)?(?: who| that| die)?(?: are| is| zijn| werken)?|everyone|everybody|people|users|iedereen|alle mensen|mensen)";
const ONLY = '(?:(?:and|en|but|maar|ok) )?(?:only|just|alleen|enkel|slechts)(?: those| the ones| people| die| mensen)?';
const WORKS = '(?: who| that| die)?(?: works?| is| are| zit| zitten| werkt| werken)?';
const DEPARTMENT =
  '(?: in| of| from| at| op| bij| van)(?: the| de)? (?:(?:department|afdeling|dept\\.?) (?:of |is |called |van )?(?<after>[^?]+?)|(?<before>[^?]+?) (?:department|dept\\.?|afdeling))';
const TITLE =
  '(?: with| whose| having| met| van wie)(?: the| a| an| de| het| een)? (?:job ?title|title|functie|functietitel)(?: is| of| called| van)? (?<title>[^?]+?)';
const TITLED =
  '(?: has| have| heeft| hebben)(?: the| de| als)? (?:job ?title|title|functie)(?: of| van)? (?<held>[^?]+?)';

const PATTERN = (begins: string) =>
  new RegExp(`^${begins}${WORKS}(?:${DEPARTMENT}|${TITLE}|${TITLED})\\s*[?.!]*$`, 'iu');
const ASKED = PATTERN(WHO);
const NARROWED = PATTERN(ONLY);

/** Undefined where no department and no job title is asked for. */
export function readProfiles(sentence: Sentence): Draft | undefined {
  const slots = slotsOf(ASKED, sentence.text);
  const said = slots?.jobTitle ?? '';
  const ownNames = sentence.names.filter(({ text }) => !said.includes(text));
  return slots === undefined || ownNames.length > 0 ? undefined : command('find_users', slots);
}

/** "only those in department Finance": what the last list is made smaller by. */
export function readProfileWords({ text }: Sentence): Slots | undefined {
  return slotsOf(NARROWED, text);
}

function slotsOf(pattern: RegExp, text: string): Slots | undefined {
  const { after, before, title, held } = pattern.exec(text.trim())?.groups ?? {};
  const department = unquoted(after ?? before);
  const jobTitle = unquoted(title ?? held);
  if (department !== undefined) return { department };
  return jobTitle === undefined ? undefined : { jobTitle };
}

/** No more than a name: "which", "no" and "my" ask for something else. */
function unquoted(said: string | undefined): string | undefined {
  const name = said?.replace(/^["'“‘]|["'”’]$/gu, '').trim();
  return name === undefined || name === '' || NOT_A_NAME.test(name) ? undefined : name;
}

const NOT_A_NAME =
  /^(?:which|what|no|not|any|my|our|your|same|welke|geen|mijn|onze|dezelfde|each|every|elke)\b|[,;]|\b(?:and|or|but|en|of|maar|not|niet|without|zonder|with|met)\b/i;
