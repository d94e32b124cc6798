import { type Item, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { countryCode } from '../names/countries.ts';
import { fold } from '../text.ts';

/** Which people, by what they are: their place among the users of the tenant is given. */
export type Description = (user: number) => boolean;

const PASSED =
  /^(?:no|nee|not|niet|wait|wacht|sorry|wrong|verkeerde|actually|same|dezelfde|as|als|het|the|de|die|dat|that|those|one|ones|person|user|users|people|account|accounts|persoon|gebruiker|gebruikers|mensen|in|from|of|uit|van|bij|op|at|with|met|who|who's|is|are|are in|zit|zitten|werkt|works|work|i|ik|mean|meant|bedoel|group|groep|a|an|een)$/;
const DISABLED = /^(?:disabled|blocked|inactive|uitgeschakelde?n?|geblokkeerde?n?)$/;
const GUEST = /^(?:guests?|gasten|gast)$/;
const FROM: Readonly<Record<string, string>> = {
  dutch: 'NL',
  nederlandse: 'NL',
  american: 'US',
  amerikaanse: 'US',
  british: 'GB',
  britse: 'GB',
  german: 'DE',
  duitse: 'DE',
  belgian: 'BE',
  belgische: 'BE',
  french: 'FR',
  franse: 'FR',
};

/** "the one in Marketing", "de Nederlandse", "the disabled ones": undefined for words that say anything else. */
export function descriptionIn(names: Names, items: readonly Item[]): Description | undefined {
  const { source } = names;
  const said: Description[] = [];
  for (const item of items) {
    const text = fold(item.text);
    const country = FROM[text] ?? (item.kind === 'name' ? undefined : countryCode(item.text));
    const groups = item.kind === 'name' ? item.refs.filter((ref) => ref.kind === 'group' && ref.complete) : [];
    const [group, ...more] = groups;
    const people = item.kind === 'name' ? item.refs.flatMap((ref) => (ref.kind === 'user' ? ref.index : [])) : [];
    if (group?.kind === 'group' && more.length === 0) said.push((user) => source.isMember(group.index, user));
    else if (country !== undefined && text.length > 2) said.push((user) => source.user(user).usageLocation === country);
    else if (item.kind !== 'name' && DISABLED.test(text))
      said.push((user) => source.user(user).accountEnabled === false);
    else if (item.kind !== 'name' && GUEST.test(text)) said.push((user) => source.user(user).userType === 'Guest');
    // "the other Olivia": whichever of them is meant.
    else if (people.length > 1 && groups.length === 0) said.push((user) => people.includes(user));
    else if (item.kind === 'name' || !(item.kind === 'break' || PASSED.test(text) || says(item, 'filler', 'polite')))
      return undefined;
  }
  return said.length === 0 || !items.some((item) => isDescribing(item))
    ? undefined
    : (user) => said.every((fits) => fits(user));
}

/** A name that several bear says nothing of who of them is meant. */
function isDescribing(item: Item): boolean {
  return item.kind !== 'name'
    ? item.kind !== 'break' && !PASSED.test(fold(item.text)) && !says(item, 'filler', 'polite')
    : item.refs.some(({ kind }) => kind === 'group');
}
