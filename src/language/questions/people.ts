import type { Slots } from '../command.ts';
import { ask, command, type SaidSentence } from '../draft.ts';
import type { Names } from '../names/build-names.ts';
import { type GroupRef, groupName, idsOf, skuName, slotsOf } from '../names/resolve.ts';
import type { Sentence } from '../sentence.ts';
import { type Asked, askedIn, beginsAsking, countSlot, isAsking, namedSlots } from './asked.ts';
import type { QuestionFrame } from './question-frame.ts';
import { tokensOf } from './tokens.ts';

const PEOPLE = 'who/users/everyone/members/guests/!guests';
const PROPERTY =
  '!license/unlicensed/!location/!groups/guests/!guests/disabled/!disabled/enabled/direct/inherited/through:group/!group/country';

/** Words that say which people, beside their groups and products. */
const WHICH = `contains receive license !members !product product through:group seats products usage both got past now ${PROPERTY.replaceAll('/', ' ')}`;

/** Which people are meant; undefined where a past or a license of some group is spoken of, which no list of people tells. */
function peopleSlots(asked: Asked): SaidSentence | undefined {
  const { names } = asked;
  const [groups, through, outside] = [asked.groups(), asked.groups('through:group'), asked.groups('!group')];
  const [products, without] = [asked.skus(), asked.skus('!product')];
  // "E3 for everyone" would have it given.
  if (
    /\b(?:for|to|voor|aan) (?:everyone|everybody|iedereen|each|every|all|staff|users|people|employees|members|personeel|medewerkers|mensen|gebruikers)\b/.test(
      asked.sentence.plain,
    )
  )
    return undefined;
  const received = asked.has('got', 'receive');
  // "did not get it" has not got it; anything else of the past is history.
  if (asked.has('past', 'got') && !(received && without.length > 0)) return undefined;
  if (received && asked.has('!license')) return undefined;
  // Not directly, not through Sales: that they do not have it at all is not said. Not used, neither.
  const how = asked.has('through:group', 'direct', 'inherited', 'usage');
  if (how && without.length > 0 && products.length === 0) return undefined;
  const [direct, inherited] = [asked.has('direct'), asked.has('inherited')];
  const paths = direct && inherited ? 'direct_and_group' : direct ? 'direct' : inherited ? 'group' : undefined;
  const lacking =
    asked.has('!license', 'unlicensed') && !asked.has('product')
      ? 'license'
      : asked.has('!location')
        ? 'usageLocation'
        : asked.has('!groups', '!members')
          ? 'group'
          : undefined;
  const { plain, skeleton } = asked.sentence;
  const all =
    products.length > 1 &&
    (/\b(?:and|both|en|zowel|allebei|beide)\b|[,&+]/.test(plain) || / (?:and|en|&|\+) <p>/.test(skeleton));
  const licensed =
    asked.has('license') && products.length + without.length === 0 && lacking === undefined && paths === undefined;
  const country = asked.tokens.find((token) => token.country !== undefined)?.country;
  const named = (refs: readonly GroupRef[]) => refs.map((ref) => groupName(names, ref));
  return {
    groups: named(groups),
    in_all: groups.length > 1 && asked.has('both') ? true : undefined,
    outside: named(outside),
    [all ? 'has_all' : 'products']: products.map((index) => skuName(names, index)),
    through: named(through),
    without: without.map((index) => skuName(names, index)),
    lacking,
    country,
    enabled: asked.has('disabled') ? false : asked.has('!disabled', 'enabled') ? true : undefined,
    guests: asked.has('guests') ? true : asked.has('!guests') ? false : undefined,
    paths,
    licensed: licensed ? true : undefined,
    ...countSlot(asked),
    ...idsOf(names, { groups: [...groups, ...through, ...outside], skus: [...products, ...without] }),
  };
}

const PEOPLE_WORDS = `${PEOPLE.replaceAll('/', ' ')} what show give howMany group ${WHICH}`;

/** "is E3 assigned to HR" asks how it is, "was it assigned" and "has it been" what was done. */
function isOfThePast(asked: Asked): boolean {
  return asked.has('did') && !/^(?:is|are|zijn) /.test(asked.sentence.plain);
}

/** Lists of people, by what they are, have, lack, and where they are. */
export const peopleFrames: readonly QuestionFrame[] = [
  {
    intent: 'find_users',
    needs: `${PEOPLE} product/!product | ${PEOPLE} product !product | ${PEOPLE} license | ${PEOPLE}/show/what ${PROPERTY} | ${PEOPLE} license ${PROPERTY} | ${PEOPLE} ${PROPERTY} group | ${PEOPLE} product ${PROPERTY} | guests | unlicensed | howMany product group | disabled/enabled users | show direct/inherited license`,
    takes: PEOPLE_WORDS,
    slots: peopleSlots,
  },
  { intent: 'find_users', needs: `${PEOPLE} both group`, takes: PEOPLE_WORDS, slots: peopleSlots },
  { intent: 'find_users', needs: 'users | show everyone', takes: 'show what howMany', slots: countSlot },
  {
    // Who did not fail has something through the group.
    intent: 'find_users',
    needs: 'who/users/everyone/members !fail group',
    takes: 'who users everyone members what show past in:group howMany',
    slots({ names, groups }) {
      const through = groups();
      return { through: through.map((ref) => groupName(names, ref)), ...idsOf(names, { groups: through }) };
    },
  },
  {
    intent: 'export_report',
    needs: 'export users/everyone/guests/who | file users/everyone/guests/who',
    takes: `${PEOPLE_WORDS} file html groups members`,
    slots(asked) {
      const found = peopleSlots(asked);
      return found && { ...found, report: 'users', format: asked.has('html') ? 'html' : 'csv' };
    },
  },
  {
    intent: 'show_group',
    needs: 'group | who group | members group | group plan/plans off',
    takes:
      'everything who users members everyone what show howMany license products plans plan off on how groups contains in:group now hand',
    slots(asked) {
      // "Sway off for Marketing", "Marketing - Sway" ask for nothing.
      if (isFragment(asked) || (asked.has('on', 'off', 'plan') && !isAsking(asked))) return undefined;
      const question =
        asked.has('plans', 'plan', 'what') && asked.has('off')
          ? 'off_plans'
          : asked.has('who', 'users', 'members', 'everyone')
            ? 'members'
            : asked.has('license', 'products', 'plans', 'plan')
              ? 'licenses'
              : undefined;
      return { ...namedSlots(asked, 'groups'), question };
    },
  },
  {
    intent: 'show_group',
    needs: 'group product',
    takes: 'what did receive license now',
    slots: (asked) =>
      beginsAsking(asked) && !isOfThePast(asked) ? { ...namedSlots(asked, 'groups'), question: 'licenses' } : undefined,
  },
  {
    intent: 'show_group',
    needs: 'compare group',
    takes: 'what both contains',
    slots({ names, groups }) {
      const readings = groups().map((ref) => command('show_group', slotsOf(names, { groups: [ref] })));
      const [one, ...others] = groups();
      const all =
        one === undefined || others.length === 0
          ? []
          : [command('find_users', { ...slotsOf(names, { groups: [one, ...others] }), in_all: true })];
      return ask('compareGroups', { readings: [...readings, ...all] });
    },
  },
  {
    intent: 'show_user',
    needs: 'user | user groups | user license | user location',
    takes:
      'who what show where how license products groups location plans members contains disabled enabled guests now direct inherited',
    slots(asked) {
      if (isFragment(asked)) return undefined;
      const question = asked.has('groups', 'members')
        ? 'groups'
        : asked.has('license', 'products')
          ? 'licenses'
          : asked.has('location', 'where')
            ? 'usage_location'
            : undefined;
      return { ...namedSlots(asked, 'users'), question };
    },
  },
  {
    intent: 'show_user',
    needs: 'user product | user plan | check user plan | user in:group',
    takes: 'check on contains members now did receive license',
    slots: (asked) =>
      asked.has('check') || (beginsAsking(asked) && !isOfThePast(asked))
        ? { ...namedSlots(asked, 'users'), question: asked.has('in:group') ? 'groups' : 'licenses' }
        : undefined,
  },
  {
    intent: 'list_groups',
    needs:
      'groups | groups product/!product | groups contains product | where product hand | what groups license/!license | groups license/!license',
    takes: 'what where whence show give users howMany license products hand usage contains both on pronoun pending',
    slots(asked) {
      const [skus, denied] = [asked.skus(), asked.skus('!product')];
      const sku = (index: number) => skuName(asked.names, index);
      const lacking = asked.has('!license') && skus.length === 0;
      if (skus.length + denied.length === 0)
        return { ...(lacking ? { lacking: 'license' } : { licensed: true }), ...countSlot(asked) };
      return {
        products: skus.map(sku),
        without: denied.map(sku),
        ...countSlot(asked),
        ...idsOf(asked.names, { skus: [...skus, ...denied] }),
      };
    },
  },
  {
    intent: 'find_inactive',
    needs:
      'inactive users | inactive product | !active who/everyone/members/users/product | active last | active ago | !active product | lose active | !product active',
    takes: `${PEOPLE.replaceAll('/', ' ')} what show howMany product group license products seats past number time lose modal since both`,
    slots: (asked) => ({
      ...namedSlots(asked, 'groups', 'products', 'denied'),
      ...daysOf(asked.sentence.plain),
      ...countSlot(asked),
    }),
  },
];

/** "and Marketing?" asks the last question again, whatever it was. */
function isFragment({ sentence }: Asked): boolean {
  return /^(?:and|en) <\w>/.test(sentence.plain);
}

const DAYS_OF: readonly (readonly [RegExp, number])[] = [
  [/(\d+) ?(?:days?|dagen|dag)/, 1],
  [/(\d+) ?(?:weeks?|weken)/, 7],
  [/(\d+) ?(?:months?|maanden|maand)/, 30],
  [/(\d+) ?(?:years?|jaar|jaren)/, 365],
];

function daysOf(plain: string): Slots {
  for (const [unit, days] of DAYS_OF) {
    const count = unit.exec(plain)?.[1];
    if (count !== undefined) return { days: Number(count) * days };
  }
  return {};
}

const NARROWING: ReadonlySet<string> = new Set([...PEOPLE_WORDS.split(/[ /]/), 'only', 'pronoun', 'noise']);

/** What words alone say of people: "only those in NL". Undefined where not every word does, or none. */
export function readPeopleWords(names: Names, sentence: Sentence): Slots | undefined {
  const tokens = tokensOf(sentence.items);
  const asked = askedIn(names, sentence, tokens);
  const all = tokens.every(({ labels }) => [...labels].some((label) => NARROWING.has(label)));
  const { slots } = command('find_users', (all ? peopleSlots(asked) : undefined) ?? {});
  const { ids: _ids, count: _count, ...said } = slots;
  return Object.keys(said).length === 0 ? undefined : slots;
}
