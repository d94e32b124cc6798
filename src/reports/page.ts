import { formatMoment } from '../time/format-moment.ts';
import { formatCount } from '../words/format.ts';
import { type Cell, isMoment, type Reader, type Sheet } from './csv.ts';

/** A part of a page. All text is escaped: what stands in a directory can be anything. */
export type PagePart =
  | { readonly kind: 'text'; readonly title?: string; readonly text: string }
  | { readonly kind: 'facts'; readonly title?: string; readonly facts: readonly (readonly [string, string])[] }
  | { readonly kind: 'table'; readonly title?: string; readonly sheet: Sheet }
  | { readonly kind: 'bars'; readonly title?: string; readonly bars: readonly PageBar[] }
  | { readonly kind: 'line'; readonly title: string; readonly line: PageLine };

/** One bar: how much of a whole; what it says stands beside it, so that nobody has to see it. */
export interface PageBar {
  readonly label: string;
  readonly said: string;
  readonly value: number;
  readonly of: number;
  /** What is bad is drawn in another colour. */
  readonly bad?: boolean;
}

/** A course over time, drawn in steps: it holds until it changes. */
interface PageLine {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The least and the most of the y axis, in words, and the first and the last moment. */
  readonly bounds: readonly [low: string, high: string];
  readonly span: readonly [from: string, to: string];
}

interface HtmlPage extends Reader {
  readonly title: string;
  readonly parts: readonly PagePart[];
}

/** No script, nothing from elsewhere: the policy makes a browser keep to it, whatever the text. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#242424, #f0f0f0); --soft: light-dark(#616161, #adadad); --rule: light-dark(#d1d1d1, #4d4d4d);
  --ground: light-dark(#fff, #1f1f1f); --track: light-dark(#e6e6e6, #3d3d3d); --bar: light-dark(#5b5fc7, #7f85f5); --bad: light-dark(#b10e1c, #e37d80); }
body { font: 14px/1.5 "Segoe UI", system-ui, sans-serif; color: var(--ink); background: var(--ground); margin: 2rem auto; max-width: 72rem; padding: 0 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; margin-top: 1rem; } th, td { border-bottom: 1px solid var(--rule); padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 600; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
dt { color: var(--soft); } dd { margin: 0 0 .6rem; }
.bars { display: grid; gap: .7rem; max-width: 42rem; } .bars p { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1rem; margin: 0; } .bars span + span { color: var(--soft); text-align: right; }
svg { display: block; width: 100%; } .bars svg { height: .5rem; } .line svg { height: 9rem; } .line { max-width: 42rem; } .line p span + span { text-align: right; } .line p { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); margin: 0; }
.track { fill: var(--track); } .bar { fill: var(--bar); } .bad { fill: var(--bad); } .course { fill: none; stroke: var(--bar); stroke-width: 2; vector-effect: non-scaling-stroke; }
@media screen and (max-width: 60rem) {
  body { overflow-wrap: anywhere; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody { display: block; } tr { display: block; border-bottom: 1px solid var(--rule); padding: .6rem 0; }
  td, td.number { display: block; border: 0; padding: 0; text-align: left; } td:empty { display: none; } td:first-child { font-weight: 600; }
  td:not(:first-child)::before { content: attr(data-head) ": "; color: var(--soft); }
}
@media print { :root { color-scheme: light; } body { margin: 0; max-width: none; font-size: 11px; overflow-wrap: anywhere; } table { table-layout: fixed; } tr, .bars > div, h2 { break-inside: avoid; } h2 { break-after: avoid; } }
`;

/** One self-contained HTML file, for auditors and tickets: opens anywhere, prints, loads nothing. */
export function htmlPage({ title, parts, ...reader }: HtmlPage): string {
  return [
    '<!doctype html>',
    `<html lang="${reader.language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    ...parts.map((part) => partOf(part, reader)),
    '</body></html>',
    '',
  ].join('\n');
}

function partOf(part: PagePart, reader: Reader): string {
  switch (part.kind) {
    case 'text':
      return `${heading(part.title)}<p>${escaped(part.text)}</p>`;
    case 'facts': {
      const facts = part.facts.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`);
      return `${heading(part.title)}<dl>${facts.join('')}</dl>`;
    }
    case 'table':
      return `${heading(part.title)}${tableOf(part.sheet, reader)}`;
    case 'bars':
      return `${heading(part.title)}<div class="bars">${part.bars.map(barOf).join('\n')}</div>`;
    case 'line':
      return `${heading(part.title)}${lineOf(part.line)}`;
  }
}

function heading(title: string | undefined): string {
  return title === undefined ? '' : `<h2>${escaped(title)}</h2>`;
}

function tableOf({ head, rows }: Sheet, { language, zone }: Reader): string {
  const textOf = (value: Cell) => {
    if (isMoment(value)) return formatMoment({ ms: Date.parse(value.at), zone }, language);
    return typeof value === 'number' ? formatCount(value, language) : value;
  };
  const isNumber = (column: number) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number');
  const headOf = (column: number) => escaped(head[column] ?? '');
  const cell = (tag: 'th' | 'td', text: string, column: number) => {
    const data = tag === 'td' ? ` data-head="${headOf(column)}"` : '';
    return `<${tag}${isNumber(column) ? ' class="number"' : ''}${data}>${escaped(text)}</${tag}>`;
  };
  const row = (tag: 'th' | 'td', cells: readonly Cell[]) =>
    `<tr>${cells.map((text, column) => cell(tag, textOf(text), column)).join('')}</tr>`;
  const body = rows.map((cells) => row('td', cells)).join('\n');
  return `<table><thead>${row('th', head)}</thead><tbody>${body}</tbody></table>`;
}

/** Its words above it: a browser that draws nothing still says everything. */
function barOf({ label, said, value, of, bad = false }: PageBar): string {
  const share = of <= 0 ? 0 : Math.max(0, Math.min(100, (value / of) * 100));
  const drawn = value > 0 ? Math.max(share, 1) : 0;
  return [
    `<div><p><span>${escaped(label)}</span><span>${escaped(said)}</span></p>`,
    '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4" rx="1"/>',
    `<rect class="${bad ? 'bad' : 'bar'}" width="${drawn.toFixed(1)}" height="4" rx="1"/></svg></div>`,
  ].join('');
}

const [WIDTH, HEIGHT] = [600, 100];

/** Steps from the first moment to the last; its bounds stand beside it in words. */
function lineOf({ points, bounds, span }: PageLine): string {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const at = (value: number, from: number, to: number, length: number) =>
    (to === from ? length / 2 : ((value - from) / (to - from)) * length).toFixed(1);
  const path = points
    .map(({ x, y }, place) => {
      const [across, down] = [at(x, left, right, WIDTH), (HEIGHT - Number(at(y, low, high, HEIGHT))).toFixed(1)];
      return place === 0 ? `M${across} ${down}` : `H${across}V${down}`;
    })
    .join('');
  const words = ([one, other]: readonly [string, string]) =>
    `<p><span>${escaped(one)}</span><span>${escaped(other)}</span></p>`;
  return [
    `<div class="line">${words([bounds[1], ''])}`,
    `<svg viewBox="-2 -4 ${WIDTH + 4} ${HEIGHT + 8}" preserveAspectRatio="none" role="img" aria-label="${escaped([...bounds, ...span].join(', '))}">`,
    `<path class="course" d="${path}"/></svg>${words([bounds[0], ''])}${words(span)}</div>`,
  ].join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
