import type { Language } from '../../core/language/command.ts';
import type { Sheet } from './csv.ts';

/** A part of a page. All text is escaped: what stands in a directory can be anything. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly title?: string; readonly facts: readonly (readonly [string, string])[] }
  | { readonly kind: 'table'; readonly title?: string; readonly sheet: Sheet };

export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly parts: readonly Part[];
}

/** No script, nothing from elsewhere: the policy makes a browser keep to it, whatever the text. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE = `
body { font: 14px/1.5 "Segoe UI", system-ui, sans-serif; color: #242424; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; } th, td { border-bottom: 1px solid #d1d1d1; padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; } dt { color: #616161; } dd { margin: 0 0 .6rem; }
`;

/** One self-contained HTML file, for auditors and tickets: opens anywhere, prints, loads nothing. */
export function pageOf({ language, title, parts }: Page): string {
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    ...parts.map(partOf),
    '</body></html>',
    '',
  ].join('\n');
}

function partOf(part: Part): string {
  switch (part.kind) {
    case 'text':
      return `<p>${escaped(part.text)}</p>`;
    case 'facts': {
      const facts = part.facts.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`);
      return `${heading(part.title)}<dl>${facts.join('')}</dl>`;
    }
    case 'table':
      return `${heading(part.title)}${tableOf(part.sheet)}`;
  }
}

function heading(title: string | undefined): string {
  return title === undefined ? '' : `<h2>${escaped(title)}</h2>`;
}

function tableOf({ head, rows }: Sheet): string {
  const isNumber = (column: number) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number');
  const cell = (tag: 'th' | 'td', text: string, column: number) =>
    `<${tag}${isNumber(column) ? ' class="number"' : ''}>${escaped(text)}</${tag}>`;
  const row = (tag: 'th' | 'td', cells: readonly (string | number)[]) =>
    `<tr>${cells.map((text, column) => cell(tag, String(text), column)).join('')}</tr>`;
  return `<table>${[row('th', head), ...rows.map((cells) => row('td', cells))].join('\n')}</table>`;
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
