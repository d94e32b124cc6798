import { basename, dirname } from 'node:path';

/** One answer of Graph in an export. */
export interface Page {
  readonly file: string;
  /** `@odata.context`; empty: none. */
  readonly context: string;
  /** `@odata.nextLink`; undefined: it is the last one. */
  readonly nextLink: string | undefined;
}

/** Instead of a context: a list without an envelope, of members of a group that is named by its id. */
export const LIST_OF_MEMBERS = 'members';

export interface MissingPage {
  readonly file: string;
  readonly reason: string;
}

/**
 * Pages that go on where no file goes on. Which page a file is, only its name says: `users.json`, `users-2.json`. A page
 * is followed by the next one in its file, or by the file with the next number.
 * @param unnumbered files in whose names a number is part of a name
 */
export function missingPages(pages: readonly Page[], unnumbered: ReadonlySet<string> = new Set()): MissingPage[] {
  const placed = pages.map((page) => ({
    ...page,
    ...(unnumbered.has(page.file) ? { series: page.file, number: UNNUMBERED } : seriesOf(page.file)),
  }));
  const series = Map.groupBy(placed, (page) => `${page.context.split('#')[1] ?? page.context} ${page.series}`);
  return [...series.values()].flatMap((members) => missingIn(members));
}

interface Numbered extends Page {
  readonly number: number;
}

function missingIn(pages: readonly Numbered[]): MissingPage[] {
  const numbered = pages.toSorted((left, right) => left.number - right.number);
  const missing: MissingPage[] = [];
  const [first] = numbered;
  const isSeries = numbered.some(({ nextLink }) => nextLink !== undefined) || numbered.length > 1;
  if (first !== undefined && first.number > 1 && (isSeries || first.context !== '')) {
    missing.push({
      file: first.file,
      reason: `by its name it is page ${first.number}, and there is no page before it. If it is the whole, give it a name without a number`,
    });
  }
  numbered.forEach(({ file, nextLink, number, context }, at) => {
    const next = numbered[at + 1];
    const isFollowed = next !== undefined && next.number - number <= MOST_BETWEEN;
    if (isFollowed || (nextLink === undefined && (context !== LIST_OF_MEMBERS || next === undefined))) return;
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
/** A day or an id at its end is no number of a page. */
const NO_NUMBER = /\d{4}-\d{1,2}-\d{1,2}$|[0-9a-f]{4}-[0-9a-f]{12}$/i;

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
  const number = Math.ceil(seriesOf(file).number);
  const ending = /\.\w+$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  const digits = new RegExp(`${number}(?=\\)?$)`);
  return `${digits.test(stem) ? stem.replace(digits, String(number + 1)) : `${stem}-${number + 1}`}${ending}`;
}
