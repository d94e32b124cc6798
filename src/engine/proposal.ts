import type { ChangeDraft, ChangeRecord } from '../changes/change-record.ts';
import type { Plan } from '../changes/plan/plan.ts';
import type { Schedule } from '../changes/schedule.ts';
import type { Actor } from '../directory/port.ts';
import type { Reading } from '../language/command.ts';
import { changesKey } from '../licensing/outcome/changes-key.ts';
import type { Foreseen } from '../licensing/outcome/foreseen.ts';
import { shownIn } from '../licensing/outcome/shown.ts';

/** What a person asks to be done. */
export interface Proposal {
  readonly command: Reading;
  readonly plan: Plan;
  readonly by: Actor;
  /** The change whose failures this one fixes, or that this one takes back. */
  readonly fixes?: number;
  readonly undoes?: number;
  /** The planned change whose correction this is. */
  readonly replaces?: number;
  readonly stageOf?: number;
  /** When it begins and is taken back; absent: it begins at once and stays. */
  readonly schedule?: Schedule;
}

/** As it is kept before anybody decides. @param createdAt ISO 8601 */
export function draftOf(
  { command, plan, by, fixes, undoes, replaces, stageOf, schedule }: Proposal,
  foreseen: Foreseen,
  createdAt: string,
): ChangeDraft {
  const { reason } = command.slots;
  return {
    state: 'previewed',
    requestedBy: by,
    language: command.language,
    command,
    changes: plan.changes,
    targetGroupIds: plan.targetGroupIds,
    targetUserIds: plan.targetUserIds,
    wholeTenant: plan.wholeTenant,
    ...shownIn(foreseen),
    createdAt,
    ...(reason === undefined ? {} : { reason }),
    ...(fixes === undefined ? {} : { fixes }),
    ...(undoes === undefined ? {} : { undoes }),
    ...(replaces === undefined ? {} : { replaces }),
    ...(stageOf === undefined ? {} : { stageOf }),
    ...(schedule === undefined ? {} : { schedule }),
  };
}

/** A second person was asked about this very fix already. */
export function isSameFix(record: ChangeRecord, { fixes, plan }: Proposal): boolean {
  return fixes !== undefined && record.fixes === fixes && changesKey(record.changes) === changesKey(plan.changes);
}
