import type {
  AssignedLicense,
  LicenseAssignmentError,
  LicenseAssignmentState,
  SnapshotGroup,
  SnapshotUser,
} from '../../graph/types.ts';
import { CALL_CENTER, INTERNS, license, MARKETING, PROJECT_OFFICE, SALES } from './groups.ts';
import type { DemoPeople } from './people.ts';

const GIVEN_AT = '2026-09-14T07:30:00Z';
const FAILED_AT = '2026-11-02T09:12:00Z';

/** Who fails in which group, and why: what a reconciliation of the tenant finds as well. */
function failures({
  kiosk,
  staff,
}: DemoPeople): readonly { group: string; error: LicenseAssignmentError; users: readonly SnapshotUser[] }[] {
  return [
    // Visio Plan 2 has 25 seats for 28 members; who joined last waits.
    { group: MARKETING, error: 'CountViolation', users: staff.slice(151, 154) },
    // Project Plan 3 brings SharePoint (Plan 2), Office 365 E1 of Kiosk users SharePoint (Plan 1).
    { group: PROJECT_OFFICE, error: 'MutuallyExclusiveViolation', users: kiosk.slice(28) },
    // Somebody else has the address of the mailbox that Office 365 E3 would make.
    { group: INTERNS, error: 'UniquenessViolation', users: staff.slice(167, 168) },
    // Teams Phone needs Microsoft Teams, which nothing else gives here.
    { group: CALL_CENTER, error: 'DependencyViolation', users: staff.slice(168, 169) },
  ];
}

/** Licenses that people have directly, beside what their groups give. */
function direct({
  hr,
  ten,
  staff,
}: DemoPeople): readonly { product: AssignedLicense; users: readonly SnapshotUser[] }[] {
  return [
    // 86 and 130 have it through a group too: one seat, two sources.
    { product: license('ENTERPRISEPACK'), users: [86, 130, 162].flatMap((n) => staff.slice(n, n + 1)) },
    { product: license('MCOEV'), users: [...staff.slice(51, 86), ...staff.slice(126, 141)] },
    { product: license('POWER_BI_PRO'), users: [...ten.slice(0, 1), ...hr.slice(121, 135)] },
  ];
}

/** Left Sales, and keeps its Office 365 E3 because Teams Phone of Call Center needs a plan of it. */
function retained({ staff }: DemoPeople): readonly SnapshotUser[] {
  return staff.slice(161, 162);
}

/** The license rows of everybody, by user id: settled, as if the engine had just been over them. */
export function demoRows(
  people: DemoPeople,
  groups: readonly SnapshotGroup[],
): (userId: string) => readonly LicenseAssignmentState[] {
  const rows = new Map<string, LicenseAssignmentState[]>();
  const add = (userId: string, row: LicenseAssignmentState): void => {
    const own = rows.get(userId);
    if (own === undefined) rows.set(userId, [row]);
    else own.push(row);
  };
  for (const { product, users } of direct(people)) {
    for (const user of users) add(user.id, { ...product, assignedByGroup: null, ...ACTIVE });
  }
  const failing = new Map(failures(people).map((entry) => [entry.group, entry]));
  for (const group of groups) {
    const failure = failing.get(group.displayName ?? '');
    const failed = new Set(failure?.users.map((user) => user.id));
    for (const product of group.assignedLicenses ?? []) {
      for (const member of group.members ?? []) {
        if (failure === undefined || !failed.has(member))
          add(member, { ...product, assignedByGroup: group.id, ...ACTIVE });
        else
          add(member, {
            ...product,
            assignedByGroup: group.id,
            state: 'Error',
            error: failure.error,
            lastUpdatedDateTime: FAILED_AT,
          });
      }
    }
    if (group.displayName === SALES) {
      for (const user of retained(people)) {
        add(user.id, { ...license('ENTERPRISEPACK'), assignedByGroup: group.id, ...HELD_BACK });
      }
    }
  }
  return (userId) => rows.get(userId) ?? [];
}

const ACTIVE = { state: 'Active', error: null, lastUpdatedDateTime: GIVEN_AT } as const;
const HELD_BACK = { state: 'ActiveWithError', error: 'DependencyViolation', lastUpdatedDateTime: FAILED_AT } as const;
