import { GROUP_LICENSING } from '../directory/embedded/audit-words.ts';
import { derivedId } from './derived-id.ts';
import { type Entity, type Items, plainEntity } from './resources/entity.ts';

/** One record of the audit log, as it is kept. */
interface DirectoryAudit {
  readonly timeMs: number;
  readonly activity: string;
  /** Undefined: group-based licensing itself. */
  readonly appId: string | undefined;
  readonly target: { readonly type: 'User' | 'Group'; readonly id: string; readonly displayName: string };
  readonly modifiedProperties: readonly {
    readonly displayName: string;
    readonly oldValue: string;
    readonly newValue: string;
  }[];
  /** What went wrong. */
  readonly fault?: string | undefined;
  readonly correlationId?: string | undefined;
}

/** Records of the service *Core Directory*, the newest first, as Graph lists them. */
export interface DirectoryAudits {
  add(record: DirectoryAudit): void;
  readonly items: Items;
}

/** More than there will ever be records. */
const KEY_OF_FIRST = 2 ** 40;

export function directoryAudits(tenantId: string): DirectoryAudits {
  const records: DirectoryAudit[] = [];
  const idOf = (place: number) => `Directory_${derivedId(tenantId, 'audit', String(place))}`;
  return {
    add: (record) => void records.push(record),
    *items(after): Generator<{ readonly key: number; readonly entity: Entity }> {
      // The newest has the smallest key: a record that comes between two pages moves none of the next one.
      const newest = KEY_OF_FIRST - (records.length - 1);
      for (let key = Math.max(after + 1, newest); key <= KEY_OF_FIRST; key++) {
        const place = KEY_OF_FIRST - key;
        yield { key, entity: entityOf(records[place] as DirectoryAudit, idOf(place)) };
      }
    },
  };
}

function entityOf(record: DirectoryAudit, id: string): Entity {
  const { target, appId } = record;
  return plainEntity('directoryAudit', {
    activityDateTime: new Date(record.timeMs).toISOString(),
    activityDisplayName: record.activity,
    additionalDetails: [],
    category: target.type === 'User' ? 'UserManagement' : 'GroupManagement',
    correlationId: record.correlationId ?? id.slice('Directory_'.length),
    id,
    initiatedBy: {
      app: {
        appId: appId ?? null,
        displayName: appId ?? GROUP_LICENSING.displayName,
        servicePrincipalId: null,
        servicePrincipalName: null,
      },
      user: null,
    },
    loggedByService: 'Core Directory',
    operationType: 'Update',
    result: record.fault === undefined ? 'success' : 'failure',
    resultReason: record.fault ?? '',
    targetResources: [
      {
        displayName: target.displayName,
        groupType: null,
        id: target.id,
        modifiedProperties: record.modifiedProperties.map((property) => ({ ...property })),
        type: target.type,
        userPrincipalName: null,
      },
    ],
  });
}
