import type { Services } from '../chat/services.ts';
import { changeTools } from '../engine/change-tools.ts';
import { type Scheduler, scheduler } from '../engine/schedule.ts';
import { scheduledChanges } from '../engine/scheduled-changes.ts';

/** What is confirmed for later is done at its time, and who asked for it is told. */
export function openSchedule(services: Services): Scheduler {
  return scheduler({
    store: services.store,
    clock: services.clock,
    changes: scheduledChanges({ ...services, tools: changeTools(services) }),
    onNews: services.news.wake,
    onFault: (change, error) => services.log('schedule not kept', { change, error: String(error) }),
  });
}
