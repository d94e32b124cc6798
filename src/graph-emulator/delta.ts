import type { GroupIndex } from '../licensing/model/tenant.ts';
import type { LoggedChange } from './change-log.ts';
import { badQuery, GraphError, unsupportedQuery } from './graph-error.ts';
import { contextOf, project, readSelect, typeName } from './odata/projection.ts';
import { type GraphRequest, type GraphResponse, serviceOf, VERSION } from './request.ts';
import type { Entity } from './resources/entity.ts';
import { groupEntity, members } from './resources/groups.ts';
import { userEntity } from './resources/users.ts';
import type { World } from './world.ts';

const PAGE = 200;
/** A large group is told in several parts, over several pages. */
const MEMBERS_PER_PAGE = 1_000;
const MOST_IDS = 50;

/** What a chain of delta pages began with, and how far it is. */
interface Chain {
  readonly select: readonly string[] | undefined;
  /** Only these objects; undefined: all. */
  readonly ids: readonly string[] | undefined;
  /** Changes of the log from this one on are news after the chain. */
  readonly place: number;
  readonly atMs: number;
  readonly reached?: Reached;
  /** The chain tells changes of the log from here on, rather than everything. */
  readonly since?: number;
}

/** After this object; of the next one, after this member. */
interface Reached {
  readonly after: number;
  readonly member?: number;
}

type Kind = 'users' | 'groups';

/**
 * `users/delta` and `groups/delta`: everything that there is, page by page, then what changed since. What changes while
 * pages are read is told afterwards, perhaps again. Of `licenseAssignmentStates` alone nothing is told, as in Graph.
 * @throws GraphError for options that delta queries do not have; 410 with a `Location` for a token that is too old
 */
export function delta(world: World, request: GraphRequest, kind: Kind, nowMs: number): GraphResponse {
  const chain = chainOf(world, request, kind, nowMs);
  const isFresh = request.url.searchParams.get('$deltatoken') === 'latest';
  const page = isFresh ? { value: [], reached: undefined } : pageOf(world, request, kind, chain);
  const { select, ids, place } = chain;
  const link =
    page.reached === undefined
      ? { '@odata.deltaLink': linkOf(world, request, '$deltatoken', { select, ids, place, since: place, atMs: nowMs }) }
      : { '@odata.nextLink': linkOf(world, request, '$skiptoken', { ...chain, reached: page.reached }) };
  return {
    status: 200,
    headers: {},
    body: { ...contextOf(request, kind, select, '/$delta'), ...link, value: page.value },
  };
}

function chainOf(world: World, request: GraphRequest, kind: Kind, nowMs: number): Chain {
  const { searchParams } = request.url;
  const fresh = { place: world.changes.length, atMs: nowMs };
  const token = searchParams.get('$skiptoken') ?? searchParams.get('$deltatoken');
  if (token !== null && token !== 'latest') {
    const chain = world.seal.open(token) as Chain | undefined;
    if (chain === undefined || nowMs - chain.atMs > world.deltaTokenLifeMs) throw gone(request);
    return chain.reached === undefined ? { ...chain, ...fresh } : chain;
  }
  for (const name of searchParams.keys()) {
    if (['$top', '$expand', '$orderby', '$search', '$count', '$skip'].includes(name)) {
      throw unsupportedQuery(`Unsupported Query: the query option '${name}' is not supported on delta queries.`);
    }
  }
  return { select: selectOf(searchParams.get('$select'), kind), ids: idsOf(searchParams.get('$filter')), ...fresh };
}

/** Properties, and for groups the relationships `members` and `owners`. */
function selectOf(text: string | null, kind: Kind): readonly string[] | undefined {
  if (text === null) return undefined;
  const names = text.split(',').map((name) => name.trim());
  const relationships = kind === 'groups' ? ['members', 'owners'] : ['manager'];
  const properties = names.filter((name) => !relationships.includes(name));
  return [
    ...(readSelect(properties.join(), kind === 'users' ? 'user' : 'group') ?? []),
    ...names.filter((name) => relationships.includes(name)),
  ];
}

/** `id eq '…' or id eq '…'`. */
function idsOf(filter: string | null): readonly string[] | undefined {
  if (filter === null) return undefined;
  const ids = filter.split(/\s+or\s+/i).map((part) => /^\s*\(?\s*id\s+eq\s+'([^']+)'\s*\)?\s*$/i.exec(part)?.[1]);
  if (ids.some((id) => id === undefined))
    throw unsupportedQuery('Unsupported Query: delta queries filter by id alone.');
  if (ids.length > MOST_IDS) throw badQuery(`Too many ids in $filter: ${ids.length}. At most ${MOST_IDS} are taken.`);
  return ids as string[];
}

/** Graph sends whoever comes with an old token back to the beginning. */
function gone(request: GraphRequest): GraphError {
  const location = `${serviceOf(request)}${request.url.pathname.slice(VERSION.length)}?$deltatoken=`;
  return new GraphError(410, 'resyncRequired', 'The delta token is too old. Start again without one.', {
    headers: { Location: location },
  });
}

function linkOf({ seal }: World, request: GraphRequest, name: string, chain: Chain): string {
  return new URL(`${serviceOf(request)}${request.url.pathname.slice(VERSION.length)}?${name}=${seal.seal(chain)}`).href;
}

interface DeltaPage {
  readonly value: readonly Record<string, unknown>[];
  /** Undefined: this is the last page. */
  readonly reached: Reached | undefined;
}

function pageOf(world: World, request: GraphRequest, kind: Kind, chain: Chain): DeltaPage {
  const told = chain.since === undefined ? everything(world, kind, chain) : changed(world, kind, chain, request);
  const size = pageSizeOf(request);
  const value: Record<string, unknown>[] = [];
  let room = MEMBERS_PER_PAGE;
  let reached = chain.reached ?? { after: -1 };
  for (const { key, show } of told(reached)) {
    if (value.length >= size || room <= 0) return { value, reached };
    const part = show(room);
    value.push(part.shown);
    room -= part.members;
    if (part.lastMember !== undefined) return { value, reached: { after: key - 1, member: part.lastMember } };
    reached = { after: key };
  }
  return { value, reached: undefined };
}

function pageSizeOf({ headers }: GraphRequest): number {
  const asked = Number(/odata\.maxpagesize=(\d+)/i.exec(headers['prefer'] ?? '')?.[1] ?? PAGE);
  return Math.min(Math.max(asked, 1), PAGE);
}

/** One object of a page, shown when it is its turn, with at most so many members. */
interface Told {
  readonly key: number;
  readonly show: (room: number) => Part;
}

interface Part {
  readonly shown: Record<string, unknown>;
  readonly members: number;
  /** Where the members stop, if there are more. */
  readonly lastMember?: number;
}

/** Everything that there is. */
function everything(world: World, kind: Kind, chain: Chain): (reached: Reached) => Iterable<Told> {
  const { shown: tenant } = world;
  const find = (id: string) => (kind === 'users' ? tenant.findUser(id) : tenant.findGroup(id));
  const count = kind === 'users' ? tenant.userCount : tenant.groupCount;
  const only = chain.ids?.flatMap((id) => find(id) ?? []).sort((one, other) => one - other);
  return function* ({ after, member = -1 }) {
    const keys = only ?? range(after + 1, count);
    for (const key of keys) {
      if (key <= after) continue;
      const from = key === after + 1 ? member : -1;
      yield {
        key,
        show: (room) =>
          kind === 'users' ? shown(userEntity(tenant, key), chain) : groupPart(world, key, chain, { room, from }),
      };
    }
  };
}

function* range(start: number, end: number): Iterable<number> {
  for (let number = start; number < end; number++) yield number;
}

function shown(entity: Entity, { select }: Chain): Part {
  return { shown: { id: entity.id, ...project(entity, { select, typed: false }) }, members: 0 };
}

function groupPart(
  world: World,
  group: GroupIndex,
  chain: Chain,
  { room, from }: { readonly room: number; readonly from: number },
): Part {
  const { shown: properties } = shown(groupEntity(world, group), chain);
  if (chain.select !== undefined && !chain.select.includes('members')) return { shown: properties, members: 0 };
  const links: DeltaLink[] = [];
  let lastMember: number | undefined;
  for (const { key, entity } of members(world, group)(from)) {
    if (links.length >= room)
      return { shown: { ...properties, 'members@delta': links }, members: room, lastMember: lastMember ?? from };
    links.push({ '@odata.type': typeName(entity.type), id: entity.id });
    lastMember = key;
  }
  return { shown: links.length > 0 ? { ...properties, 'members@delta': links } : properties, members: links.length };
}

interface DeltaLink {
  readonly '@odata.type': string;
  readonly id: string;
  readonly '@removed'?: { readonly reason: 'deleted' };
}

/** What changed, each object once, with the values of now. */
function changed(world: World, kind: Kind, chain: Chain, request: GraphRequest): (reached: Reached) => Iterable<Told> {
  const { shown: tenant } = world;
  const isMinimal = /return=minimal/i.test(request.headers['prefer'] ?? '');
  const objects = new Map<number, LoggedChange[]>();
  for (const change of world.changes.since(chain.since ?? 0).slice(0, chain.place - (chain.since ?? 0))) {
    const key =
      kind === 'users' ? (change.kind === 'user' ? change.user : -1) : change.kind === 'user' ? -1 : change.group;
    const property = change.kind === 'member' ? 'members' : change.property;
    if (key < 0 || (chain.select !== undefined && !chain.select.includes(property))) continue;
    objects.set(key, [...(objects.get(key) ?? []), change]);
  }
  const entityOf = (key: number) => (kind === 'users' ? userEntity(tenant, key) : groupEntity(world, key));
  const meant = [...objects]
    .sort(([one], [other]) => one - other)
    .filter(
      ([key]) => chain.ids === undefined || chain.ids.some((id) => id.toLowerCase() === entityOf(key).id.toLowerCase()),
    );
  return function* ({ after }) {
    for (const [key, changes] of meant) {
      if (key > after) yield { key, show: () => changedPart(entityOf(key), changes, chain, isMinimal) };
    }
  };
}

function changedPart(entity: Entity, changes: readonly LoggedChange[], chain: Chain, isMinimal: boolean): Part {
  const properties = changes.flatMap((change) => (change.kind === 'member' ? [] : change.property));
  const select = isMinimal ? properties : chain.select;
  const links = new Map<string, DeltaLink>();
  for (const change of changes) {
    if (change.kind !== 'member') continue;
    const gone = change.isGone ? { '@removed': { reason: 'deleted' as const } } : {};
    links.set(change.id, { '@odata.type': typeName('user'), id: change.id, ...gone });
  }
  const { shown: values } = shown(entity, { ...chain, select });
  return {
    shown: links.size > 0 ? { ...values, 'members@delta': [...links.values()] } : values,
    members: links.size,
  };
}
