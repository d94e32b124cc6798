import { basename, dirname } from 'node:path';
import { counted } from '../../words/counted.ts';

/** One answer of Graph in an export, or another list. */
export interface GraphPage {
  readonly file: string;
  /** `@odata.context`; empty: none. */
  readonly context: string;
  /** `@odata.nextLink`; undefined: it is the last one. */
  readonly nextLink: string | undefined;
  /** How many objects are in it. */
  readonly length: number;
  /** `@odata.count`: how many there are on all pages; undefined: it does not say. */
  readonly count: number | undefined;
}

/** Instead of a context: a list without an envelope, which does not say whether it goes on. */
export const BARE_LIST = 'list';

interface MissingPage {
  readonly file: string;
  readonly reason: string;
}

/**
 * Pages that go on where no file goes on, that begin where none began, or that have fewer objects than they say. Which page
 * a file is, only its name says: `users.json`, `users-2.json`. A page is followed by the next one in its file, or by the
 * file with the next number.
 * @param unnumbered files in whose names a number is part of a name
 */
export function missingPages(pages: readonly GraphPage[], unnumbered: ReadonlySet<string> = new Set()): MissingPage[] {
  const placed = pages.map((page) => ({
    ...page,
    ...(unnumbered.has(page.file) ? { series: page.file, number: UNNUMBERED } : seriesOf(page.file)),
  }));
  const series = Map.groupBy(placed, (page) => `${page.context.split('#')[1] ?? page.context} ${page.series}`);
  return [...series.values()].flatMap((members) => {
    const missing = missingIn(members);
    return missing.length > 0 ? missing : fewerThanCounted(members);
  });
}

/** Graph counts what is on all pages together. */
function fewerThanCounted(pages: readonly GraphPage[]): MissingPage[] {
  const most = Math.max(...pages.map(({ count }) => count ?? 0));
  const there = pages.reduce((sum, { length }) => sum + length, 0);
  const [first] = pages;
  if (first === undefined || there >= most) return [];
  return [
    { file: first.file, reason: `says that it has ${counted(most, 'objects')} (@odata.count), and has ${there}` },
  ];
}

interface Numbered extends GraphPage {
  readonly number: number;
}

function missingIn(pages: readonly Numbered[]): MissingPage[] {
  const numbered = pages.toSorted((left, right) => left.number - right.number);
  const missing: MissingPage[] = [];
  const [first] = numbered;
  if (first !== undefined && first.number > 1) {
    missing.push({
      file: first.file,
      reason: `by its name it is page ${first.number}, and there is no page before it. If it is the whole, give it a name without a number`,
    });
  }
  numbered.forEach(({ file, nextLink, number, context }, at) => {
    const next = numbered[at + 1];
    const isFollowed = next !== undefined && next.number - number <= MOST_BETWEEN;
    if (isFollowed || (nextLink === undefined && (context !== BARE_LIST || next === undefined))) return;
    if (nextLink === undefined) {
      missing.push({
        file,
        reason: `is followed by ${next?.file}, and there is nothing between them: name them one after the other`,
      });
      return;
    }
    missing.push({
      file,
      reason: `is not the last page, and the next one is not there (name it ${nextName(file)}): ${nextLink}`,
    });
  });
  return missing;
}

/** `users-2.json`, `users (2).json`, `users_page2.json`, `users2.json`, `2-users.json`: page 2 of `users`. */
const NUMBERED = [
  /^(?<series>.*?)[\s_.(-]*(?<number>\d{1,4})[\s_-]*of[\s_-]*\d{1,4}\)?$/i,
  /^(?<series>.*?)[\s_.(-]+p(?<number>\d{1,4})\)?$/i,
  /^(?<series>.*?)[\s_.(-]*(?:page|part)?[\s_.(-]+(?<number>\d{1,4})\)?$/i,
  /^(?<series>.*?)[\s_.(-]*(?:page|part)(?<number>\d{1,4})$/i,
  /^(?<series>.*[a-z]{3})(?<number>\d{1,2})$/i,
  /^(?<series>)(?<number>\d{1,4})$/,
  /^(?<number>\d{1,4})[\s_.-]+(?<series>[a-z].*)$/i,
];
/** A year, a day, with a time or without, or an id at its end is no number of a page. */
const NO_NUMBER = new RegExp(
  [
    /(?<!\d)(?:19|20)\d\d$/,
    /(?:\d{4}[-_]\d{1,2}[-_]\d{1,2}|\d{1,2}[-_]\d{1,2}[-_]\d{4}|(?<!\d)(?:19|20)\d{6})(?:[\sT_-]+\d{1,2}(?:[_.:-]?\d{2}){1,2}Z?)?$/,
    /[0-9a-f]{4}-[0-9a-f]{12}$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** Before `users (1).json`, and right before `users-2.json`. */
const UNNUMBERED = 0.5;
const MOST_BETWEEN = 2 - UNNUMBERED;

/** Which series of files a file is of, and which one of it: without a number, the first. */
export function seriesOf(file: string): { readonly series: string; readonly number: number } {
  const stem = basename(file).replace(/\.\w+$/, '');
  const found = NO_NUMBER.test(stem) ? undefined : NUMBERED.map((pattern) => pattern.exec(stem)?.groups).find(Boolean);
  return {
    series: `${dirname(file)}/${found?.['series'] ?? stem}`.toLowerCase(),
    number: Number(found?.['number'] ?? UNNUMBERED),
  };
}

function nextName(file: string): string {
  const name = basename(file);
  const { number } = seriesOf(file);
  const ending = /\.\w+$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  const digits = new RegExp(`${number}(?=\\)?$)`);
  return `${digits.test(stem) ? stem.replace(digits, String(number + 1)) : `${stem}-${Math.ceil(number) + 1}`}${ending}`;
}
