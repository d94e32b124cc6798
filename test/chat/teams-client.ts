import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage as HttpRequest, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { quickClock } from './quick-clock.ts';

/**
 * The other end of the Bot Framework protocol: people who type and press in Teams, and the Bot Connector that takes
 * the bot's messages and edits. Speaks real HTTP on loopback and knows nothing of the bot's code.
 */

export interface SentMessage {
  readonly id: string;
  readonly conversationId: string;
  /** Every state that the message had, oldest first: the first as sent, the rest as edited. */
  readonly states: { readonly activity: BotActivity; readonly at: number }[];
}

export interface BotActivity {
  readonly type: string;
  readonly text?: string;
  readonly summary?: string;
  readonly replyToId?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content: Card }[];
}

export interface Card {
  readonly type: 'AdaptiveCard';
  readonly fallbackText?: string;
  readonly body: readonly CardElement[];
  readonly [property: string]: unknown;
}

export type CardElement = { readonly type: string; readonly [property: string]: unknown };

export interface Account {
  readonly name: string;
  readonly aadObjectId: string;
}

export const MEGAN: Account = { name: 'Megan Bowen', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000001' };
export const ALEX: Account = { name: 'Alex Wilber', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000002' };
export const NESTOR: Account = { name: 'Nestor Wilke', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000003' };
export const ADELE: Account = { name: 'Adele Vance', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000004' };
export const ISAIAH: Account = { name: 'Isaiah Langer', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000005' };
export const PATTI: Account = { name: 'Patti Fernandez', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000006' };

export interface Answer {
  readonly status: number;
  readonly body: { readonly statusCode?: number; readonly type?: string; readonly value?: unknown } | undefined;
}

export const TENANT = '11111111-1111-1111-1111-111111111111';
const BOT = { id: '28:seatkeeper', name: 'Seatkeeper' };

/** `torn`: the connection ends without an answer. `taken`: what was asked for is done all the same. */
export interface ConnectorFault {
  readonly status: number | 'torn';
  readonly headers?: Record<string, string>;
  readonly taken?: boolean;
}

export class TeamsClient {
  readonly messages: SentMessage[] = [];
  readonly #server: Server;
  readonly endpoint: string;
  #serviceUrl = '';
  /** Answers instead of the ordinary ones, used up one by one: the connector's bad days. */
  readonly faults: ConnectorFault[] = [];

  /** Conversations for which the connector takes nothing, and those that are gone: by their ids. */
  readonly deaf = new Set<string>();
  readonly gone = new Set<string>();
  /** Those for which the connector takes messages and says that it could not. */
  readonly doubtful = new Set<string>();
  /** Those for which the connector takes everything and never answers. */
  readonly hanging = new Set<string>();

  /** What the bot's calls brought as `Authorization`, and where they went. */
  readonly calls: { readonly authorization: string | undefined; readonly path: string }[] = [];
  /** Object ids of people by their ids in Teams, as the connector tells them. */
  readonly members = new Map<string, string>();
  /** Files that were put where people have theirs, by path. */
  readonly uploads = new Map<string, { readonly text: string; readonly range: string | undefined }>();
  /** Whose people speak. */
  tenant = TENANT;
  /** While true the connector takes calls and never answers. */
  silent = false;
  /** Makes the `Authorization` of what people send; without it there is none. */
  authorize: ((serviceUrl: string) => Promise<string>) | undefined;

  private constructor(endpoint: string) {
    this.endpoint = endpoint;
    // On a slow machine a connection would be closed just when it is used again.
    this.#server = createServer(
      { keepAliveTimeout: 0 },
      (request, response) => void this.#connector(request, response),
    );
  }

  static async start(endpoint: string): Promise<TeamsClient> {
    const client = new TeamsClient(endpoint);
    await new Promise<void>((resolve) => client.#server.listen(0, '127.0.0.1', resolve));
    client.#serviceUrl = `http://127.0.0.1:${(client.#server.address() as AddressInfo).port}/connector`;
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  personal(account: Account): Chat {
    return new Chat(this, account, { id: `personal-${account.aadObjectId}`, conversationType: 'personal' });
  }

  groupChat(account: Account, id = 'group-chat'): Chat {
    return new Chat(this, account, { id, conversationType: 'groupChat', isGroup: true });
  }

  channel(account: Account, thread: string): Chat {
    return new Chat(this, account, {
      id: `19:channel@thread.tacv2;messageid=${thread}`,
      conversationType: 'channel',
      isGroup: true,
    });
  }

  async post(body: unknown): Promise<Answer> {
    // Nobody does two things in one moment.
    quickClock.pass(1);
    const authorization = await this.authorize?.(this.#serviceUrl);
    const response = await fetch(this.endpoint, {
      method: 'POST',
      // One for each call: a connection to a bot that was started anew fails once.
      headers: {
        'Content-Type': 'application/json',
        Connection: 'close',
        ...(authorization && { Authorization: authorization }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }).catch((error: Error) => {
      throw new Error(`no answer of ${this.endpoint}: ${error.cause ?? error}`, { cause: error });
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  get serviceUrl(): string {
    return this.#serviceUrl;
  }

  /** Where people's clients say that answers go, when something in between passes them on. */
  set serviceUrl(address: string) {
    this.#serviceUrl = address;
  }

  async #connector(request: HttpRequest, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.calls.push({ authorization: request.headers.authorization, path: request.url ?? '' });
    if (this.silent) return;
    const fault = this.faults.shift();
    if (fault !== undefined && fault.taken !== true) return answerFault(response, fault);
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://connector').pathname);
    if (request.method === 'PUT' && path.startsWith('/onedrive/')) {
      const range = request.headers['content-range'];
      this.uploads.set(path, { text: Buffer.concat(chunks).toString(), range });
      response.writeHead(201).end();
      return;
    }
    const [, memberId] = /\/members\/(.+)$/.exec(path) ?? [];
    const objectId = memberId === undefined ? undefined : this.members.get(memberId);
    if (objectId !== undefined) return json(response, { id: memberId, name: 'Somebody', objectId });
    const match = /^\/connector\/v3\/conversations\/(.+?)\/activities(?:\/([^/]+))?$/.exec(path);
    const activity = JSON.parse(Buffer.concat(chunks).toString() || '{}') as BotActivity;
    if (match === null) {
      response.writeHead(404).end();
      return;
    }
    const [, conversationId = '', messageId] = match;
    if (this.deaf.has(conversationId) || this.gone.has(conversationId)) {
      response.writeHead(this.gone.has(conversationId) ? 404 : 400);
      response.end();
      return;
    }
    if (this.hanging.has(conversationId)) return;
    if (request.method === 'PUT') {
      const message = this.messages.find((candidate) => candidate.id === messageId);
      if (message === undefined) {
        response.writeHead(404).end();
        return;
      }
      message.states.push({ activity, at: quickClock.elapsedMs() });
      json(response, { id: message.id });
      return;
    }
    const message = { id: randomUUID(), conversationId, states: [{ activity, at: quickClock.elapsedMs() }] };
    this.messages.push(message);
    if (fault !== undefined) return answerFault(response, fault);
    if (this.doubtful.has(conversationId)) return answerFault(response, { status: 502 });
    json(response, { id: message.id });
  }
}

function answerFault(response: ServerResponse, { status, headers }: ConnectorFault): void {
  if (status === 'torn') {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { code: 'Fault', message: 'as told' } }));
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** One person in one conversation. */
export class Chat {
  readonly client: TeamsClient;
  readonly account: Account;
  readonly #conversation: { readonly id: string; readonly conversationType: string; readonly isGroup?: boolean };

  constructor(
    client: TeamsClient,
    account: Account,
    conversation: { id: string; conversationType: string; isGroup?: boolean },
  ) {
    this.client = client;
    this.account = account;
    this.#conversation = conversation;
  }

  get id(): string {
    return this.#conversation.id;
  }

  /** The bot's messages here. */
  get messages(): SentMessage[] {
    return this.client.messages.filter((message) => message.conversationId === this.#conversation.id);
  }

  install(): Promise<Answer> {
    return this.client.post({ ...this.#activity('installationUpdate'), action: 'add' });
  }

  uninstall(): Promise<Answer> {
    return this.client.post({ ...this.#activity('installationUpdate'), action: 'remove' });
  }

  /** Types a message, mentioning the bot where it must be, and waits for the bot's next message here. */
  async say(text: string): Promise<SentMessage> {
    const before = this.messages.length;
    const answer = await this.send(text);
    if (answer.status >= 300) throw new Error(`saying "${text}" was answered with ${answer.status}`);
    return eventually(() => this.messages[before], `an answer to "${text}"`);
  }

  send(text: string, options: { readonly mention?: boolean; readonly id?: string } = {}): Promise<Answer> {
    const mention = options.mention ?? this.#conversation.conversationType !== 'personal';
    return this.client.post({
      ...this.#activity('message'),
      ...(options.id === undefined ? {} : { id: options.id }),
      text: mention ? `<at>${BOT.name}</at> ${text}` : text,
      ...(mention ? { entities: [{ type: 'mention', text: `<at>${BOT.name}</at>`, mentioned: BOT }] } : {}),
    });
  }

  /** A message as a client may send it: edited, deleted, with pictures, or with mentions of its own. */
  sendAs(
    text: string,
    fields: { readonly type?: string; readonly id?: string; readonly [field: string]: unknown },
  ): Promise<Answer> {
    return this.client.post({ ...this.#activity('message'), text, ...fields });
  }

  /** Presses a button of a card by its title, filling the inputs given. */
  press(message: SentMessage, title: string, inputs: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const action = actionsOf(cardOf(message)).find((candidate) => candidate['title'] === title);
    if (action === undefined) {
      const titles = actionsOf(cardOf(message)).map((candidate) => candidate['title']);
      throw new Error(`no button "${title}" on the card; there are: ${titles.join(', ')}`);
    }
    return this.execute(message, action['verb'] as string, { ...(action['data'] as object | undefined), ...inputs });
  }

  execute(message: SentMessage, verb: string, data: unknown): Promise<Answer> {
    return this.client.post({
      ...this.#activity('invoke'),
      name: 'adaptiveCard/action',
      replyToId: message.id,
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    });
  }

  /** Decides about a file that was offered; Teams says where it takes it. */
  decideFile(message: SentMessage, action: 'accept' | 'decline', uploadUrl: string): Promise<Answer> {
    const offered = (message.states[0]?.activity.attachments ?? []) as unknown as readonly {
      readonly name: string;
      readonly content: { readonly acceptContext: object };
    }[];
    const [{ name, content } = { name: '', content: { acceptContext: {} } }] = offered;
    const contentUrl = uploadUrl.replace('onedrive', 'files');
    return this.client.post({
      ...this.#activity('invoke'),
      name: 'fileConsent/invoke',
      replyToId: message.id,
      value: {
        type: 'fileUpload',
        action,
        context: content.acceptContext,
        ...(action === 'accept' && { uploadInfo: { uploadUrl, contentUrl, name, uniqueId: 'u1', fileType: 'csv' } }),
      },
    });
  }

  /** The same from a client that knows only `Action.Submit`: a message that says nothing but the data. */
  submit(message: SentMessage, verb: string, data: object): Promise<Answer> {
    return this.client.post({ ...this.#activity('message'), replyToId: message.id, value: { ...data, verb } });
  }

  #activity(type: string) {
    return {
      type,
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: this.client.serviceUrl,
      from: { id: `29:${this.account.aadObjectId}`, name: this.account.name, aadObjectId: this.account.aadObjectId },
      recipient: BOT,
      conversation: { ...this.#conversation, tenantId: this.client.tenant },
      channelData: { tenant: { id: this.client.tenant } },
    };
  }
}

/** The card that a message shows now. */
export function cardOf(message: SentMessage): Card {
  const card = message.states.at(-1)?.activity.attachments?.[0]?.content;
  if (card === undefined) throw new Error(`the message has no card: ${message.states.at(-1)?.activity.text}`);
  return card;
}

/** Every action of a card, in reading order, those behind `Action.ShowCard` included. */
export function actionsOf(card: unknown): CardElement[] {
  return elementsOf(card).filter((element) => element.type.startsWith('Action.'));
}

/** Everything that can be read on a card, in reading order, a line per text. */
export function textOf(card: unknown): string {
  return elementsOf(card)
    .flatMap((element) => {
      if (element.type === 'TextBlock') return [element['text'] as string];
      if (element.type === 'RichTextBlock') {
        return [
          (element['inlines'] as (string | { text: string })[])
            .map((run) => (typeof run === 'string' ? run : run.text))
            .join(''),
        ];
      }
      return [];
    })
    .join('\n');
}

function elementsOf(node: unknown): CardElement[] {
  if (Array.isArray(node)) return node.flatMap(elementsOf);
  if (typeof node !== 'object' || node === null) return [];
  const element = node as CardElement;
  const inside = Object.entries(element).flatMap(([key, value]) =>
    key === 'data' || key === 'inlines' ? [] : elementsOf(value),
  );
  return typeof element.type === 'string' ? [element, ...inside] : inside;
}

/** Nothing is waited for longer, by the clock of the bots in this process or, where they are in another, by the real one. */
const A_DAY_MS = 24 * 3_600_000;
const PATIENCE_MS = 60_000;

/** Waits for something that comes by itself. */
export async function eventually<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  withinMs = PATIENCE_MS,
): Promise<T> {
  const [until, untilHere] = [performance.now() + withinMs, quickClock.elapsedMs() + A_DAY_MS];
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > until || quickClock.elapsedMs() > untilHere) throw new Error(`waited in vain for ${what}`);
    await quickClock.idle();
  }
}
