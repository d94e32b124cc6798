import { type GraphError, notFound } from '../graph-error.ts';
import { type Expansions, expanded, readExpand } from '../odata/expand.ts';
import { refuseOthers } from '../odata/options.ts';
import { contextOf, type ItemType, project, readSelect } from '../odata/projection.ts';
import type { GraphResponse } from '../request.ts';
import type { Entity } from '../resources/entity.ts';
import { DIRECTORY_OBJECT } from '../resources/shapes.ts';
import type { Call } from '../route.ts';

/** One object, with `$select` and, where it has expansions, `$expand`. @throws GraphError for other options */
export function showEntity(
  { request }: Call,
  entity: Entity,
  { context, itemType = entity.type, expansions, status = 200 }: EntityRules,
): GraphResponse {
  refuseOthers(request.url.searchParams, expansions === undefined ? ['select'] : ['select', 'expand']);
  const select = readSelect(request.url.searchParams.get('$select') ?? undefined, itemType);
  const expand = readExpand(request.url.searchParams.get('$expand') ?? undefined, expansions);
  return {
    status,
    headers: {},
    body: {
      ...contextOf(request, context, select, '/$entity'),
      ...project(entity, { select, typed: itemType === DIRECTORY_OBJECT }),
      ...expanded(entity, expand),
    },
  };
}

interface EntityRules {
  readonly context: string;
  readonly itemType?: ItemType;
  readonly expansions?: Expansions | undefined;
  readonly status?: number;
}

/** @throws GraphError */
export function existing<T>(found: T | undefined, id: string | undefined): T {
  if (found === undefined) throw notFound(id ?? '') satisfies GraphError;
  return found;
}
