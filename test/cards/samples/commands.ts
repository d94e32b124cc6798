import type { Intent, Slots } from '../../../src/language/command.ts';
import { groupId, userId, type World } from '../world.ts';

/** Every kind of change as a sentence means it, by a name for its card. */
export const COMMANDS: readonly (readonly [string, Intent, (world: World) => Slots])[] = [
  [
    'remove',
    'remove_license',
    (world) => ({
      groups: ['Kiosk users'],
      products: ['STANDARDPACK'],
      ids: { groups: [groupId(world, 'Kiosk users')] },
    }),
  ],
  [
    'swap',
    'swap_license',
    (world) => ({
      groups: ['Kiosk users'],
      from: 'STANDARDPACK',
      to: 'ENTERPRISEPACK',
      ids: { groups: [groupId(world, 'Kiosk users')] },
    }),
  ],
  [
    'plans',
    'set_plans',
    (world) => ({
      groups: ['Kiosk users'],
      off: ['YAMMER_ENTERPRISE'],
      ids: { groups: [groupId(world, 'Kiosk users')] },
    }),
  ],
  [
    'add-member',
    'add_member',
    (world) => ({
      users: ['adelev@contoso.com'],
      groups: ['Kiosk users'],
      ids: { groups: [groupId(world, 'Kiosk users')], users: [userId(world, 'adelev')] },
    }),
  ],
  [
    'remove-member',
    'remove_member',
    (world) => ({
      users: ['meganb@contoso.com'],
      groups: ['IT Department'],
      ids: { groups: [groupId(world, 'IT Department')], users: [userId(world, 'meganb')] },
    }),
  ],
  [
    'location',
    'set_usage_location',
    (world) => ({ users: ['adelev@contoso.com'], country: 'NL', ids: { users: [userId(world, 'adelev')] } }),
  ],
  ['reprocess', 'reprocess', (world) => ({ groups: ['Marketing'], ids: { groups: [groupId(world, 'Marketing')] } })],
  [
    'direct',
    'assign_license',
    (world) => ({
      users: ['adelev@contoso.com'],
      products: [{ sku: 'PROJECTPROFESSIONAL' }],
      ids: { users: [userId(world, 'adelev')] },
    }),
  ],
  [
    'already-there',
    'assign_license',
    (world) => ({
      groups: ['Kiosk users'],
      products: [{ sku: 'STANDARDPACK', off: ['YAMMER_ENTERPRISE'] }, { sku: 'POWER_BI_PRO' }],
      ids: { groups: [groupId(world, 'Kiosk users')] },
    }),
  ],
  [
    'covered',
    'assign_license',
    (world) => ({
      users: ['adelev@contoso.com', 'alexw@contoso.com', 'isaiahl@contoso.com'],
      products: [{ sku: 'POWER_BI_PRO' }],
      ids: { users: ['adelev', 'alexw', 'isaiahl'].map((upn) => userId(world, upn)) },
    }),
  ],
  [
    'have-it',
    'assign_license',
    (world) => ({
      groups: ['Marketing'],
      products: [{ sku: 'ENTERPRISEPACK' }],
      ids: { groups: [groupId(world, 'Marketing')] },
    }),
  ],
  [
    'unchanged',
    'assign_license',
    (world) => ({
      groups: ['Sales'],
      products: [{ sku: 'ENTERPRISEPACK', off: ['TEAMS1'] }],
      ids: { groups: [groupId(world, 'Sales')] },
    }),
  ],
  [
    'leaver',
    'offboard',
    (world) => ({ users: ['ruben.singh@contoso.com'], leaving: true, ids: { users: [userId(world, 'ruben.singh')] } }),
  ],
  [
    'joiner',
    'onboard',
    (world) => ({
      users: ['adelev@contoso.com'],
      like: 'meganb@contoso.com',
      ids: { users: ['adelev', 'meganb'].map((upn) => userId(world, upn)) },
    }),
  ],
  [
    'several',
    'batch',
    (world) => {
      const give = (sku: string, ...groups: string[]) => ({
        intent: 'assign_license' as const,
        slots: { groups, products: [{ sku }], ids: { groups: groups.map((group) => groupId(world, group)) } },
      });
      const users = ['adelev', 'meganb'].map((upn) => userId(world, upn));
      return {
        steps: [
          give('EMS', 'Sales', 'Interns'),
          {
            intent: 'remove_license',
            slots: {
              groups: ['E3 Pilot'],
              products: ['ENTERPRISEPACK'],
              ids: { groups: [groupId(world, 'E3 Pilot')] },
            },
          },
          give('POWER_BI_PRO', 'Marketing'),
          give('VISIOCLIENT', 'R&D'),
          {
            intent: 'add_member',
            slots: {
              users: ['adelev@contoso.com', 'meganb@contoso.com'],
              groups: ['Sales'],
              ids: { users, groups: [groupId(world, 'Sales')] },
            },
          },
        ],
      };
    },
  ],
];
