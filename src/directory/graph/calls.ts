import type { Change, Refusal } from '../../licensing/change.ts';
import type { GraphCall } from './answer.ts';
import { meaningOf } from './meaning.ts';
import { graphPath } from './path.ts';
import type { GraphRefusal } from './refusal.ts';

const ROOT = 'https://graph.microsoft.com/v1.0/directoryObjects';

/**
 * The calls of a change. Each may be sent again when nobody knows whether it was done: to have done it already is to have it.
 * Undefined: Graph has no call for it.
 */
export function callsOf(change: Change): readonly GraphCall[] | undefined {
  switch (change.kind) {
    case 'assignGroupLicense':
      return [post(graphPath`/groups/${change.groupId}/assignLicense`, licensesOf(change))];
    case 'assignUserLicense':
      return [post(graphPath`/users/${change.userId}/assignLicense`, licensesOf(change))];
    case 'addMember':
      return [post(graphPath`/groups/${change.groupId}/members/$ref`, { '@odata.id': `${ROOT}/${change.userId}` })];
    case 'removeMember': {
      const path = graphPath`/groups/${change.groupId}/members/${change.userId}/$ref`;
      return [{ method: 'DELETE', path, isRepeatable: true }];
    }
    case 'setUsageLocation': {
      const body = { usageLocation: change.usageLocation };
      return [{ method: 'PATCH', path: graphPath`/users/${change.userId}`, body, isRepeatable: true }];
    }
    case 'reprocess':
      return change.userIds.map(reprocessLicenses);
    case 'releaseKeptLicenses':
      return [];
    case 'setProxyAddresses':
    case 'setSeats':
      return undefined;
  }
}

/** Entra looks at this person's groups again. */
export function reprocessLicenses(userId: string): GraphCall {
  return { method: 'POST', path: graphPath`/users/${userId}/reprocessLicenseAssignment`, isRepeatable: true };
}

function post(path: string, body: unknown): GraphCall {
  return { method: 'POST', path, body, isRepeatable: true };
}

/** Both lists must be there; a plan that is not named is on. */
function licensesOf({
  addLicenses,
  removeLicenses,
}: Pick<Extract<Change, { kind: 'assignGroupLicense' }>, 'addLicenses' | 'removeLicenses'>) {
  return {
    addLicenses: addLicenses.map(({ skuId, disabledPlans }) => ({ skuId, disabledPlans })),
    removeLicenses,
  };
}

/** Whom and what a change is about: of two changes that share one, the order counts. */
export function subjectsOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'addMember':
    case 'removeMember':
      return [change.userId, `${change.groupId} ${change.userId}`];
    case 'assignGroupLicense':
    case 'releaseKeptLicenses':
      return [change.groupId];
    case 'reprocess':
      return change.userIds;
    case 'setSeats':
      return [change.skuId];
    default:
      return [change.userId];
  }
}

/** Why Graph would not, as the engine knows it, else in Graph's own words. Undefined: it is so already. */
export function refusalFor(change: Change, refused: GraphRefusal, date: string): Refusal | undefined {
  const meaning = meaningOf(refused, date);
  if (isSoAlready(change, meaning.kind)) return undefined;
  const words: Refusal = { kind: 'directoryRefuses', text: refused.message, ...subjectOf(change) };
  switch (meaning.kind) {
    case 'licensing': {
      const skuId = meaning.skuId ?? ('addLicenses' in change ? change.addLicenses[0]?.skuId : undefined);
      if (change.kind !== 'assignUserLicense' || skuId === undefined) return words;
      return { kind: 'directAssignmentFails', userId: change.userId, skuId, error: meaning.error };
    }
    case 'unknownProduct':
      return { kind: 'unknownSku', skuId: meaning.skuId };
    case 'noUsageLocation':
      return 'userId' in change ? { kind: 'noUsageLocation', userId: change.userId } : words;
    default:
      return words;
  }
}

/** What it would do was done before: by the call that was lost, or by somebody else. */
function isSoAlready(change: Change, meaning: ReturnType<typeof meaningOf>['kind']): boolean {
  switch (change.kind) {
    case 'addMember':
      return meaning === 'alreadyMember';
    case 'removeMember':
      return meaning === 'notFound';
    case 'assignUserLicense':
      return meaning === 'notDirect' && change.addLicenses.length === 0;
    case 'reprocess':
      // It was looked at; what is still in the way stands in the person's rows.
      return meaning !== 'notFound';
    default:
      return false;
  }
}

function subjectOf(change: Change): { readonly userId?: string; readonly groupId?: string } {
  if ('userId' in change) return { userId: change.userId };
  return 'groupId' in change ? { groupId: change.groupId } : {};
}
