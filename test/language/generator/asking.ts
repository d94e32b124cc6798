import { chanceOf } from './random.ts';
import { type Generated, type Speaker, speakerOf } from './spoken.ts';
import { groups, type Product, products, type Thing, users } from './things.ts';

/** What can be asked of a product, a group or both; denied or not, of now or of the past. */
type Asking = (speaker: Speaker, named: Named) => Generated;

interface Named {
  readonly product: Thing;
  readonly p: string;
  readonly other: Thing;
  readonly q: string;
  readonly group: Thing;
  readonly g: string;
  readonly user: Thing;
  readonly u: string;
}

const meant = (text: string, intent: string, slots: Readonly<Record<string, unknown>>, frame: string): Generated => ({
  text,
  meaning: { intent, slots },
  frame,
});

const having: Asking = ({ pick }, { product, p }) =>
  meant(
    pick(
      [
        `who has ${p}`,
        `which users have ${p}`,
        `list everyone with ${p}`,
        `show people with ${p}`,
        `who is using ${p}`,
      ],
      [`wie heeft ${p}`, `welke gebruikers hebben ${p}`, `toon iedereen met ${p}`, `wie hebben er ${p}`],
    ),
    'find_users',
    { products: [product.name] },
    'having',
  );

const lacking: Asking = ({ pick }, { product, p }) =>
  meant(
    pick(
      [
        `who does not have ${p}`,
        `who doesn't have ${p}`,
        `who has no ${p}`,
        `who has ${p} not`,
        `who has not got ${p}`,
        `who hasn't got ${p}`,
        `who lacks ${p}`,
        `who misses ${p}`,
        `users without ${p}`,
        `which people do not have ${p}`,
        `list everybody without ${p}`,
        `who is without ${p}`,
        `who has no license for ${p}`,
      ],
      [
        `wie heeft ${p} niet`,
        `wie heeft geen ${p}`,
        `wie mist ${p}`,
        `gebruikers zonder ${p}`,
        `welke mensen hebben geen ${p}`,
        `toon iedereen zonder ${p}`,
        `wie heeft ${p} nog niet`,
        `wie heeft geen licentie voor ${p}`,
      ],
    ),
    'find_users',
    { without: [product.name] },
    'lacking',
  );

const havingOneOnly: Asking = ({ pick }, { product, p, other, q }) =>
  meant(
    pick(
      [`who has ${p} but not ${q}`, `who has ${p} without ${q}`, `users with ${p} and without ${q}`],
      [`wie heeft ${p} maar geen ${q}`, `wie heeft ${p} zonder ${q}`, `gebruikers met ${p} maar niet ${q}`],
    ),
    'find_users',
    { products: [product.name], without: [other.name] },
    'one, not the other',
  );

const inGroup: Asking = ({ pick }, { group, g }) =>
  meant(
    pick(
      [`who is in ${g}`, `list the members of ${g}`],
      [`wie zit er in ${g}`, `wie zit in ${g}`, `toon de leden van ${g}`],
    ),
    'show_group',
    { groups: [group.name] },
    'in group',
  );

const outside: Asking = ({ pick }, { group, g }) =>
  meant(
    pick(
      [
        `who is not in ${g}`,
        `who isn't in ${g}`,
        `which users are not in ${g}`,
        `who is not a member of ${g}`,
        `everyone except ${g}`,
        `list everyone but ${g}`,
      ],
      [`wie zit niet in ${g}`, `wie zit er niet in ${g}`, `wie is geen lid van ${g}`, `wie staat niet in ${g}`],
    ),
    'find_users',
    { outside: [group.name] },
    'not in group',
  );

const havingOutside: Asking = ({ pick }, { product, p, group, g }) =>
  meant(
    pick(
      [`who has ${p} but is not in ${g}`, `who is not in ${g} and has ${p}`, `users with ${p} who are not in ${g}`],
      [`wie heeft ${p} maar zit niet in ${g}`, `wie zit niet in ${g} en heeft ${p}`],
    ),
    'find_users',
    { products: [product.name], outside: [group.name] },
    'having, not in group',
  );

const lackingInGroup: Asking = ({ pick }, { product, p, group, g }) =>
  meant(
    pick(
      [
        `who in ${g} does not have ${p}`,
        `who in ${g} has no ${p}`,
        `who does not have ${p} in ${g}`,
        `people in ${g} without ${p}`,
      ],
      [
        `wie in ${g} heeft geen ${p}`,
        `wie heeft geen ${p} in ${g}`,
        `wie in ${g} heeft ${p} niet`,
        `mensen in ${g} zonder ${p}`,
      ],
    ),
    'find_users',
    { groups: [group.name], without: [product.name] },
    'lacking in group',
  );

const lost: Asking = ({ pick }, { product, p }) =>
  meant(
    pick(
      [`who lost ${p}`, `who used to have ${p}`, `who had ${p}`, `who no longer has ${p}`],
      [`wie is ${p} kwijt`, `wie had ${p}`, `wie heeft ${p} verloren`, `wie heeft ${p} niet meer`],
    ),
    'history',
    { products: [product.name] },
    'past',
  );

const failed: Asking = ({ pick }, { group, g }) =>
  meant(
    pick([`who failed in ${g}`, `show the errors in ${g}`], [`wie is er mislukt in ${g}`, `toon de fouten in ${g}`]),
    'list_failures',
    { groups: [group.name] },
    'failed',
  );

/** Has no answer of its own: asked back, never answered by who did. */
/** Whom a group gave what it gives. */
const notFailed: Asking = ({ pick }, { group, g }) =>
  meant(
    pick(
      [`who did not fail in ${g}`, `who has not failed in ${g}`, `who didn't fail in ${g}`],
      [`wie is niet mislukt in ${g}`, `wie is er niet mislukt in ${g}`, `wie in ${g} is niet mislukt`],
    ),
    'find_users',
    { through: [group.name] },
    'not failed',
  );

const why: Asking = ({ pick }, { product, p, user, u }) =>
  meant(
    pick(
      [`why does ${u} have ${p}`, `why does ${u} not have ${p}`, `why doesn't ${u} have ${p}`],
      [`waarom heeft ${u} ${p}`, `waarom heeft ${u} geen ${p}`],
    ),
    'explain_user',
    { users: [user.name], products: [product.name] },
    'why',
  );

const left: Asking = ({ pick }, { product, p }) =>
  meant(
    pick(
      [`how many ${p} are left`, `do we have ${p} left`],
      [`hoeveel ${p} zijn er nog over`, `zijn er nog ${p} licenties vrij`],
    ),
    'seats',
    { products: [product.name] },
    'left',
  );

const groupsWithout: Asking = ({ pick }, { product, p }) =>
  meant(
    pick(
      [`which groups do not have ${p}`, `groups without ${p}`],
      [`welke groepen hebben geen ${p}`, `groepen zonder ${p}`],
    ),
    'list_groups',
    { without: [product.name] },
    'groups without',
  );

/** Half of it is nothing that anybody knows: never answered by the other half. */
const halfUnderstood: Asking = ({ pick }, { p, g }) => ({
  text: pick(
    [
      `who has ${p} and is on holiday`,
      `who in ${g} likes ${p}`,
      `who has ${p} or is in ${g}`,
      `who would lose ${p} if I remove ${g}`,
      `who has only ${p}`,
      `who does not have ${p} directly`,
      `who never had ${p}`,
      `nobody has ${p}`,
    ],
    [`wie heeft ${p} en is op vakantie`, `wie heeft alleen ${p}`, `wie heeft ${p} niet via ${g}`, `niemand heeft ${p}`],
  ),
  frame: 'half understood',
});

const ASKINGS: readonly Asking[] = [
  having,
  lacking,
  lacking,
  havingOneOnly,
  inGroup,
  outside,
  outside,
  havingOutside,
  lackingInGroup,
  lost,
  failed,
  notFailed,
  why,
  left,
  groupsWithout,
  halfUnderstood,
];

/** The question of a number: the same one for the same number, everywhere. */
export function questionOf(number: number): Generated {
  const chance = chanceOf(number);
  const speaker = speakerOf(chance, chance.often(60) ? 'en' : 'nl');
  const [product, other] = chance.some(products, 2, 2) as [Product, Product];
  const [group, user] = [chance.one(groups), chance.one(users)];
  const named = {
    product,
    p: speaker.say(product),
    other,
    q: speaker.say(other),
    group,
    g: `"${chance.one(group.said)}"`,
    user,
    u: speaker.say(user),
  };
  const made = chance.one(ASKINGS)(speaker, named);
  return { ...made, text: politely(made.text, speaker) };
}

function politely(text: string, { chance, pick }: Speaker): string {
  const before = chance.often(15) ? pick(['please ', 'hi, ', 'ok, ', 'and '], ['hoi, ', 'ok, ', 'graag ', 'en ']) : '';
  const after = chance.often(40)
    ? pick(['?', ' please', ', thanks', ' right now?'], ['?', ' aub', ' op dit moment?'])
    : '';
  return `${before}${text}${after}`;
}
