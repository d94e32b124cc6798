const CONTROL_AND_BREAKS = /[\p{Cc}\u2028\u2029]+/gu;

/** Marks, embeddings, overrides and isolates of direction; zero-width spaces, joiners of words, soft hyphens, tags. */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\u{e0000}-\u{e007f}]/gu;

/** Joiners shape Arabic and Indic letters and emoji; anywhere else they only make two names look alike. */
const JOINERS = /(?<=^|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{P}\p{Z}])[\u200c\u200d]+/gu;

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';
const ZERO_WIDTH_SPACE = '\u200b';

/**
 * Text that the tenant or a person wrote, safe to print in a TextRun: one line, nothing invisible, direction kept
 * inside, and no `{{…}}` that a client would expand as a date. Empty text becomes a dash, so that nothing is nameless.
 */
export function literal(text: string): string {
  const visible = text
    .toWellFormed()
    .replace(CONTROL_AND_BREAKS, ' ')
    .replace(INVISIBLE, '')
    .replace(JOINERS, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (visible === '') return '—';
  const inert = visible.replace(/\{(?=\{)/g, `{${ZERO_WIDTH_SPACE}`);
  return RIGHT_TO_LEFT.test(inert) ? `${ISOLATE}${inert}${END_OF_ISOLATE}` : inert;
}
