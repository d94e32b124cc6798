import type { ChangeRecord } from '../../changes/change-record.ts';
import type { ControllerEvent } from '../../engine/controller.ts';
import type { Moved } from './rounds.ts';

/** Whether the tenant is at rest, and what has moved since it was last. Everything has, before the first time. */
export interface Restlessness {
  /** Another number each time that it comes to rest; undefined while it is not. */
  readonly restingSince: () => number | undefined;
  /** Whether a decision that is being applied touches the group. */
  readonly isMoving: (groupId: string) => boolean;
  /** Something was asked of the directory, and is not decided yet. */
  readonly begin: () => void;
  readonly heard: (event: ControllerEvent) => void;
  readonly ended: (record: ChangeRecord) => void;
  /** What has moved; from then on nothing. */
  readonly take: () => Moved;
}

export function restlessness(): Restlessness {
  let settled = false;
  let rests = 0;
  let touched: Set<string> | 'everywhere' = 'everywhere';
  let records: ChangeRecord[] = [];
  return {
    restingSince: () => (settled ? rests : undefined),
    isMoving: (groupId) => !settled && touched !== 'everywhere' && touched.has(groupId),
    begin() {
      settled = false;
    },
    heard(event) {
      if (event.type === 'faulted') return;
      if (touched !== 'everywhere') for (const { groupId } of event.groups) touched.add(groupId);
      settled = event.type === 'settled';
      if (settled) rests += 1;
    },
    ended: (record) => void records.push(record),
    take() {
      const moved = { scope: touched, records };
      touched = new Set();
      records = [];
      return moved;
    },
  };
}
