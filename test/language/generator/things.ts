import { buildNames, type Names } from '../../../src/language/names/build-names.ts';
import { sourceIn } from '../tenants.ts';

/** A thing of the tenant: how people call it, and by what name a reading has it. */
export interface Thing {
  readonly said: readonly string[];
  readonly name: string;
}

const thing = (name: string, ...said: readonly string[]): Thing => ({ name, said: said.length === 0 ? [name] : said });

/** Groups whose names hold the words by which a careless reader would cut. */
const HOSTILE = [
  'Staff but not Board',
  'Keep Out',
  'Everyone Else',
  'All but Sales',
  'Only Phones',
  'Swap Shop',
  'Without Borders',
  'To Be Removed',
  'E3 Swap Team',
  'Yammer Offboarding',
  'Both Houses',
  'Iedereen behalve Directie',
  'Zonder Licentie',
  'Geen Toegang',
  'Van Huis Uit',
  'Instead of Sales',
  'Staff',
  'IT',
  'Everyone',
  'All',
  'Both',
  'Keep',
  'Only',
  'Direct',
  'Users',
  'Sales',
  'Test',
];

const source = sourceIn('chat');

/** The tenant of the examples with the hostile groups. */
export const names: Names = buildNames({
  ...source,
  groupCount: source.groupCount + HOSTILE.length,
  group: (index) =>
    index < source.groupCount
      ? source.group(index)
      : {
          id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
          displayName: HOSTILE[index - source.groupCount] ?? '',
        },
  memberCount: (group) => (group < source.groupCount ? source.memberCount(group) : 0),
  isMember: (group, user) => group < source.groupCount && source.isMember(group, user),
  assignedSkuIds: (group) => (group < source.groupCount ? source.assignedSkuIds(group) : []),
});

export const groups: readonly Thing[] = [
  ...Array.from({ length: source.groupCount }, (_, index) => thing(source.group(index).displayName)),
  ...HOSTILE.map((name) => thing(name)),
];

export const users: readonly Thing[] = [
  thing('ann@contoso.com', 'ann@contoso.com', 'Ann Lee'),
  thing('bob@contoso.com', 'bob@contoso.com', 'Bob', 'Bob de Vries'),
  thing('carol@contoso.com', 'carol', 'carol@contoso.com', 'Carol Jansen'),
  thing('dave@contoso.com', 'dave@contoso.com', 'Dave Off'),
  thing('erin@contoso.com', 'Erin', 'erin@contoso.com'),
  thing('to@contoso.com', 'To Nguyen', 'to@contoso.com'),
];

/** A product with plans that go by one name each. */
export interface Product extends Thing {
  readonly plans: readonly Thing[];
}

const office = (level: string): readonly Thing[] => [
  thing('YAMMER_ENTERPRISE', 'Yammer', 'Viva Engage', 'yammer'),
  thing('SWAY', 'Sway', 'sway'),
  thing('TEAMS1', 'Teams', 'Microsoft Teams'),
  thing(level === '1' ? 'EXCHANGE_S_STANDARD' : 'EXCHANGE_S_ENTERPRISE', 'Exchange'),
  thing(`BPOS_S_TODO_${level}`, 'To Do', 'To-Do'),
  thing('PROJECTWORKMANAGEMENT', 'Planner'),
];

export const products: readonly Product[] = [
  { ...thing('STANDARDPACK', 'E1', 'Office 365 E1', 'STANDARDPACK'), plans: office('1') },
  { ...thing('ENTERPRISEPACK', 'E3', 'Office 365 E3', 'ENTERPRISEPACK'), plans: office('2') },
  { ...thing('ENTERPRISEPREMIUM', 'E5', 'Office 365 E5'), plans: office('3') },
  { ...thing('EMS', 'EMS', 'Enterprise Mobility + Security'), plans: [thing('INTUNE_A', 'Intune')] },
  { ...thing('VISIOCLIENT', 'Visio', 'Visio Plan 2'), plans: [] },
  { ...thing('PROJECTPROFESSIONAL', 'Project', 'Project Plan 3'), plans: [] },
  { ...thing('POWER_BI_PRO', 'Power BI Pro', 'Power BI'), plans: [] },
];
