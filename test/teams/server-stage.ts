import { openFace } from '../../src/app/face.ts';
import type { Conversations, IncomingMessage, IncomingPress, PressAnswer } from '../../src/chat/chat.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { inTime } from '../../src/engine/within.ts';
import { events } from '../../src/observe/events.ts';
import { logger } from '../../src/observe/log.ts';
import type { Connector, ConnectorOptions } from '../../src/teams/connector.ts';
import type { Gate } from '../../src/teams/gate.ts';
import type { Limits } from '../../src/teams/limits.ts';
import { loopbackGate } from '../../src/teams/loopback-gate.ts';
import { ANSWER_WITHIN_MS } from '../../src/teams/outgoing.ts';
import { agentsConnector } from '../../src/teams/sdk/agents.ts';
import { botbuilderConnector } from '../../src/teams/sdk/botbuilder.ts';
import { createServer, type Server } from '../../src/teams/server.ts';
import { quickClock } from '../chat/quick-clock.ts';

export const TENANT = '11111111-1111-1111-1111-111111111111';

/** Everything that can write to the Bot Connector, to be held to the same. */
export const SDKS: readonly (readonly [string, (options: ConnectorOptions) => Connector])[] = [
  ['botbuilder', botbuilderConnector],
  ['agents', agentsConnector],
];

/** The server alone, with conversations that repeat what they hear. */
export interface ServerStage extends AsyncDisposable {
  readonly server: Server;
  readonly endpoint: string;
  readonly heard: IncomingMessage[];
  readonly pressed: IncomingPress[];
  readonly submitted: IncomingPress[];
  /** Names of everything else that came to the conversations. */
  readonly others: string[];
  readonly logged: string[];
  readonly sleeps: number[];
  /** What a press is answered with, or fails with. */
  answer: PressAnswer | Error;
  /** What a message fails with. */
  fault: Error | undefined;
  /** Until when every pause lasts. */
  slept: Promise<void>;
}

export interface StageOptions {
  readonly gate?: Gate;
  readonly limits?: Limits;
  readonly connector?: (options: ConnectorOptions) => Connector;
  readonly token?: () => Promise<string>;
  readonly onMessage?: (message: IncomingMessage) => Promise<void>;
}

export async function serverStage(options: StageOptions = {}): Promise<ServerStage> {
  const { connector = botbuilderConnector, token } = options;
  const client = connector({ token, inTime: (call) => inTime(ANSWER_WITHIN_MS, call, quickClock) });
  const stage = {
    heard: [] as IncomingMessage[],
    pressed: [] as IncomingPress[],
    submitted: [] as IncomingPress[],
    others: [] as string[],
    logged: [] as string[],
    sleeps: [] as number[],
    answer: { kind: 'sentence', text: 'Done.' } as PressAnswer | Error,
    fault: undefined as Error | undefined,
    slept: Promise.resolve(),
  };
  const server = createServer({
    readiness: async () => [],
    metrics: async () => 'seatkeeper_up 1\n',
    gate: options.gate ?? loopbackGate({ tenants: [TENANT] }),
    limits: options.limits,
    connector: async () => client,
    charts: true,
    events: events(
      logger(
        'info',
        (line) => stage.logged.push(line),
        () => new Date(),
      ),
    ),
    log: (event, details) => stage.logged.push(JSON.stringify({ event, ...details })),
    now: () => new Date(),
    elapsedMs: () => stage.sleeps.reduce((sum, ms) => sum + ms, 0),
    sleep(ms) {
      stage.sleeps.push(ms);
      return stage.slept;
    },
    stopping: new AbortController().signal,
    lost: new AbortController().signal,
    random: () => 0,
  });
  const answerTo = () => {
    if (stage.answer instanceof Error) throw stage.answer;
    return stage.answer;
  };
  const conversations: Conversations = {
    async onMessage(message) {
      stage.heard.push(message);
      if (stage.fault !== undefined) throw stage.fault;
      if (options.onMessage !== undefined) return options.onMessage(message);
      await server.chat.send(message.place, { text: `heard: ${message.text}` });
    },
    async onEdited() {
      stage.others.push('edited');
    },
    async onDeleted() {
      stage.others.push('deleted');
    },
    async onPress(press) {
      stage.pressed.push(press);
      return answerTo();
    },
    async onSubmit(press) {
      stage.submitted.push(press);
      answerTo();
    },
    async onFile() {
      stage.others.push('file');
    },
    async onInstalled() {
      stage.others.push('installed');
    },
    async onRemoved() {
      stage.others.push('removed');
    },
  };
  const face = await openFace({ host: '127.0.0.1', port: 0 }, server.listener(conversations), systemClock);
  return Object.assign(stage, {
    server,
    endpoint: `http://127.0.0.1:${face.port}/api/messages`,
    [Symbol.asyncDispose]: () => face.close(),
  });
}
