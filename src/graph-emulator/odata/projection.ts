import { badQuery, GraphError } from '../graph-error.ts';
import { type GraphRequest, serviceOf } from '../request.ts';
import { type Entity, shownValue } from '../resources/entity.ts';
import { type DIRECTORY_OBJECT, type EntityType, entityTypes, graphShape } from '../resources/shapes.ts';

export type ItemType = EntityType | typeof DIRECTORY_OBJECT;

/**
 * The properties of `$select`; undefined: those that Graph gives by default.
 * @throws GraphError for one that the type does not have, and for one that is not kept in the directory
 */
export function readSelect(text: string | undefined, itemType: ItemType): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  for (const name of names) {
    const shapes = entityTypes(itemType).map(graphShape);
    if (shapes.some(({ elsewhere }) => elsewhere.has(name))) {
      throw new GraphError(501, 'NotImplemented', `The property '${name}' is not kept in the directory.`);
    }
    if (!shapes.some(({ single, collections }) => single.has(name) || collections.has(name))) {
      throw badQuery(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${itemType}'.`,
      );
    }
  }
  return names;
}

/** What is selected of an entity, and whether it has to say what it is. */
interface Projection {
  readonly select: readonly string[] | undefined;
  readonly typed: boolean;
}

/** What an answer shows of an entity. */
export function project(entity: Entity, projection: Projection): Record<string, unknown> {
  return JSON.parse(projectedJson(entity, projection));
}

/** The same as JSON. */
export function projectedJson(entity: Entity, { select, typed }: Projection): string {
  const { single, collections, byDefault } = graphShape(entity.type);
  let members = typed ? `"@odata.type":"${typeName(entity.type)}"` : '';
  for (const name of select ?? byDefault) {
    if (name === 'hasMembersWithLicenseErrors' || !(single.has(name) || collections.has(name))) continue;
    const value = entity.json?.(name) ?? JSON.stringify(shownValue(entity, name));
    members += `${members === '' ? '' : ','}"${name}":${value}`;
  }
  return `{${members}}`;
}

export function typeName(type: EntityType): string {
  return `#microsoft.graph.${type}`;
}

/** `@odata.context` of what these properties are selected of. */
export function contextOf(
  request: GraphRequest,
  what: string,
  select: readonly string[] | undefined,
  suffix: '' | '/$entity' | '/$delta' = '',
): { readonly '@odata.context': string } {
  const properties = select === undefined ? '' : `(${select.join(',')})`;
  return { '@odata.context': `${serviceOf(request)}/$metadata#${what}${properties}${suffix}` };
}
