import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, serve } from '../../src/app/serve.ts';
import { readConfig } from '../../src/config/config.ts';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { type EmbeddedDirectory, openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { type Clock, systemClock } from '../../src/engine/clock.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import { openStore, type SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { PARENT } from '../store/temporary-directory.ts';
import { quickClock } from './quick-clock.ts';
import {
  actionsOf,
  type Chat,
  cardOf,
  eventually,
  MEGAN,
  type SentMessage,
  TeamsClient,
  textOf,
} from './teams-client.ts';

/** A bot of its own on the demo tenant, and the people who talk to it. */
export interface Stage {
  readonly teams: TeamsClient;
  /** Megan in her own chat, and in a thread of a channel. */
  readonly megan: Chat;
  readonly channel: Chat;
  restart(variables?: Record<string, string>): Promise<void>;
  /** What happens in the directory, or to what is stored, while the bot is down; then it starts again. */
  meanwhile(happens: (directory: EmbeddedDirectory, store: SqliteStore) => Promise<unknown>): Promise<void>;
  /** Megan, in her own chat: adds somebody to E3 Pilot, or takes them out, and waits for the end. */
  joins(userPrincipalName: string): Promise<SentMessage>;
  leaves(userPrincipalName: string): Promise<SentMessage>;
}

const THREAD = '4711';

export interface StageOptions {
  /** Instead of the demo tenant. */
  readonly snapshot?: () => Snapshot;
  /** What the bot waits by. */
  readonly clock?: Clock;
}

export function onStage(
  play: (stage: Stage) => Promise<void>,
  { snapshot, clock = quickClock }: StageOptions = {},
): () => Promise<void> {
  return async () => {
    const dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
    if (snapshot !== undefined) await inDirectory(dataDir, async () => undefined, snapshot);
    let bot = await startBot(dataDir, clock);
    const teams = await TeamsClient.start(`http://127.0.0.1:${bot.port}/api/messages`);
    const megan = teams.personal(MEGAN);
    const start = async (variables?: Record<string, string>) => {
      // The same port, so that Teams finds the bot again.
      bot = await startBot(dataDir, clock, { ...variables, PORT: String(bot.port) });
    };
    try {
      await play({
        teams,
        megan,
        channel: teams.channel(MEGAN, THREAD),
        async restart(variables) {
          await bot.close();
          await start(variables);
        },
        async meanwhile(happens) {
          await bot.close();
          await inDirectory(dataDir, happens);
          await start();
        },
        joins: (upn) => apply(megan, `add ${upn} to E3 Pilot`),
        leaves: (upn) => apply(megan, `remove ${upn} from E3 Pilot`),
      });
    } finally {
      await teams[Symbol.asyncDispose]();
      await bot.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  };
}

async function startBot(dataDir: string, clock: Clock, variables: Record<string, string> = {}): Promise<Running> {
  const read = readConfig({ DATA_DIR: dataDir, PORT: '0', CHAT: 'off', LOG_LEVEL: 'error', ...variables });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return serve(read.config, clock);
}

async function inDirectory(
  dataDir: string,
  happens: (directory: EmbeddedDirectory, store: SqliteStore) => Promise<unknown>,
  snapshot?: () => Snapshot,
): Promise<void> {
  const store = openStore(dataDir, { clock: systemClock });
  try {
    await happens(
      await openEmbeddedDirectory(store, {
        clock: systemClock,
        usersPerSecond: undefined,
        ...(snapshot && { snapshot }),
      }),
      store,
    );
  } finally {
    await store.close();
  }
}

/** Says it, presses the first button, and waits for the end. */
export async function apply(chat: Chat, text: string): Promise<SentMessage> {
  const preview = await chat.say(text);
  await chat.press(preview, titles(preview)[0] ?? '');
  await eventually(() => /Finished|Voltooid/.test(shown(preview)), `the end of "${text}"`);
  return preview;
}

export async function nextMessage(chat: Chat, act: () => Promise<unknown>): Promise<SentMessage> {
  const before = chat.messages.length;
  await act();
  return eventually(() => chat.messages[before], 'a message that comes by itself');
}

export const titles = (message: SentMessage) => actionsOf(cardOf(message)).map((action) => String(action['title']));
export const shown = (message: SentMessage) => textOf(cardOf(message));
export const textIn = (message: SentMessage | undefined) => message?.states[0]?.activity.text ?? '';

const demo = demoTenant();
const [users, groups] = [[...demo.users], [...demo.groups]];

export function membersOf(name: string): readonly string[] {
  return groups.find((group) => group.displayName === name)?.members ?? [];
}

export function groupId(name: string): string {
  return groups.find((group) => group.displayName === name)?.id ?? '';
}

/** Kiosk users outside of HR: their Office 365 E1 stands in the way of E3, which nobody fails to get in E3 Pilot yet. */
export const kioskUserIds = membersOf('Kiosk users').filter((id) => !membersOf('HR Department').includes(id));
export const [one = '', two = '', three = ''] = kioskUserIds.map(
  (id) => users.find((user) => user.id === id)?.userPrincipalName ?? '',
);
