import type { Slots } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { moved } from '../frames/not-by-group.ts';
import type { NameItem } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { hasKind, idsOf, orAsked, refsOf, slotsOf, theOne, Unclear, userName } from '../names/resolve.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';

/**
 * People who leave and people who start: "Ruben Singh left the company", "Nora starts Monday in Marketing, same as Ann". Each
 * pattern is of a whole sentence, so that every word of it is known; when it happens may stand anywhere and is cut out first.
 */

const COMPANY =
  '(?: (?:us|company|organi[sz]ation|firm|business|employer|job|bedrijf|organisatie|onderneming|zaak|ons))';
const GONE = [
  `(?:has |have |had )?(?:left|quit)${COMPANY}`,
  `(?:is |are |will be |'s )?(?:leaving|leaves|leave|quits|quitting)${COMPANY}`,
  `will (?:leave|quit)${COMPANY}`,
  '(?:is|are) no longer (?:with us|employed|working here|working for us|at (?:company|us))',
  '(?:no longer works|does not work|doesnt work) (?:here|for us|at company)(?: any ?more)?',
  '(?:was|were|is|are|has been|gets|got) (?:fired|laid off|let go|made redundant|dismissed)',
  '(?:has |have |is |are )?(?:resigned|retired|retiring|retires|resigns)',
  '(?:is|zijn|gaat|gaan|treedt|treden) uit dienst(?: gegaan| getreden)?',
  `(?:heeft|hebben)${COMPANY} verlaten`,
  `(?:verlaat|verlaten)${COMPANY}`,
  '(?:werkt|werken) (?:hier|bij ons|niet meer hier) niet meer',
  '(?:werkt|werken) niet meer (?:hier|bij ons)',
  '(?:is|zijn|gaat|gaan) (?:weg bij ons|met pensioen)',
  '(?:is|zijn) (?:ontslagen|met pensioen)',
].join('|');
/** Of somebody who left: all of it, and not the licenses alone. */
const ALL = '(?:everything|all access|all (?:licen[cs]es|licenties|access) (?:and|en) (?:groups|groepen)|alles)';
const TAKE_ALL = [
  `(?:take|remove|revoke|strip|pull) ${ALL}(?: away| back)?(?: from (?:him|her|them))?(?: away| back)?`,
  `(?:haal|neem|trek|pak) ${ALL}(?: (?:van|bij) (?:hem|haar|hen|hun|ze))?(?: weg| af| in| terug)*`,
  `(?:haal|neem|pak) (?:hem|haar|hen|hun|ze) ${ALL} (?:af|weg)`,
].join('|');
const LEAVES = new RegExp(`^<u> (?:${GONE})(?:(?: ,| and| so| please| en| dus)* (?:${TAKE_ALL}))?$`, 'u');
/** From where is not said: it may have been a group. */
const LEFT =
  /^<u> (?:(?:has |have |had )?(?:left|quit)|(?:is |are |will be |will |'s )?(?:leaving|leaves?|quits?|quitting)|(?:gaat|gaan) weg|(?:is|zijn) vertrokken|(?:vertrekt|vertrekken|stopt|stoppen)(?: ermee)?)$/u;
const OFFBOARD = /^(?:offboard|off board|deboard) <u>$/u;
const TAKEN_ALL = new RegExp(
  [
    '^(?:take|remove|revoke|pull) everything (?:away |back )?from <u>(?: away)?$',
    '^strip <u> of everything$',
    '^(?:haal|neem|pak) alles (?:weg |af )?(?:van|bij) <u>(?: weg| af)?$',
    '^(?:neem|pak) <u> alles af$',
  ].join('|'),
  'u',
);

const LIKE =
  '(?:(?:and |with |gets |needs |gets exactly |should get |should have |wants |en |met |krijgt |moet )*(?:exactly |precies )?(?:same|same (?:licen[cs]es|groups|access|setup|things|stuff|(?:licen[cs]es|groups) and (?:licen[cs]es|groups))|just|hetzelfde|zelfde|dezelfde (?:licenties|groepen|toegang|licenties en groepen)|net|precies|zelfde (?:licenties|groepen)) (?:as|like|als|zoals)|like|zoals|net als) <u>(?: has| have| heeft)?(?: hebben| krijgen)?';
const STARTS =
  '(?:starts?|starting|begins?|joins?|joined|started|will start|will join|is starting|is joining|comes in|begint|start|komt|is begonnen|is gestart)(?: (?:work|working|here|with us|us|company|bij ons|hier|with company|in company))*';
const JOINS = [
  `^<u> ${STARTS}(?: (?:in|as|at|on|to|bij|op|into) <g>| <g>)(?: team| department)?(?: ,)? ${LIKE}$`,
  `^<u> ${STARTS}(?: ,)? ${LIKE}$`,
  `^(?:set up|setup|onboard|equip|prepare|richt|provision) <u>(?: in)?(?: (?:in|to|for|bij) <g>)?(?: ,)? ${LIKE}(?: in)?$`,
  '^onboard <u> (?:in|to|into) <g>$',
  `^(?:give|geef|get|assign) <u> (?:exactly |precies )?(?:same|same (?:licen[cs]es|groups|access|(?:licen[cs]es|groups) and (?:licen[cs]es|groups))|hetzelfde|dezelfde (?:licenties|groepen|licenties en groepen)|dezelfde) (?:as|like|als) <u>(?: has| heeft)?$`,
  // "give Nora what Ann has", "copy Ann's licenses to Nora".
  `^(?:give|geef|get|assign) <u> (?:all |everything |alles |exactly |precies )?(?:what|that|which|wat|dat) <u> (?:has|have|got|heeft)$`,
  `^<u> (?:needs|gets|should get|should have|krijgt|moet) (?:all |everything |alles |exactly |precies )?(?:what|that|which|wat|dat) <u> (?:has|have|got|heeft)(?: hebben| krijgen)?$`,
  `^<u> (?:needs|gets|should get|should have|krijgt|moet) (?:exactly |precies )?(?:same|same (?:licen[cs]es|groups|access)|hetzelfde|dezelfde (?:licenties|groepen)) (?:as|like|als) <u>(?: has| heeft)?(?: hebben| krijgen)?$`,
].map((source) => new RegExp(source, 'u'));

/** Whose licenses are copied is named first. */
const COPIES = new RegExp(
  [
    "^(?:copy|clone|mirror|duplicate|kopieer) (?:all |alle )?<u>(?: 's| zijn| haar)? (?:licen[cs]es|licenties|groups|groepen) (?:to|naar|for|voor|onto) <u>$",
    '^(?:copy|clone|mirror|duplicate|kopieer) (?:all |everything |alles |alle )?(?:licen[cs]es |licenties |groups |groepen )?(?:of|from|van) <u> (?:to|naar|for|voor|onto) <u>$',
  ].join('|'),
  'u',
);

/** Without a colleague it says when: "Bob joined Marketing" tells, and asks for nothing. */
const JOINS_THEN = new RegExp(`^<u> ${STARTS}(?: (?:in|at|on|to|bij|op|into) <g>| <g>)(?: team| department)?$`, 'u');

/** "Carol joins Marketing", of a group and no day: now. */
const JOINS_NOW = /^<u> (?:joins?|is joining|are joining|will join) /u;
/** "Carol switches from HR to Marketing". */
const MOVES =
  /^<u> (?:moves?|switch(?:es)?|changes?|transfers?|goes|go|is moving|are moving|is switching|will move|gaat|gaan|stapt|stappen|verhuist|verhuizen)(?: over)? (?:from|van) <g> (?:over )?(?:to|into|naar)(?: over)? <g>(?: over)?$/u;

/** Something of the past is done now, whichever day it was. */
const PAST =
  /\b(?:left|has|have|quit|was|were|started|joined|fired|resigned|retired|verlaten|gegaan|getreden|ontslagen|begonnen|gestart|no longer|niet meer)\b/;
const PAST_DAY = /^(?:yesterday|gisteren|(?:last|vorige) .+|\p{L}+day|\p{L}+dag)$/iu;

/** Undefined where the sentence is about neither. */
export function readComingsAndGoings(names: Names, sentence: Sentence): Draft | undefined {
  if (sentence.names.length === 0 || sentence.items.some((item) => item.kind === 'break' && item.mark === '?'))
    return undefined;
  const timed = withoutTime(sentence);
  if (timed === undefined) return undefined;
  const { plain, when } = timed;
  return orAsked(() => {
    if (LEAVES.test(plain) || OFFBOARD.test(plain))
      return leaving(names, sentence, { plain, when, intent: 'offboard' });
    if (LEFT.test(plain)) {
      const left = leaving(names, sentence, { plain, when, intent: 'offboard' });
      return left.kind === 'command' ? ask('unclear', { readings: [left] }) : left;
    }
    if (TAKEN_ALL.test(plain)) return leaving(names, sentence, { plain, when, intent: 'remove_license' });
    if (COPIES.test(plain)) return joining(names, { ...sentence, names: sentence.names.toReversed() }, { plain, when });
    const joins = JOINS.some((pattern) => pattern.test(plain));
    const joinsThen = (when !== undefined || JOINS_NOW.test(plain)) && !PAST.test(plain) && JOINS_THEN.test(plain);
    if (MOVES.test(plain)) return moving(names, sentence, when);
    return joins || joinsThen ? joining(names, sentence, { plain, when }) : undefined;
  });
}

interface Timed {
  readonly plain: string;
  readonly when?: string | undefined;
}

/** The plain sentence without its one moment; undefined where there are several, or something is to last. */
function withoutTime({ text, items }: Sentence): Timed | undefined {
  const times = items.filter((item) => item.kind === 'time');
  if (times.length > 1 || times.some((item) => item.kind === 'time' && item.span !== 'moment')) return undefined;
  const rest = items.filter(
    (item, at) => item.kind !== 'time' && !(items[at + 1]?.kind === 'time' && AT.test(item.text)),
  );
  return {
    plain: sentenceOf(text, rest)
      .plain.replace(/ , (?=<g>|$)/g, ' ')
      .replace(/\b(?:the|het|de) /g, '')
      .trim(),
    when: times[0]?.text,
  };
}

const AT = /^(?:on|from|per|as of|as from|starting|op|vanaf|at|,)$/i;

function leaving(
  names: Names,
  { names: named }: Sentence,
  { plain, when, intent }: Timed & { readonly intent: 'offboard' | 'remove_license' },
): Draft {
  const users = people(named);
  const taken: Slots = intent === 'remove_license' ? { products: 'all', leaving: true } : {};
  return command(intent, {
    ...slotsOf(names, { users }),
    ...taken,
    ...startOf(plain, when),
  });
}

function joining(names: Names, { names: named }: Sentence, { plain, when }: Timed): Draft {
  const all = people(named);
  const like = all.length > 1 && / <u>/.test(plain) ? all.at(-1) : undefined;
  const users = like === undefined ? all : all.slice(0, -1);
  const groups = named.filter((item) => !hasKind(item, 'user')).map((item) => theOne(item, 'group'));
  if (like !== undefined && users.some(({ index }) => index === like.index)) throw new Unclear(ask('unclear'));
  const slots = { ...slotsOf(names, { groups, users }), ...startOf(plain, when) };
  if (like === undefined) return command('add_member', slots);
  const ids = idsOf(names, { groups, users: [...users, like] });
  return command('onboard', { ...slots, like: userName(names, like), ...ids });
}

function moving(names: Names, { names: named }: Sentence, when: string | undefined): Draft {
  const users = people(named);
  const [from, to] = named.filter((item) => !hasKind(item, 'user')).map((item) => theOne(item, 'group'));
  if (from === undefined || to === undefined || from.index === to.index) throw new Unclear(ask('fromWhere'));
  const moved_ = moved(names, users, from, to);
  return { ...moved_, slots: { ...moved_.slots, ...(when === undefined ? {} : { start: when }) } };
}

function people(named: readonly NameItem[]) {
  return named.filter((item) => refsOf(item, 'user').length > 0).map((item) => theOne(item, 'user'));
}

/** @throws Unclear where something past is said to be still to come */
function startOf(plain: string, when: string | undefined): Slots {
  if (when === undefined) return {};
  if (!PAST.test(plain)) return { start: when };
  if (PAST_DAY.test(when)) return {};
  throw new Unclear(ask('unclear'));
}
