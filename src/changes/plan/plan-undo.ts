import type { Change } from '../../licensing/change.ts';
import { targetsOf } from '../../licensing/model/targets-of.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import type { ChangeRecord } from '../change-record.ts';
import { changesFor } from './changes-for.ts';
import type { Note, Plan } from './plan.ts';
import { isSameSetting, type Setting, settingKey, settingNow, settingsOf } from './setting.ts';

/** One setting as a change found it and as the change left it. */
interface Altered {
  readonly before: Setting;
  readonly made: Setting;
}

/** Who altered a setting afterwards, and in which change, where that is known. */
interface Later {
  readonly by: string;
  readonly number: number;
}

/**
 * Takes a change back as far as what it did still stands: what somebody changed since is theirs, stays, and is named.
 * `later` are the changes applied after it, newest first: they tell who that was.
 */
export function planUndo(tenant: Tenant, record: ChangeRecord, later: readonly ChangeRecord[] = []): Plan {
  const { settings, notes } = goBack(tenant, alteredBy(record), (setting) => changedIn(later, setting));
  const letGo = record.letsGo === true || record.changes.some(({ kind }) => kind === 'releaseKeptLicenses');
  const changes = changesFor(settings);
  return {
    changes,
    ...targetsFor(changes, record),
    notes: letGo ? [...notes, { kind: 'staysLetGo' }] : notes,
    wholeTenant: record.wholeTenant ?? false,
  };
}

/**
 * Takes several changes back together, newest first: each setting goes to what the oldest of them found, as far as it is
 * still what the newest of them made. `later` are changes applied after the oldest and not among them.
 */
export function planUndoAll(tenant: Tenant, records: readonly ChangeRecord[], later: readonly ChangeRecord[]): Plan {
  const altered = new Map<string, Altered>();
  for (const { before, made } of records.flatMap(alteredBy)) {
    const key = settingKey(before);
    altered.set(key, { before, made: altered.get(key)?.made ?? made });
  }
  const { settings, notes } = goBack(tenant, [...altered.values()], (setting) => changedIn(later, setting));
  const changes = changesFor(settings);
  const { groupIds, userIds } = targetsOf(changes);
  const taken = records.map(({ number, requestedBy }) => ({ number, by: requestedBy.displayName }));
  return {
    changes,
    targetGroupIds: groupIds,
    targetUserIds: userIds,
    notes: [{ kind: 'takesBack', changes: taken }, ...notes],
    wholeTenant: records.some(({ wholeTenant }) => wholeTenant === true),
  };
}

/** Whom the undo names: of a fix that is not the group that was mended. Nothing to undo is about the whole change. */
function targetsFor(changes: readonly Change[], record: ChangeRecord): Pick<Plan, 'targetGroupIds' | 'targetUserIds'> {
  const { targetGroupIds, targetUserIds } = record;
  if (changes.length === 0) return { targetGroupIds, targetUserIds };
  const { groupIds, userIds } = targetsOf(changes);
  return { targetGroupIds: groupIds, targetUserIds: userIds };
}

/** What a change altered, last first. Its parts without an inverse altered nothing. */
function alteredBy({ changes, inverse = [] }: ChangeRecord): readonly Altered[] {
  const made = new Map(changes.flatMap(settingsOf).map((setting) => [settingKey(setting), setting]));
  return inverse.flatMap(settingsOf).flatMap((before) => {
    const now = made.get(settingKey(before));
    return now === undefined || isSameSetting(now, before) ? [] : [{ before, made: now }];
  });
}

/** The settings that are to be as they were, of those that still are as they were made. What is so already is left out. */
function goBack(
  tenant: Tenant,
  altered: readonly Altered[],
  laterOf: (setting: Setting) => Later | undefined,
): { readonly settings: readonly Setting[]; readonly notes: readonly Note[] } {
  const settings: Setting[] = [];
  const notes: Note[] = [];
  for (const { before, made } of altered) {
    const now = settingNow(tenant, before);
    if (now !== undefined && isSameSetting(now, before)) continue;
    if (now !== undefined && isSameSetting(now, made)) settings.push(before);
    else notes.push({ kind: 'changedSince', setting: before, gone: now === undefined, ...withLater(laterOf(before)) });
  }
  return { settings, notes };
}

function withLater(later: Later | undefined): { readonly later?: Later } {
  return later === undefined ? {} : { later };
}

/** The newest of these changes that touched a setting. */
function changedIn(records: readonly ChangeRecord[], setting: Setting): Later | undefined {
  const key = settingKey(setting);
  const found = records.find((record) => alteredBy(record).some(({ made }) => settingKey(made) === key));
  return found && { by: found.requestedBy.displayName, number: found.number };
}
