import { type Admitted, isRefusedActivity } from '../../src/teams/gate.ts';
import { loopbackGate } from '../../src/teams/loopback-gate.ts';
import { readActivity } from '../../src/teams/wire.ts';

/** As short as an activity can be. */
export const ACTIVITY = {
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:56150/connector',
  conversation: { id: 'c' },
  from: { id: '29:megan' },
  recipient: { id: '28:seatkeeper' },
};

/** An activity that came in by this machine's own door: there is no other way to have one. */
export async function admitted(fields: object = {}): Promise<Admitted> {
  const admission = await loopbackGate({ tenants: [] }).authenticate({ host: '127.0.0.1' });
  const reading = readActivity({ ...ACTIVITY, ...fields });
  if (isRefusedActivity(admission) || 'fault' in reading) throw new Error(JSON.stringify({ admission, reading }));
  const activity = admission(reading.activity);
  if (isRefusedActivity(activity)) throw new Error(activity.reason);
  return activity;
}
