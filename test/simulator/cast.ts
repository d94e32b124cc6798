import type { Place } from '../../src/chat/chat.ts';

/** Who speaks and presses, where. */
export interface Somebody {
  readonly id: string;
  readonly conversationId: string;
  readonly conversationType: Place['conversationType'];
}

export const MEGAN: Somebody = { id: 'megan', conversationId: 'chat of megan', conversationType: 'personal' };

export const PEOPLE: readonly Somebody[] = [
  MEGAN,
  ...['person-2', 'person-3', 'kiosk-only'].map((id) => ({
    id,
    conversationId: `chat of ${id}`,
    conversationType: 'personal' as const,
  })),
  { id: 'megan', conversationId: '19:channel', conversationType: 'channel' },
  { id: 'person-2', conversationId: '19:channel', conversationType: 'channel' },
];

/** Each seed says some of these, and so the same ones often. */
export const SENTENCES = [
  'assign E3 to HR Department',
  'assign EMS to HR Department',
  'assign E3 and EMS to HR Department',
  'remove E3 from HR Department',
  'remove E1 from Kiosk users',
  'remove E1 from Kiosk users',
  'remove E3 and EMS from HR Department',
  'assign E1 to Kiosk users',
  'add person-4 to Kiosk users',
  'remove person-4 from Kiosk users',
  'add person-5 to Kiosk users',
  'undo',
  'undo',
  'yes',
  'cancel',
  'who failed',
  'show the last 10 changes',
  'show pending approvals',
  'tell me whenever an assignment fails',
  'ping this channel whenever a license assignment fails',
  'tell me when it is finished',
  'stop alerts',
  'freeze all changes',
  'unfreeze',
  'assign EMS to HR Department in 10 minutes',
  'assign E3 to HR Department in 30 minutes until tomorrow',
  'remove E3 from HR Department tomorrow at 9',
  'assign E3 to Kiosk users for 20 minutes',
  'assign E1 to Kiosk users in 5 minutes',
  'add person-6 to Kiosk users in 20 minutes',
  'no, EMS instead',
  'approve',
  'reject',
];
