import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../../licensing/change.ts';
import type { Setting } from './setting.ts';

interface Edit {
  readonly addLicenses: AssignedLicense[];
  readonly removeLicenses: string[];
}

/**
 * The changes that bring settings about, in their order, but all licenses of one group or person in one change: a template
 * is checked as a whole (R13), and nobody is without in between (R16).
 */
export function changesFor(settings: Iterable<Setting>): readonly Change[] {
  const changes: Change[] = [];
  const edits = new Map<string, Edit>();

  function editOf(key: string, begin: (edit: Edit) => Change): Edit {
    const known = edits.get(key);
    if (known !== undefined) return known;
    const edit: Edit = { addLicenses: [], removeLicenses: [] };
    edits.set(key, edit);
    changes.push(begin(edit));
    return edit;
  }

  for (const setting of settings) {
    switch (setting.kind) {
      case 'groupLicense': {
        const { groupId } = setting;
        note(
          editOf(`group ${groupId}`, (edit) => ({ kind: 'assignGroupLicense', groupId, ...edit })),
          setting,
        );
        break;
      }
      case 'userLicense': {
        const { userId } = setting;
        note(
          editOf(`user ${userId}`, (edit) => ({ kind: 'assignUserLicense', userId, ...edit })),
          setting,
        );
        break;
      }
      case 'membership': {
        const { groupId, userId } = setting;
        changes.push({ kind: setting.member ? 'addMember' : 'removeMember', groupId, userId });
        break;
      }
      case 'usageLocation':
        changes.push({ kind: 'setUsageLocation', userId: setting.userId, usageLocation: setting.usageLocation });
        break;
      case 'proxyAddresses':
        changes.push({ kind: 'setProxyAddresses', userId: setting.userId, proxyAddresses: setting.proxyAddresses });
        break;
      case 'seats':
        changes.push({ kind: 'setSeats', skuId: setting.skuId, enabled: setting.enabled });
        break;
    }
  }
  return changes;
}

function note(
  edit: Edit,
  { skuId, plansOff }: { readonly skuId: string; readonly plansOff?: readonly string[] },
): void {
  if (plansOff === undefined) edit.removeLicenses.push(skuId);
  else edit.addLicenses.push({ skuId, disabledPlans: plansOff });
}
