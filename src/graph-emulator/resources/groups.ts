import type { SnapshotGroup } from '../../graph/types.ts';
import { memoryOf } from '../../licensing/model/memory-tenant.ts';
import { peopleFailedByEach } from '../../licensing/model/rows-glance.ts';
import type { GroupIndex, Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import type { World } from '../world.ts';
import type { Entity, EntityItem, Items } from './entity.ts';
import { graphShape } from './shapes.ts';
import { userEntity } from './users.ts';

/** A group of the tenant, without its members. */
export function groupEntity(world: World, group: GroupIndex, failing?: FailingGroups): Entity {
  const { shown: tenant } = world;
  let profile: SnapshotGroup | undefined;
  const profileOf = () => (profile ??= memoryOf(tenant).groups.profiles[group] as SnapshotGroup);
  const { id } = tenant.group(group);
  const shape = graphShape('group');
  return {
    type: 'group',
    id,
    get(property) {
      switch (property) {
        case 'id':
          return id;
        case 'assignedLicenses':
          return tenant
            .assignedLicenses(group)
            .map(({ skuId, disabledPlans }) => ({ disabledPlans: [...disabledPlans], skuId }));
        case 'licenseProcessingState': {
          const state = world.licensing.stateOf(group);
          return state === undefined ? null : { state };
        }
        case 'hasMembersWithLicenseErrors':
          return failing?.has(group) ?? peopleFailedByEach(tenant, [group])[0]?.length !== 0;
        case 'securityEnabled':
        case 'mailEnabled':
        case 'groupTypes':
          return tenant.group(group)[property];
        default:
          return shape.single.has(property) || shape.collections.has(property) ? profileOf()[property] : undefined;
      }
    },
  };
}

/** Groups of which somebody's license is in error, found at one glance for all of them, and only when asked for. */
interface FailingGroups {
  has(group: GroupIndex): boolean;
}

function failingGroups(tenant: Tenant): FailingGroups {
  let found: readonly (readonly UserIndex[])[] | undefined;
  const all = Array.from({ length: tenant.groupCount }, (_, group) => group);
  return {
    has(group) {
      found ??= peopleFailedByEach(tenant, all);
      return (found[group] ?? []).length > 0;
    },
  };
}

/** Every group, in file order. */
export function groups(world: World): Items {
  const failing = failingGroups(world.shown);
  return function* (after) {
    for (let key = after + 1; key < world.shown.groupCount; key++) {
      yield { key, entity: groupEntity(world, key, failing) };
    }
  };
}

/** These people and groups, people first, in file order: whoever joins or leaves between two pages moves nobody else. */
export function peopleAndGroups(
  world: World,
  { people, nested }: { readonly people: Iterable<UserIndex>; readonly nested: Iterable<GroupIndex> },
): Items {
  const { shown: tenant } = world;
  return function* (after): Generator<EntityItem> {
    for (const user of ascending(people)) {
      if (user > after) yield { key: user, entity: userEntity(tenant, user) };
    }
    for (const group of ascending(nested)) {
      const key = tenant.userCount + group;
      if (key > after) yield { key, entity: groupEntity(world, group) };
    }
  };
}

function ascending(numbers: Iterable<number>): Uint32Array {
  return Uint32Array.from(numbers).sort();
}

/** Direct members. */
export function members(world: World, group: GroupIndex): Items {
  const { shown: tenant } = world;
  return peopleAndGroups(world, { people: tenant.members(group), nested: tenant.nestedGroups(group) });
}

/** Members through any number of groups. */
export function transitiveMembers(world: World, group: GroupIndex): Items {
  const { shown: tenant } = world;
  const nested = reachable(group, (one) => tenant.nestedGroups(one));
  const people = new Set([group, ...nested].flatMap((one) => tenant.members(one)));
  return peopleAndGroups(world, { people, nested });
}

/** The groups that a person is in through any number of groups. */
export function transitiveGroupsOf(tenant: Tenant, user: UserIndex): ReadonlySet<GroupIndex> {
  const direct = tenant.groupsOf(user);
  const parents = parentsOf(tenant);
  return new Set([...direct, ...direct.flatMap((group) => [...reachable(group, (one) => parents.get(one) ?? [])])]);
}

function parentsOf(tenant: Tenant): ReadonlyMap<GroupIndex, readonly GroupIndex[]> {
  const parents = new Map<GroupIndex, GroupIndex[]>();
  for (let group = 0; group < tenant.groupCount; group++) {
    for (const nested of tenant.nestedGroups(group)) parents.set(nested, [...(parents.get(nested) ?? []), group]);
  }
  return parents;
}

/** Where these steps lead from a group, itself only if it is reached again. */
function reachable(from: GroupIndex, next: (group: GroupIndex) => readonly GroupIndex[]): ReadonlySet<GroupIndex> {
  const found = new Set<GroupIndex>();
  const open = [...next(from)];
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    if (found.has(group)) continue;
    found.add(group);
    open.push(...next(group));
  }
  return found;
}
