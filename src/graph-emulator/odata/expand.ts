import { badQuery, unsupportedQuery } from '../graph-error.ts';
import type { Entity, Items } from '../resources/entity.ts';
import { DIRECTORY_OBJECT } from '../resources/shapes.ts';
import { project, readSelect } from './projection.ts';

/** Graph expands no further, and does not say so. */
const LARGEST_EXPANSION = 20;

/** What can be expanded: a list of the items, or one item. */
export type Expansions = Readonly<Record<string, (entity: Entity) => Items | Entity | undefined>>;

interface Expand {
  readonly property: string;
  readonly select: readonly string[] | undefined;
  readonly top: number;
  readonly of: (entity: Entity) => Items | Entity | undefined;
}

/** Reads `$expand`: one property, with `$select` and `$top` in parentheses. @throws GraphError for any other */
export function readExpand(text: string | undefined, expansions: Expansions = {}): Expand | undefined {
  if (text === undefined) return undefined;
  const { property = '', inside = '' } = /^\s*(?<property>\w+)\s*(?:\((?<inside>.*)\))?\s*$/.exec(text)?.groups ?? {};
  const of = expansions[property];
  if (of === undefined) throw unsupportedQuery(`Unsupported Query: '${text}' cannot be expanded here.`);
  const inner = new Map(
    inside.split(';').map((part) => [part.split('=', 1)[0] ?? '', part.slice(part.indexOf('=') + 1)]),
  );
  for (const name of inner.keys()) {
    if (!['', '$select', '$top'].includes(name)) throw badQuery(`Invalid $expand clause: '${text}'.`);
  }
  return {
    property,
    select: readSelect(inner.get('$select'), DIRECTORY_OBJECT),
    top: Math.min(Number(inner.get('$top') ?? LARGEST_EXPANSION), LARGEST_EXPANSION),
    of,
  };
}

/** The expanded property of an entity. */
export function expanded(entity: Entity, expand: Expand | undefined, typed = true): Record<string, unknown> {
  if (expand === undefined) return {};
  const { property, select, top, of } = expand;
  const value = of(entity);
  if (value === undefined) return {};
  if (typeof value !== 'function') return { [property]: project(value, { select, typed }) };
  const shown: Record<string, unknown>[] = [];
  for (const { entity: item } of value(-1)) {
    if (shown.length >= top) break;
    shown.push(project(item, { select, typed }));
  }
  return { [property]: shown };
}
