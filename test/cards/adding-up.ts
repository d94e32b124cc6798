import type { CardTexts } from '../../src/words/catalogue.ts';
import { texts } from '../../src/words/catalogue.ts';
import { type Node, nodesOf } from './adaptive-card.ts';

/** What a card says, a line for each text, top to bottom. */
export function linesIn(rendered: object): readonly string[] {
  return nodesOf(rendered).flatMap((node) => {
    if (node['type'] === 'TextBlock') return [String(node['text'])];
    return node['type'] === 'RichTextBlock' ? [(node['inlines'] as Node[]).map((run) => run['text']).join('')] : [];
  });
}

/** The figures that a card shows of everybody whom a change is about. */
export interface Sum {
  readonly when: 'before' | 'after';
  /** A result does not say of how many. */
  readonly people: number | undefined;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
}

type Numbers = CardTexts['numbers'];

const WHOM = ['members', 'people'] as const satisfies readonly (keyof Numbers)[];
const BEFORE = [
  'getIt',
  'getBoth',
  'getAll',
  'loseIt',
  'loseThem',
  'getLicenses',
  'loseLicenses',
  'change',
  'haveIt',
  'haveThem',
  'fixed',
] as const satisfies readonly (keyof Numbers)[];
const AFTER = [
  'assigned',
  'changed',
  'lostIt',
  'lostThem',
  'gotLicenses',
  'lostLicenses',
  'haveIt',
  'haveThem',
  'fixed',
] as const satisfies readonly (keyof Numbers)[];
const FAIL = ['fail', 'failed', 'stillFail'] as const satisfies readonly (keyof Numbers)[];
const MOVED = ['added', 'left', 'moved'] as const satisfies readonly (keyof Numbers)[];

/** The figures of a card that tells of a change, before it or after it. */
export function sumOf(lines: readonly string[]): Sum | undefined {
  const value = (keys: readonly (keyof Numbers)[]) => figureIn(lines, keys);
  const failed = value(FAIL);
  const people = value(WHOM);
  const changed = people === undefined ? value(AFTER) : value(BEFORE);
  if (failed === undefined || changed === undefined) return undefined;
  const unchanged = countedIn(lines, ['unchanged', 'covered']);
  return { when: people === undefined ? 'after' : 'before', people, changed, unchanged, failed };
}

/** What does not add up on a card, in words; undefined when everything does. */
export function faultIn(lines: readonly string[]): string | undefined {
  const sum = sumOf(lines);
  if (sum === undefined) return undefined;
  const { people, changed, unchanged, failed } = sum;
  if (people !== undefined && people !== changed + unchanged + failed) {
    return `${people} are not ${changed} changed, ${unchanged} unchanged and ${failed} failing`;
  }
  const negative = lines.find((line) => /^[-−][\d.,]+ \D/.test(line));
  if (negative !== undefined) return `a count below nothing: ${negative}`;
  const before = countedIn(lines, ['stillFail']);
  if (before > failed) return `${before} failed before, and ${failed} do now`;
  const moved = figureIn(lines, MOVED);
  if (moved !== undefined && moved > changed + unchanged + failed) return `${moved} moved, fewer are accounted for`;
  return undefined;
}

/** The same of a whole card: its chart shows what its figures say. */
export function faultOn(card: object): string | undefined {
  const lines = linesIn(card);
  return faultIn(lines) ?? faultInSummary(lines) ?? faultInChart(card, sumOf(lines));
}

/** So many causes a summary names. */
const CAUSES_NAMED = 5;

/** Of a summary: who is new is among those who fail, is told once, and has one of the causes that are named. */
export function faultInSummary(lines: readonly string[]): string | undefined {
  const digests = [texts.en.watch.digest, texts.nl.watch.digest];
  const says = (line: string, ...patterns: readonly unknown[]) =>
    patterns.flatMap(formsOf).some((pattern) => asPattern(pattern).test(line));
  const at = lines.findIndex((line) => digests.some(({ failing }) => says(line, failing)));
  const isFresh = (line = '') => /^[\d.,]+ /.test(line) && digests.some(({ fresh }) => says(line, fresh));
  if (at === -1 || !isFresh(lines[at + 1])) return undefined;
  const [failing = 0, fresh = 0] = lines.slice(at, at + 2).map((line) => numberOf(line.split(' ')[0] ?? ''));
  if (fresh > failing) return `${fresh} are new of ${failing} who fail`;
  const header = lines.find((line) => /^▲ /.test(line))?.replace(/\D/g, '');
  if (header !== String(fresh)) return `the header says ${header} new, the summary ${fresh}`;
  const rest = lines.slice(at + 2);
  const end = rest.findIndex((line) => digests.some(({ changes, ahead, seats }) => says(line, changes, ahead, seats)));
  const causes = rest.slice(0, end === -1 ? undefined : end).filter(isNumber);
  const named = causes.reduce((sum, count) => sum + numberOf(count), 0);
  return causes.length < CAUSES_NAMED && named < fresh ? `${fresh} are new, and ${named} have a cause` : undefined;
}

function faultInChart(card: object, sum: Sum | undefined): string | undefined {
  const [chart] = nodesOf(card).filter(({ type }) => type === 'Chart.HorizontalBar.Stacked');
  const [bar] = (chart?.['data'] ?? []) as readonly { readonly data: readonly { readonly value: number }[] }[];
  if (bar === undefined) return undefined;
  if (sum === undefined) return 'a chart beside no figures';
  const said = [sum.changed, sum.unchanged, sum.failed].filter((value) => value > 0);
  const drawn = bar.data.map(({ value }) => value);
  return said.join() === drawn.join() ? undefined : `${said.join(', ')} are drawn as ${drawn.join(', ')}`;
}

/** A text for the terminal as the lines of a card: "42 members, 2 get it" has each number over its label. */
export function linesOfText(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const figures = line.split(', ').map((part) => /^([\d.,]+) (\D.*)$/.exec(part));
    if (figures.length < 2 || figures.includes(null)) return [line.trim()];
    return figures.flatMap((figure) => [figure?.[1] ?? '', figure?.[2] ?? '']);
  });
}

/** A simulation for programs, as far as it counts. */
export interface Counted {
  readonly figures: Readonly<Record<'people' | 'changed' | 'unchanged' | 'failed' | 'failedBefore', number>>;
  readonly groups: readonly {
    readonly before: CountedGroup;
    readonly after: CountedGroup;
  }[];
}

type Standing = Readonly<Record<'assigned' | 'failed' | 'pending', number>>;

interface CountedGroup extends Standing {
  readonly members: number;
  readonly products: readonly (Standing & { readonly keeping: number })[];
}

/** What does not add up in it, in words. */
export function faultInCounts({ figures, groups }: Counted): string | undefined {
  const { people, changed, unchanged, failed, failedBefore } = figures;
  if (people !== changed + unchanged + failed || unchanged < 0 || failedBefore > failed) return JSON.stringify(figures);
  const all = ({ assigned, failed: failing, pending }: Standing) => assigned + failing + pending;
  const wrong = groups
    .flatMap(({ before, after }) => [before, after])
    .find(
      ({ members, products, ...group }) =>
        all(group) !== (products.length === 0 ? all(group) : members) ||
        all(group) > members ||
        products.some((product) => all(product) !== members || product.keeping > product.failed),
    );
  return wrong && JSON.stringify(wrong);
}

/** The number that stands over one of these labels. */
function figureIn(lines: readonly string[], keys: readonly (keyof Numbers)[]): number | undefined {
  const labels = inBoth((cards) => keys.flatMap((key) => formsOf(cards.numbers[key])));
  const at = lines.findIndex((line, place) => labels.some((label) => label.test(line)) && isNumber(lines[place - 1]));
  return at === -1 ? undefined : numberOf(lines[at - 1] ?? '');
}

/** The numbers before lines that begin with these words, in all. */
function countedIn(lines: readonly string[], keys: readonly (keyof CardTexts['preview'])[]): number {
  const patterns = inBoth((cards) => keys.flatMap((key) => formsOf(cards.preview[key])));
  return lines.reduce((sum, line) => {
    const [, count = '', said = ''] = /^([\d.,]+) (.+)$/.exec(line) ?? [];
    return patterns.some((pattern) => pattern.test(said)) ? sum + numberOf(count) : sum;
  }, 0);
}

function inBoth(forms: (cards: CardTexts) => readonly string[]): readonly RegExp[] {
  return [texts.en, texts.nl].flatMap(({ cards }) => forms(cards)).map(asPattern);
}

function formsOf(text: unknown): readonly string[] {
  return typeof text === 'string' ? [text] : Object.values(text as Readonly<Record<string, string>>);
}

function asPattern(text: string): RegExp {
  const parts = text.replaceAll('**', '').split(/\{\w+\}/);
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')).join('.+')}$`, 'u');
}

function isNumber(line: string | undefined): boolean {
  return /^[\d.,]+$/.test(line ?? '');
}

function numberOf(text: string): number {
  return Number(text.replace(/[.,]/g, ''));
}
