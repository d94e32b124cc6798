import type { JsonBytes } from '../json-bytes.ts';
import { type EntityType, graphShape } from './shapes.ts';

/** An object of the directory, whose properties are looked up when they are asked for. */
export interface Entity {
  readonly type: EntityType;
  readonly id: string;
  /** The value as Graph has it; undefined where there is none. */
  get(property: string): unknown;
  /** Writes these members with commas between them, where they are JSON sooner than values; undefined: `get` has them. */
  write?(into: JsonBytes, properties: readonly string[]): void;
}

/** An object of plain values. */
export function plainEntity(
  type: EntityType,
  values: Readonly<Record<string, unknown>> & { readonly id: string },
): Entity {
  return { type, id: values.id, get: (property) => values[property] };
}

/** The value as an answer shows it: null or an empty list where there is none. */
export function shownValue(entity: Entity, property: string): unknown {
  return entity.get(property) ?? (graphShape(entity.type).collections.has(property) ? [] : null);
}

/** The member that shows it. */
export function memberJson(entity: Entity, property: string): string {
  return `"${property}":${JSON.stringify(shownValue(entity, property))}`;
}

/** One item of a collection, with a number that puts it in order: pages go on after the last one. */
export interface EntityItem {
  readonly key: number;
  readonly entity: Entity;
}

/** A collection in ascending order of keys, from after a key on. */
export type Items = (after: number) => Iterable<EntityItem>;

/** Keys in the order of a list that does not change. */
export function itemsOf(entities: readonly Entity[]): Items {
  return function* (after) {
    for (let key = after + 1; key < entities.length; key++) yield { key, entity: entities[key] as Entity };
  };
}
