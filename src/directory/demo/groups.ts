import { catalogueProduct, planNamed } from '../../catalogue/products.ts';
import type { AssignedLicense, SnapshotGroup, SnapshotUser } from '../../graph/types.ts';
import type { DemoPeople } from './people.ts';

/** Names by which the rest of the demo speaks of its groups. */
export const HR_DEPARTMENT = 'HR Department';
const KIOSK_USERS = 'Kiosk users';
export const SALES = 'Sales';
export const MARKETING = 'Marketing';
export const PROJECT_OFFICE = 'Project Office';
export const CALL_CENTER = 'Call Center';
export const INTERNS = 'Interns';
const AMSTERDAM_OFFICE = 'Amsterdam Office';
const SEATTLE_OFFICE = 'Seattle Office';

interface Kind
  extends Required<Pick<SnapshotGroup, 'securityEnabled' | 'mailEnabled' | 'groupTypes' | 'membershipRule'>> {}

const SECURITY: Kind = { securityEnabled: true, mailEnabled: false, groupTypes: [], membershipRule: null };
const MICROSOFT_365: Kind = { ...SECURITY, securityEnabled: false, mailEnabled: true, groupTypes: ['Unified'] };
const DISTRIBUTION_LIST: Kind = { ...SECURITY, securityEnabled: false, mailEnabled: true };
const dynamic = (membershipRule: string): Kind => ({ ...SECURITY, groupTypes: ['DynamicMembership'], membershipRule });

/** A group before it has an id: nested groups go by their names. */
interface Draft extends Kind {
  readonly displayName: string;
  readonly description: string | null;
  readonly assignedLicenses: readonly AssignedLicense[];
  readonly people: readonly SnapshotUser[];
  readonly nested?: readonly string[];
}

/** The groups of the demo tenant, in group order, with their members and templates. */
export function demoGroups(people: DemoPeople): readonly SnapshotGroup[] {
  const drafts = [...licensedGroups(people), ...otherGroups(people)];
  const ids = new Map(drafts.map(({ displayName }, index) => [displayName, groupId(index + 1)]));
  return drafts.map(({ people: users, nested = [], ...group }, index) => ({
    id: groupId(index + 1),
    ...group,
    members: [...users.map((user) => user.id), ...nested.flatMap((name) => ids.get(name) ?? [])],
  }));
}

function licensedGroups({ hr, ten, kiosk, staff }: DemoPeople): readonly Draft[] {
  const some = (from: number, to: number): readonly SnapshotUser[] => staff.slice(from, to);
  const e1 = license('STANDARDPACK');
  const e3 = license('ENTERPRISEPACK');
  const e5 = license('ENTERPRISEPREMIUM');
  const powerBi = license('POWER_BI_PRO');
  const kioskUsers = [...kiosk.slice(0, 15), ...ten, ...kiosk.slice(15)];
  const callCenter = [...some(86, 126), ...some(161, 162), ...some(168, 169)];
  const brandStudio = { ...MICROSOFT_365, securityEnabled: true };
  const mobileWorkers = dynamic('(user.department -eq "Field")');
  return [
    group(HR_DEPARTMENT, 'People and culture, all countries', SECURITY, [], hr),
    group(KIOSK_USERS, 'Shared workstations', SECURITY, [e1], kioskUsers),
    group('IT Department', 'Runs what everybody else uses', SECURITY, [e5], some(0, 46)),
    group('Executives', null, SECURITY, [e5], [...some(46, 55), ...hr.slice(10, 13)]),
    group('Finance and Legal', null, SECURITY, [e3, powerBi], some(51, 86)),
    group(SALES, 'Account managers', SECURITY, [e3], some(86, 121)),
    group(
      'Sales to Partners',
      'Partner channel',
      SECURITY,
      [license('ENTERPRISEPACK', 'YAMMER_ENTERPRISE')],
      some(111, 126),
    ),
    group(MARKETING, null, SECURITY, [license('VISIOCLIENT')], some(126, 154)),
    group('Brand Studio', 'Design and brand', brandStudio, [e3], some(126, 149)),
    group('Mobile Workers', 'Phones and tablets', mobileWorkers, [license('EMS')], some(51, 115)),
    group(
      PROJECT_OFFICE,
      'Plans the plans',
      SECURITY,
      [license('PROJECTPROFESSIONAL')],
      [...some(60, 82), ...kiosk.slice(28)],
    ),
    group(CALL_CENTER, null, SECURITY, [license('MCOEV')], callCenter),
    group('Analysts', 'Numbers for everybody', SECURITY, [powerBi], [...some(0, 20), ...hr.slice(100, 120)]),
    {
      ...group('Regional Offices', 'The offices are nested groups', SECURITY, [powerBi], some(120, 125)),
      nested: [AMSTERDAM_OFFICE, SEATTLE_OFFICE],
    },
    group('E3 Pilot', 'First to get Office 365 E3', SECURITY, [e3], some(149, 156)),
    group(INTERNS, null, SECURITY, [e3], [...some(156, 161), ...some(167, 168)]),
  ];
}

function otherGroups({ hr, kiosk, staff }: DemoPeople): readonly Draft[] {
  const some = (from: number, to: number): readonly SnapshotUser[] => staff.slice(from, to);
  const employees = [...hr, ...kiosk, ...staff].filter((user) => user.userType === 'Member');
  const everyMember = dynamic('(user.userType -eq "Member")');
  return [
    group(AMSTERDAM_OFFICE, 'Everybody at Herengracht', SECURITY, [], hr.slice(200, 240)),
    group(SEATTLE_OFFICE, null, SECURITY, [], [...hr.slice(240, 290), ...some(60, 75)]),
    group('Staff without Phones', null, SECURITY, [], kiosk.slice(0, 18)),
    group('R&D', 'Research and development', SECURITY, [], some(70, 84)),
    group("Women's Network", null, SECURITY, [], hr.slice(300, 340)),
    group('Ops, EMEA', null, SECURITY, [], some(20, 32)),
    group('Facilities', 'Also a mailbox', { ...SECURITY, mailEnabled: true }, [], kiosk.slice(20, 28)),
    group('All Employees', null, everyMember, [], employees),
    group('Summer Party', 'Who brings what', MICROSOFT_365, [], [...hr.slice(30, 60), ...some(30, 50)]),
    group('Newsletter', null, DISTRIBUTION_LIST, [], hr.slice(0, 150)),
  ];
}

function group(
  displayName: string,
  description: string | null,
  kind: Kind,
  assignedLicenses: readonly AssignedLicense[],
  people: readonly SnapshotUser[],
): Draft {
  return { displayName, description, ...kind, assignedLicenses, people };
}

/** A product of the catalogue with these plans off. */
export function license(skuPartNumber: string, ...off: readonly string[]): AssignedLicense {
  return {
    skuId: catalogueProduct(skuPartNumber).skuId,
    disabledPlans: off.map((servicePlanName) => planNamed(servicePlanName).servicePlanId),
  };
}

function groupId(number: number): string {
  return `bbbbbbbb-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
