import { badQuery, GraphError } from './graph-error.ts';
import { type GraphRequest, type GraphResponse, VERSION } from './request.ts';
import type { World } from './world.ts';

/** One request, and what answers it. */
export interface Call {
  readonly world: World;
  readonly request: GraphRequest;
  /** What stands in the path where the template has a name in braces. */
  readonly ids: readonly string[];
  readonly nowMs: number;
  /** The app that the token is for. */
  readonly appId: string;
}

/** An operation of Graph that the emulator serves. */
export interface Route {
  readonly method: string;
  /** Below the version: `/users/{id}/memberOf`. */
  readonly path: string;
  /** Any of these lets an app in. */
  readonly permissions: readonly string[];
  readonly answer: (call: Call) => GraphResponse;
}

/** @param operation `GET /users/{id}` */
export function route(operation: string, permissions: string, answer: Route['answer']): Route {
  const [method = '', path = ''] = operation.split(' ');
  return { method, path, permissions: permissions.split(' '), answer };
}

interface Found {
  readonly route: Route;
  readonly ids: readonly string[];
}

/**
 * The route of a request. `/users('x')`, `/delta()`, `/microsoft.graph.delta` and `/graph.user` are read like `/users/x`, `/delta`
 * and `/microsoft.graph.user`; letter case of what is fixed carries no meaning.
 * @throws GraphError for a path or method that is not served
 */
export function findRoute(routes: readonly Route[], { method, url }: GraphRequest): Found {
  const segments = segmentsOf(url);
  const found = routes.flatMap((candidate) => {
    const ids = matched(candidate.path, segments);
    return ids === undefined ? [] : [{ route: candidate, ids }];
  });
  // What is fixed is meant before what is in braces: `/users/delta` is nobody's id.
  const fewestIds = Math.min(...found.map(({ ids }) => ids.length));
  const here = found.filter(({ ids }) => ids.length === fewestIds);
  const one = here.find((candidate) => candidate.route.method === method);
  if (one !== undefined) return one;
  if (/^me$/i.test(segments[0] ?? '')) throw badQuery('/me request is only valid with delegated authentication flow.');
  if (found.length === 0) throw badQuery(`Resource not found for the segment '${segments.join('/')}'.`);
  throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
}

function segmentsOf({ pathname }: URL): readonly string[] {
  try {
    return pathname
      .slice(VERSION.length)
      .replaceAll('()', '')
      .replaceAll(/\/([A-Za-z]+)\('([^']+)'\)/g, '/$1/$2')
      .split('/')
      .filter(Boolean)
      .map(decodeURIComponent)
      .map((segment) => segment.replace(/^graph\./, 'microsoft.graph.'));
  } catch {
    throw badQuery(`The path '${pathname}' is not encoded as paths are.`);
  }
}

function matched(path: string, segments: readonly string[]): readonly string[] | undefined {
  const parts = path.split('/').slice(1);
  if (parts.length !== segments.length) return undefined;
  const isMatch = parts.every((part, index) => {
    const segment = (segments[index] ?? '').toLowerCase();
    if (part.startsWith('{')) return !segment.startsWith('$');
    return [part.toLowerCase(), `microsoft.graph.${part.toLowerCase()}`].includes(segment);
  });
  return isMatch ? segments.filter((_, index) => parts[index]?.startsWith('{')) : undefined;
}
