import { fold } from './text.ts';

const OPENING =
  /^(?:(?:hi|hello|hey|dear|hoi|hallo|dag|beste|goede(?:morgen|middag|navond)|good (?:morning|afternoon|evening))(?: [\p{L}'-]+){0,2}|hi there)[,.!]?$/iu;
const CLOSING =
  /^(?:(?:many |kind |best |warm )?(?:thanks|thank you|regards|wishes|cheers)(?: (?:in advance|a lot|so much|again))?|best|mvg|met (?:vriendelijke|hartelijke) groet(?:en)?|(?:vriendelijke )?groet(?:en|jes)?|alvast (?:bedankt|dank)|bedankt|dank (?:je|u)(?: wel)?)[,.!]*$/i;
const SENT_FROM =
  /^(?:sent from (?:my |outlook|mail)|get outlook for|verzonden (?:vanaf|met|via) |verstuurd (?:vanaf|met|via) |download outlook voor|outlook voor ).*$/i;

const SIGN_OFF =
  /^(.*?\S)[\s.?!,;]+(?:(?:many |kind |best |warm )?(?:thanks|thank you|regards|cheers|thx)(?: in advance| a lot)?|mvg|(?:vriendelijke )?groet(?:en|jes)?|(?:alvast )?bedankt|dank (?:je|u)(?: wel)?)[,.! -]+(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)[.!]?$/iu;

/** "… Thanks, Megan", in one line with the rest. */
function withoutSignOff(line: string, isSignature: (line: string) => boolean): string {
  const [, said, name = ''] = SIGN_OFF.exec(line) ?? [];
  return said !== undefined && /^\p{Lu}/u.test(name) && isSignature(name) ? said : line;
}

const GREETED =
  /^\s*(?:hi|hello|hey|dear|hoi|hallo|beste|dag|good (?:morning|afternoon|evening)|goede(?:morgen|middag|navond)) (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)\s*[,!:]\s+(?=\S)/iu;

const CALLED =
  /^\s*(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)\s*,\s+(?=(?:please|can|could|would|will|kun|kunt|kan|wil|wilt|zou)\b)/u;

/** "Hi Megan, please add Adele": whom it is said to is nobody of whom it is said. */
function withoutGreeting(line: string, isSignature: (line: string) => boolean): string {
  const greeted = [GREETED, CALLED].find((pattern) => pattern.test(line));
  const name = greeted?.exec(line)?.[1] ?? '';
  return greeted !== undefined && /^\p{Lu}/u.test(name) && isSignature(name) ? line.replace(greeted, '') : line;
}

/** A message as one writes letters, without the lines that say nothing: greeting, closing, name, "Sent from my iPhone". */
export function bodyOf(text: string, isSignature: (line: string) => boolean): string {
  const lines = text.replace(COURTESY, '').split(/\r?\n/);
  const heads = lines.filter((line) => HEADER.test(line.trim()));
  const headed = heads.length >= LEAST_HEADERS && heads.some((line) => OF_MAIL.test(line.trim()));
  const said = lines.filter((line) => !SENT_FROM.test(line.trim()) && !(headed && HEADER.test(line.trim())));
  while (said.length > 1 && said[0]?.trim() === '') said.shift();
  while (said.length > 1 && OPENING.test(said[0]?.trim() ?? '')) said.shift();
  said[0] = withoutGreeting(said[0] ?? '', isSignature);
  while (said.length > 1 && said.at(-1)?.trim() === '') said.pop();
  const closing = said.findLastIndex((line) => CLOSING.test(line.trim()) || line.trim() === '--');
  const after = said.slice(closing + 1).map((line) => line.trim());
  const closes =
    closing > 0 &&
    after.length <= LINES_OF_SIGNATURE &&
    after.every((line, at) => line === '' || isSignature(line) || (at > 0 && BELOW_NAME.test(line)));
  const body = closes ? said.slice(0, closing) : said;
  return [...body.slice(0, -1), ...body.slice(-1).map((line) => withoutSignOff(line, isSignature))].join('\n');
}

/** The head of a mail that was pasted with its message. */
const HEADER = /^(?:from|sent|to|cc|bcc|date|subject|van|verzonden|aan|datum|onderwerp): ?.*$/i;
const OF_MAIL = /^(?:sent|date|subject|verzonden|datum|onderwerp):/i;
const LEAST_HEADERS = 2;

const LINES_OF_SIGNATURE = 5;
/** A telephone number, an address of the web, "IT Services | Contoso". */
const BELOW_NAME =
  /^(?:(?:tel|phone|mobile|mobiel|t|m)?[:.\s]*[+()\d][+()\d\s./-]+|(?:https?:|www\.)\S+|[^.?!\t]*\|[^.?!\t]*)$/i;
const COURTESY =
  /(?:^|(?<=[\s.!,]))(?:(?:i|we) )?(?:hope (?:that )?(?:you(?: are|'re)|all is|this finds you|everything is)|(?:ik|we) hoop(?:en)? dat (?:alles|het)) [^.?!;\n]*[.!;]\s*/i;

const ADDRESS = "[\\p{L}\\p{N}_][\\p{L}\\p{N}._%+#'-]*@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+";
const LINK = new RegExp(`\\[[^\\][]*\\]\\(mailto:(${ADDRESS})[^()]*\\)`, 'giu');
const BRACKETED = new RegExp(`<\\s*(?:mailto:)?(${ADDRESS})\\s*>`, 'giu');
const IN_ROW = new RegExp(`^(?=.*\\t).*?(${ADDRESS}).*$`, 'gimu');
const HEADING =
  /^(?:(?:display |first |last |full )?name|e-?mail(?: ?address)?|mail|naam|voornaam|achternaam|e-?mailadres|user ?principal ?name|upn|user|gebruiker)$/i;

/** The address alone where a person stands with it: "Vance, Adele <AdeleV@contoso.com>", a link, the row of a table. */
export function byAddress(text: string, nameOf: (address: string) => string | undefined): string {
  const rows = text
    .split('\n')
    .filter((line) => !isHeading(line))
    .join('\n')
    .replace(LINK, '$1')
    .replace(IN_ROW, (row, address: string) => (isRowOf(row, address, nameOf(address)) ? address : row));
  let read = '';
  let from = 0;
  for (const match of rows.matchAll(BRACKETED)) {
    const [whole, address = ''] = match;
    read += `${withoutName(rows.slice(from, match.index), nameOf(address))} ${address} `;
    from = match.index + whole.length;
  }
  return read + rows.slice(from);
}

function isHeading(line: string): boolean {
  const cells = line.split('\t').map((cell) => cell.trim());
  return cells.length > 1 && cells.every((cell) => HEADING.test(cell));
}

function isRowOf(row: string, address: string, name: string | undefined): boolean {
  return row.split('\t').every((cell) => cell.includes(address) || withoutName(cell, name).trim() === '');
}

/** The text before an address without the words of its bearer's name, in whatever order, and what stands behind in brackets. */
function withoutName(before: string, name: string | undefined): string {
  const words = new Set(
    fold(name ?? '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  );
  let rest = before.replace(/[\s"']+$/, '').replace(/\s*\([^()]*\)$/, '');
  let found = words.size === 0 ? undefined : LAST_WORD.exec(rest);
  while (found !== null && found !== undefined && words.has(fold(found[1] ?? ''))) {
    rest = rest.slice(0, found.index);
    found = LAST_WORD.exec(rest);
  }
  return rest;
}

const LAST_WORD = /["']?([\p{L}\p{N}]+)["',.\s-]*$/u;

const THE_LIST =
  /\b(?:(?:these|those|the following|deze|de volgende|onderstaande|the)\s+(?:people|users|persons|members|colleagues|employees|accounts|ones|mensen|gebruikers|personen|collega'?s|medewerkers|leden|groups|teams|departments|licen[cs]es|products|plans|services|groepen|afdelingen|licenties|producten|plannen|diensten)|(?:these|the following|deze|de volgende|onderstaande)(?=\s+(?:in|to|into|from|out|aan|in|uit|van|toe)\b))/i;

/** "give E3 to:". */
const OPEN_END = /\s(?:to|for|from|aan|voor|van|bij)$/i;

/** "put these people in Brand Studio:" and a list below: the list in the place of the words that announce it. */
export function withList(text: string): string {
  const lines = text.split(/:\s*(?:\r?\n)+|(?:\r?\n)+/).map((line) => line.trim());
  const [head = '', ...below] = lines.length > 1 ? lines : text.split(/:\s+/);
  const listed = below
    .filter((line) => line !== '')
    .map((line) => line.replace(/^(?:[-*•·]+|\d+[.)])\s+/, '').replace(/[;,]$/, ''));
  if (listed.length > 1 && OPEN_END.test(head)) return `${head} ${listed.join(', ')}`;
  return listed.length === 0 || !THE_LIST.test(head) ? text : head.replace(THE_LIST, listed.join(', '));
}

/** Pictures at the end say nothing, but for those that forbid. */
export function withoutPictures(text: string): string {
  const plain = text.replace(/(?:\s*(?:(?![❌🚫⛔👎✖❎])\p{Extended_Pictographic}|\u200d|\ufe0f|\p{EMod}))+\s*$/u, '');
  return plain.trim() === '' ? text : plain;
}
