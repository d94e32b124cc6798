import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, serve } from '../../src/app/serve.ts';
import { readConfig } from '../../src/config/config.ts';
import { systemClock } from '../../src/engine/clock.ts';
import type { AuditRecord } from '../../src/store/audit.ts';
import { openStore, openStoreReadOnly, type SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { freePort } from '../free-port.ts';
import { PARENT } from '../store/temporary-directory.ts';
import { quickClock } from './quick-clock.ts';
import { TeamsClient } from './teams-client.ts';

/** A bot with settings of its own, over restarts on the same port and store, and the Teams that it talks to. */
export class Stage {
  readonly teams: TeamsClient;
  readonly dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
  readonly port: number;
  #bot: Running | undefined;

  private constructor(teams: TeamsClient, port: number) {
    this.teams = teams;
    this.port = port;
  }

  /** On the demo tenant; nothing is started yet. */
  static async open(): Promise<Stage> {
    const port = await freePort();
    return new Stage(await TeamsClient.start(`http://127.0.0.1:${port}/api/messages`), port);
  }

  static async started(settings: Readonly<Record<string, string>> = {}): Promise<Stage> {
    const stage = await Stage.open();
    await stage.start(settings);
    return stage;
  }

  /** Conversations that the connector takes nothing for at present, and those that are gone. */
  get deaf(): Set<string> {
    return this.teams.deaf;
  }

  get gone(): Set<string> {
    return this.teams.gone;
  }

  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const env = { DATA_DIR: this.dataDir, PORT: String(this.port), CHAT: 'off', LOG_LEVEL: 'error', ...settings };
    const read = readConfig(env);
    if ('faults' in read) throw new Error(read.faults.join('\n'));
    this.#bot = await serve(read.config, quickClock);
  }

  async restart(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#bot?.close();
    await this.start(settings);
  }

  /** Stops the bot, and lets the store be as if it had been killed at another moment. */
  async stopped(tamper: (store: SqliteStore) => Promise<unknown>): Promise<void> {
    await this.stop();
    const store = openStore(this.dataDir, { clock: systemClock });
    await tamper(store);
    await store.close();
  }

  async stop(): Promise<void> {
    await this.#bot?.close();
    this.#bot = undefined;
  }

  /** Stops the bot, and gives the records of its audit log. */
  async audit(): Promise<readonly AuditRecord[]> {
    await this.stop();
    const store = openStoreReadOnly(this.dataDir, { clock: systemClock });
    const records = await Array.fromAsync(store.audit.since(0));
    await store.close();
    return records;
  }

  async audited(activity: string): Promise<readonly AuditRecord[]> {
    return (await this.audit()).filter((record) => record.activity === activity);
  }

  async close(): Promise<void> {
    await this.#bot?.close();
    await this.teams[Symbol.asyncDispose]();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
