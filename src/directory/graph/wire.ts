import type { LicenseAssignmentState, SnapshotGroup, SnapshotUser, SubscribedSku } from '../../graph/types.ts';
import type { Observed } from '../../licensing/model/observed.ts';
import { isObject } from '../json-object.ts';
import { DirectoryError } from '../port.ts';
import { checkProfile } from '../snapshot/check-group.ts';
import { checkUser } from '../snapshot/check-user.ts';
import type { Hearing } from '../snapshot/hearing.ts';
import { type OwnedProducts, ownedProducts } from '../snapshot/owned-products.ts';
import { checkSkus } from '../snapshot/read-skus.ts';
import { bare, isRemovedInDelta, type JsonObject } from './pages.ts';

/** Makes what Graph sent into what the tenant is told. What cannot be read is a fault, never left out. */
interface Wire {
  /** A person of a page or a delta query; with their rows where those were asked for. */
  user(object: JsonObject): readonly Observed[];
  /** A group of a page or a delta query, with what it tells of its members. */
  group(object: JsonObject): readonly Observed[];
  rows(object: JsonObject): readonly LicenseAssignmentState[];
}

/** @param skus the products of the tenant, whose ids are spelled as they are there */
export function wireOf(skus: readonly SubscribedSku[]): Wire {
  const owned = ownedProducts(skus);
  return {
    user: (object) =>
      isRemovedInDelta(object) ? [{ kind: 'userGone', userId: idOf(object) }] : userSeen(object, owned),
    group: (object) =>
      isRemovedInDelta(object) ? [{ kind: 'groupGone', groupId: idOf(object) }] : groupSeen(object, owned),
    rows: (object) => readUser(object, owned).licenseAssignmentStates ?? [],
  };
}

/** Graph's products, all of them. */
export function productsSeen(objects: readonly JsonObject[]): Observed {
  const fault = (reason: string) => {
    throw unreadable('product', reason);
  };
  return { kind: 'products', skus: checkSkus(structuredClone(objects), fault) };
}

function userSeen(object: JsonObject, owned: OwnedProducts): readonly Observed[] {
  const { licenseAssignmentStates, ...user } = readUser(object, owned);
  if (!('licenseAssignmentStates' in object)) return [{ kind: 'user', user }];
  return [
    { kind: 'user', user },
    { kind: 'rows', userId: user.id, rows: licenseAssignmentStates ?? [] },
  ];
}

function groupSeen({ 'members@delta': delta, ...object }: JsonObject, owned: OwnedProducts): readonly Observed[] {
  const group = readGroup(object, owned);
  const members = membersIn(delta, `group ${group.id}`);
  return [
    { kind: 'group', group },
    ...members.map(
      (member): Observed => ({
        kind: 'member',
        groupId: group.id,
        memberId: idOf(member),
        isGone: isRemovedInDelta(member),
      }),
    ),
  ];
}

/** None are told of where nothing is. */
function membersIn(delta: unknown, whose: string): readonly JsonObject[] {
  if (delta === undefined) return [];
  if (Array.isArray(delta) && delta.every(isObject)) return delta;
  throw unreadable(whose, 'its members are no list of objects');
}

function readUser(object: JsonObject, owned: OwnedProducts): SnapshotUser {
  const { assignedLicenses: _, ...told } = structuredClone(bare(object));
  const user = checkUser({ licenseAssignmentStates: [], ...told }, owned, hearing(`person ${idOf(object)}`));
  if (user === undefined) throw unreadable(`person ${idOf(object)}`);
  return user;
}

/** A delta query tells what changed: of the template nothing where it did not. */
function readGroup(object: JsonObject, owned: OwnedProducts): SnapshotGroup {
  const told = structuredClone(bare(object));
  const checked = checkProfile({ assignedLicenses: [], ...told }, owned, hearing(`group ${idOf(object)}`));
  if (checked === undefined) throw unreadable(`group ${idOf(object)}`);
  if ('assignedLicenses' in told) return checked;
  const { assignedLicenses: _, ...group } = checked;
  return group as SnapshotGroup;
}

function hearing(what: string): Hearing {
  return {
    fault(reason) {
      throw unreadable(what, reason);
    },
    // What is unusual is taken as it is, as from a file; a file says so to whoever starts with it.
    warn: () => undefined,
  };
}

function unreadable(what: string, reason = 'it is none'): DirectoryError {
  return new DirectoryError('Unreachable', `Graph sent a ${what} that cannot be read: ${reason}.`);
}

function idOf({ id }: JsonObject): string {
  if (typeof id === 'string' && id !== '') return id;
  throw unreadable('object', 'it has no id');
}
