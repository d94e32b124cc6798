import { bodyOf, byAddress, withList, withoutPictures } from './letter.ts';
import { withoutMarkup } from './markup.ts';
import { fold, INVISIBLE } from './text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '-',
  mdash: '-',
  rsquo: "'",
  lsquo: "'",
  ldquo: '"',
  rdquo: '"',
  hellip: '...',
};

export interface CleanOptions {
  /** The bot's own name: mentions of it go. Without it, a mention at either end that is nobody's name is the bot's. */
  readonly botName?: string | undefined;
  /** Whether a mention's text is the name of a person or group. */
  readonly isName: (text: string) => boolean;
  /** The display name of whoever bears this address or object id. */
  readonly nameOf?: (address: string) => string | undefined;
  /** Whether a line below a closing formula is only somebody's name. */
  readonly isSignature?: (line: string) => boolean;
}

const COMPOUND = /(?<![\p{L}\p{N}])([\p{L}\p{N}]{2,})(licenties?|abonnement(?:en)?)(?![\p{L}\p{N}])/giu;

const DIMINUTIVE = /(?<![\p{L}\p{N}])(\p{L}[\p{L}\p{N}]+?)(?:o?tje|etje|pje|je)s?(?![\p{L}\p{N}])/giu;

/** A mention by the id of who is meant, as `mentionOf` writes it. */
const BY_ID = /<at of="([^"<>]*)">([^<>]*)<\/at>/gi;

/** A mention that says by id who or what is meant; its text is only how that is called there. */
export function mentionOf(id: string, text: string): string {
  return `<at of="${id.replace(/["<>]/g, '')}">${text.replace(/[<>]/g, '')}</at>`;
}

/** Whom a mention may mean here. */
export interface KnownPeople {
  readonly botName?: string | undefined;
  readonly isKnown: (id: string) => boolean;
  readonly isName: (text: string) => boolean;
}

/** The text of a mention that is nobody's here: another person of that name, a channel, a tag. */
export function strangerIn(text: string, { botName, isKnown, isName }: KnownPeople): string | undefined {
  const byId = [...text.matchAll(BY_ID)].find(([, id = '']) => !isKnown(id))?.[2];
  if (byId !== undefined || botName === undefined) return byId;
  const called = [...text.matchAll(/<at(?!\s+of=)(?:\s[^<>]*)?>([^<>]*)<\/at>/gi)].map(([, name = '']) =>
    decodeEntities(name).trim(),
  );
  const isHere = (name: string) => fold(name) === fold(botName) || isName(name) || isName(`"${name}"`);
  return called.find((name) => name !== '' && !isHere(name) && !isHere(name.replace(/\s*\([^()]*\)$/, '')));
}

/** Chat noise away: markup, entities, invisible characters, curly quotes, long dashes, bullets, the bot's own mention. */
export function clean(text: string, options: CleanOptions): string {
  const { nameOf = () => undefined, isSignature = () => false } = options;
  const written = withoutMarkup(decodeEntities(withoutMentions(text, options)));
  const body = bodyOf(written.replace(/\u00a0/g, ' ').trim(), isSignature);
  const plain = withoutPictures(withList(byAddress(body, nameOf)))
    .replace(INVISIBLE, '')
    .replace(/[‘’‚‛′´]/g, "'")
    .replace(/[“”„‟«»″]/g, '"')
    // "@Adele Vance", typed.
    .replace(/(^|\s)@(?=\p{L})/gu, '$1')
    // "people w/ Visio", "Visio @ Sales"; "w/o" is another word.
    .replace(/(^|\s)w\/(?:\s(?!o(?:ut)?\b)|(?![o\s]))(?=\S)/giu, '$1with ')
    .replace(/\b(excl|incl)\.(?=\s)/giu, '$1')
    // Dutch "een E1'tje", "E5'jes".
    .replace(/(?<=\p{L}\d)['’](?:tjes?|jes?)(?![\p{L}\p{N}])/giu, '')
    .replace(/(?<![\p{L}.])m\.?i\.?v\.?(?=\s)/giu, 'met ingang van')
    // Dutch "i.p.v.", "m.u.v.", "a.u.b.".
    .replace(/(?<![\p{L}\p{N}.])[a-z]\.[a-z]\.[a-z]\.?(?=[\s,;]|$)/gu, (short) =>
      options.isName(short.replace(/\.$/, '')) ? short : short.replaceAll('.', ''),
    )
    // Dutch "een Visiolicentie".
    .replace(COMPOUND, (word, name: string, noun: string) => (options.isName(name) ? `${name} ${noun}` : word))
    // "1x E3 for Bob".
    .replace(/(?<![\p{L}\p{N}])1 ?[x×] (?=\p{L})/giu, '')
    // Dutch "een Visiootje".
    .replace(DIMINUTIVE, (word, name: string) => (!options.isName(word) && options.isName(name) ? name : word))
    // What a mail server writes before a subject, and how subjects are cut up.
    .replace(/^\s*\[(?:ext|external|extern|externe mail)\]\s*/i, '')
    .replace(/\s\/\/\s/g, ' - ')
    .replace(/\s@\s/g, ' at ')
    .replace(/`+/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/…/g, '...')
    // "contoso:ENTERPRISEPACK", as PowerShell prints it.
    .replace(/(?<![\p{L}\p{N}])[a-z][a-z0-9-]*:(?=[A-Z0-9_]{3,}(?![\p{L}\p{N}]))/gu, '')
    .replace(/\p{Zs}|\t/gu, ' ');
  const lines = numberedApart(plain)
    .replace(/^\s*(?:[-*•·>]+|\d+[.)])\s+/gm, '')
    .replace(/\s*[\r\n]+\s*/g, '; ')
    .replaceAll(',; ', '; ')
    .trim()
    .replace(/^[;,\s]+|[;\s]+$/g, '');
  const whole = /^"([^"]*)"$/.exec(lines)?.[1];
  return whole !== undefined && !options.isName(whole) ? whole.trim() : lines;
}

/** "1) E3 to HR 2) EMS to Finance", on one line: a line each. */
function numberedApart(text: string): string {
  if (!/^\s*\(?1[.)]\s.*\s\(?2[.)]\s/.test(text)) return text;
  let next = 1;
  return text.replace(/(?:^|\s)\(?(\d+)[.)]\s+/g, (found, number) => {
    if (Number(number) !== next) return found;
    next += 1;
    return '\n';
  });
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? entity;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code < 0x11_0000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
}

/** "@Seatkeeper", typed; "Hi Seatkeeper, …". */
function withoutBotName(text: string, { botName, isName }: CleanOptions): string {
  if (botName === undefined)
    return text.replace(/^\s*@(\p{L}[\p{L}\p{N}-]*)[,:]?\s+/u, (typed, name: string) => (isName(name) ? typed : ''));
  if (botName === '' || isName(botName)) return text;
  const bot = botName.replace(/[^\p{L}\p{N} ]/gu, '\\$&');
  return text
    .replace(new RegExp(`(?<![\\p{L}\\p{N}])@${bot}(?![\\p{L}\\p{N}])[,:]?`, 'giu'), ' ')
    .replace(
      new RegExp(
        `^(\\s*(?:hi|hello|hey|dear|hoi|hallo|dag|beste|good (?:morning|afternoon|evening)|goede(?:morgen|middag|navond))?)\\s*${bot}\\s*[,:!-]+`,
        'iu',
      ),
      '$1 ',
    );
}

function withoutMentions(text: string, options: CleanOptions): string {
  const { botName, isName } = options;
  return withoutBotName(text, options)
    .replace(BY_ID, ' $1 ')
    .replace(/<at(?:\s[^<>]*)?>([^<>]*)<\/at>/gi, (whole, inner: string, offset: number) => {
      const called = decodeEntities(inner).trim();
      const name = isName(called) ? called : called.replace(/\s*\([^()]*\)$/, '');
      if (botName !== undefined && fold(name) === fold(botName)) return ' ';
      if (isName(name)) return ` "${name.replaceAll('"', '')}" `;
      const atAnEnd = text.slice(0, offset).trim() === '' || text.slice(offset + whole.length).trim() === '';
      return botName === undefined && atAnEnd ? ' ' : ` "${name.replaceAll('"', '')}" `;
    });
}
