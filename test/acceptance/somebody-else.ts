/** Somebody of the demo tenant who is not the one at the browser. */
export interface Colleague {
  readonly userId: string;
  readonly displayName: string;
}

export const ALEX: Colleague = { userId: 'aaaaaaaa-0000-4000-8000-000000000002', displayName: 'Alex Wilber' };
export const ADELE: Colleague = { userId: 'aaaaaaaa-0000-4000-8000-000000000004', displayName: 'Adele Vance' };

const BOT = { id: 'seatkeeper', name: 'Seatkeeper' };
const MENTION = `<at>${BOT.name}</at>`;

/**
 * A colleague mentions the bot in the group chat. The chat in the browser has one person at it; whatever others do, it
 * takes as an activity, which it hands to the bot as it is.
 */
export async function saysInGroupChat(chatUrl: string, colleague: Colleague, text: string): Promise<void> {
  const activity = {
    id: crypto.randomUUID(),
    type: 'message',
    channelId: 'msteams',
    serviceUrl: `${chatUrl}/_connector`,
    recipient: BOT,
    from: { id: `29:${colleague.userId}`, aadObjectId: colleague.userId, name: colleague.displayName },
    conversation: {
      id: 'group-chat',
      conversationType: 'groupChat',
      isGroup: true,
      tenantId: '11111111-1111-1111-1111-111111111111',
    },
    text: `${MENTION} ${text}`,
    entities: [{ type: 'mention', text: MENTION, mentioned: BOT }],
  };
  const response = await fetch(`${chatUrl}/_internal/v1/customActivities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  if (!response.ok) throw new Error(`posting for ${colleague.displayName}: the chat answered ${response.status}`);
}
