import { badQuery, GraphError } from '../graph-error.ts';
import type { JsonBytes } from '../json-bytes.ts';
import { type GraphRequest, serviceOf, wantsNoMetadata } from '../request.ts';
import { type Entity, memberJson, shownValue } from '../resources/entity.ts';
import {
  type DIRECTORY_OBJECT,
  type EntityType,
  entityTypes,
  graphShape,
  spelledProperty,
} from '../resources/shapes.ts';

export type ItemType = EntityType | typeof DIRECTORY_OBJECT;

/**
 * The properties of `$select`, as Graph spells them; undefined: those that Graph gives by default.
 * @throws GraphError for one that the type does not have, and for one that is not kept in the directory
 */
export function readSelect(text: string | undefined, itemType: ItemType): readonly string[] | undefined {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const types = entityTypes(itemType);
  const properties = names.map((name) => {
    if (types.some((type) => graphShape(type).elsewhere.has(name))) {
      throw new GraphError(501, 'NotImplemented', `The property '${name}' is not kept in the directory.`);
    }
    const property = spelledProperty(types, name);
    if (property !== undefined) return property;
    throw badQuery(
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${itemType}'.`,
    );
  });
  return properties.length === 0 ? undefined : properties;
}

/** What is selected of an entity, and whether it has to say what it is. */
interface Projection {
  readonly select: readonly string[] | undefined;
  readonly typed: boolean;
}

/** What an answer shows of an entity. */
export function project(entity: Entity, { select, typed }: Projection): Record<string, unknown> {
  const members = shownOf(entity.type, select).map((name) => [name, shownValue(entity, name)]);
  return { ...(typed ? { '@odata.type': typeName(entity.type) } : {}), ...Object.fromEntries(members) };
}

/** Writes the same as JSON, of one entity after the other. */
export function projecting({ select, typed }: Projection, into: JsonBytes): (entity: Entity) => void {
  const known = new Map<EntityType, { readonly names: readonly string[]; readonly begin: string }>();

  function learn(type: EntityType) {
    const names = shownOf(type, select);
    const type_ = typed ? `"@odata.type":"${typeName(type)}"${names.length === 0 ? '' : ','}` : '';
    const learned = { names, begin: `{${type_}` };
    known.set(type, learned);
    return learned;
  }

  return (entity) => {
    const { names, begin } = known.get(entity.type) ?? learn(entity.type);
    into.text(begin);
    if (entity.write === undefined) into.text(names.map((name) => memberJson(entity, name)).join());
    else entity.write(into, names);
    into.text('}');
  };
}

function shownOf(type: EntityType, select: readonly string[] | undefined): readonly string[] {
  const { single, collections, byDefault } = graphShape(type);
  return (select ?? byDefault).filter(
    (name) => name !== 'hasMembersWithLicenseErrors' && (single.has(name) || collections.has(name)),
  );
}

export function typeName(type: EntityType): string {
  return `#microsoft.graph.${type}`;
}

/** `@odata.context` of what these properties are selected of, for whom it is of use. */
export function contextOf(
  request: GraphRequest,
  what: string,
  select: readonly string[] | undefined,
  suffix: '' | '/$entity' | '/$delta' = '',
): Readonly<Record<string, string>> {
  if (wantsNoMetadata(request)) return {};
  const properties = select === undefined ? '' : `(${select.join(',')})`;
  return { '@odata.context': `${serviceOf(request)}/$metadata#${what}${properties}${suffix}` };
}
