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
}

/** Chat noise away: markup, entities, invisible characters, curly quotes, long dashes, bullets, the bot's own mention. */
export function clean(text: string, options: CleanOptions): string {
  const plain = decodeEntities(withoutMentions(text, options))
    .replace(/<\/?(?:p|div|span|b|i|u|em|strong|code|pre|br|li|ul|ol|a)\b[^<>]*>/gi, ' ')
    .replace(INVISIBLE, '')
    .replace(/[‘’‚‛′´]/g, "'")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/`+/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/…/g, '...')
    // "contoso:ENTERPRISEPACK", as PowerShell prints it.
    .replace(/(?<![\p{L}\p{N}])[a-z][a-z0-9-]*:(?=[A-Z0-9_]{3,}(?![\p{L}\p{N}]))/gu, '')
    .replace(/\p{Zs}|\t/gu, ' ')
    .replace(/^\s*(?:[-*•·>]+|\d+[.)])\s+/gm, '')
    .replace(/\s*[\r\n]+\s*/g, '; ')
    .trim()
    .replace(/^[;,\s]+|[;\s]+$/g, '');
  const whole = /^"([^"]*)"$/.exec(plain)?.[1];
  return whole !== undefined && !options.isName(whole) ? whole.trim() : plain;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? entity;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code < 0x11_0000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
}

function withoutMentions(text: string, { botName, isName }: CleanOptions): string {
  return text.replace(/<at(?:\s[^<>]*)?>([^<>]*)<\/at>/gi, (whole, inner: string, offset: number) => {
    const name = decodeEntities(inner).trim();
    if (botName !== undefined && fold(name) === fold(botName)) return ' ';
    if (isName(name)) return ` "${name.replaceAll('"', '')}" `;
    const atAnEnd = text.slice(0, offset).trim() === '' || text.slice(offset + whole.length).trim() === '';
    return botName === undefined && atAnEnd ? ' ' : ` "${name.replaceAll('"', '')}" `;
  });
}
