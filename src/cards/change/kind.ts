import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Intent, Reading } from '../../language/command.ts';
import type { Change } from '../../licensing/change.ts';
import type { CardTexts } from '../../words/catalogue.ts';

type Kind = keyof CardTexts['kinds'];

const KIND_OF_INTENT: Partial<Record<Intent, Kind>> = {
  assign_license: 'assign',
  copy_license: 'assign',
  remove_license: 'remove',
  migrate_direct: 'remove',
  swap_license: 'swap',
  set_plans: 'plans',
  add_member: 'addMember',
  remove_member: 'removeMember',
  move_member: 'several',
  set_usage_location: 'usageLocation',
  offboard: 'leaver',
  onboard: 'joiner',
  reprocess: 'reprocess',
  release_kept: 'release',
  batch: 'several',
  set_rule: 'supposed',
  undo: 'undo',
  apply_fix: 'fix',
  suggest_fixes: 'fix',
  explain_user: 'fix',
};

/** What a change is, in two words: the small line above its title. */
export function changeKind(
  record: Pick<ChangeRecord, 'changes' | 'fixes' | 'undoes'> & { readonly command: Pick<Reading, 'intent' | 'slots'> },
  texts: CardTexts,
): string {
  if (record.undoes !== undefined) return texts.kinds.undo;
  if (record.fixes !== undefined) return texts.kinds.fix;
  if (record.command.slots.leaving === true) return texts.kinds.leaver;
  return texts.kinds[KIND_OF_INTENT[record.command.intent] ?? kindOfChanges(record.changes)];
}

function kindOfChanges(changes: readonly Change[]): Kind {
  const [change] = changes;
  if (change === undefined) return 'supposed';
  if (changes.some((other) => other.kind !== change.kind)) return 'several';
  switch (change.kind) {
    case 'assignGroupLicense':
    case 'assignUserLicense':
      if (change.addLicenses.length === 0) return 'remove';
      return change.removeLicenses.length > 0 ? 'swap' : 'assign';
    case 'addMember':
    case 'removeMember':
    case 'reprocess':
      return change.kind;
    case 'setUsageLocation':
      return 'usageLocation';
    case 'setProxyAddresses':
      return 'proxyAddress';
    case 'setSeats':
      return 'seats';
    case 'releaseKeptLicenses':
      return 'release';
    default:
      return change satisfies never;
  }
}
