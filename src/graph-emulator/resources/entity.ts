import { type EntityType, graphShape } from './shapes.ts';

/** An object of the directory, whose properties are looked up when they are asked for. */
export interface Entity {
  readonly type: EntityType;
  readonly id: string;
  /** The value as Graph has it; undefined where there is none. */
  readonly get: (property: string) => unknown;
  /** The value of what has it as JSON sooner than as a value; undefined: `get` has it. */
  readonly json?: (property: string) => string | undefined;
}

/** An object of plain values. */
export function plainEntity(
  type: EntityType,
  values: Readonly<Record<string, unknown>> & { readonly id: string },
): Entity {
  return { type, id: values.id, get: (property) => values[property] };
}

/** The value as an answer shows it: null or an empty list where there is none. */
export function shownValue({ type, get }: Entity, property: string): unknown {
  return get(property) ?? (graphShape(type).collections.has(property) ? [] : null);
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
