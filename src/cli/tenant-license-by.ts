import { EXIT_CONFIG, readConfig } from '../config/config.ts';
import { embeddedOrganization } from '../directory/embedded/embedded-store.ts';
import { openStoreOf } from '../directory/embedded/open-store.ts';
import { belongsTo } from '../directory/graph/belongs-to.ts';
import { connectGraph } from '../directory/graph/connect.ts';
import {
  foreseeHandOver,
  groupsAtWork,
  groupsToHandOver,
  type HandedOver,
  type HandOverOptions,
  handOver,
  type Licensor,
  type Passage,
  STILL_AT_WORK,
} from '../directory/graph/hand-over.ts';
import { readModel } from '../directory/graph/read-model.ts';
import { systemClock } from '../engine/clock.ts';
import { idKey, isSameId } from '../graph/ids.ts';
import type { MemoryTenant } from '../licensing/model/memory-tenant.ts';
import type { GroupIndex } from '../licensing/model/tenant.ts';
import { counted } from '../words/counted.ts';
import { type Arguments, EXIT, readArguments, UsageError } from './arguments.ts';
import type { Terminal } from './terminal.ts';

const OTHER = { entra: 'seatkeeper', seatkeeper: 'entra' } as const;
const NAMES = { entra: 'Microsoft Entra', seatkeeper: 'Seatkeeper' } as const;

/** Hands groups over from Entra to Seatkeeper or back: foreseen, and done with `--apply`. */
export async function runTenantLicenseBy(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { flags: ['all', 'apply', 'json'], more: 'entra or seatkeeper' });
  const [to, ...named] = given.positionals;
  if (to !== 'entra' && to !== 'seatkeeper')
    throw new UsageError(`"${to}" is nobody who licenses: entra or seatkeeper.`);
  if (named.length > 0 === given.flag('all')) throw new UsageError('Name groups, or give --all.');
  const reading = readConfig(terminal.env);
  if ('faults' in reading) {
    for (const fault of reading.faults) terminal.err(fault);
    return EXIT_CONFIG;
  }
  const { directory, dataDir } = reading.config;
  if (directory.kind !== 'graph')
    throw new UsageError('Groups are handed over on Microsoft Graph alone: set DIRECTORY=graph.');
  const client = await connectGraph(directory, { clock: systemClock, random: Math.random });
  const store = await openStoreOf(reading.config, { clock: systemClock });
  try {
    terminal.progress('Reading the tenant from Microsoft Graph …');
    const atWork = to === 'seatkeeper' ? await groupsAtWork(client) : new Set<string>();
    const model = await readModel(client, { store, folder: dataDir, clock: systemClock, licensing: 'managed' });
    terminal.progress('');
    const { tenant, ledger } = model;
    await belongsTo(store, tenant.organization, embeddedOrganization(store));
    if (ledger === undefined) return EXIT.failures;
    const all = await groupsToHandOver({ client, tenant, ledger, to });
    const groups = given.flag('all') ? all : chosen(tenant, all, named, to);
    const each = groups.map((group): HandOverOptions => ({ client, tenant, ledger, clock: systemClock, group, to }));
    return await handOverAll(each, { given, to, terminal, atWork });
  } finally {
    await store.close();
  }
}

function chosen(
  tenant: MemoryTenant,
  all: readonly GroupIndex[],
  named: readonly string[],
  to: Licensor,
): readonly GroupIndex[] {
  return named.map((name) => {
    const bears = (group: GroupIndex) => {
      const { id, displayName } = tenant.group(group);
      return isSameId(id, name) || displayName === name;
    };
    const [found, second] = all.filter(bears);
    if (second !== undefined) throw new UsageError(`More than one group is called "${name}": give its id.`);
    if (found === undefined) throw new UsageError(`No group that ${NAMES[OTHER[to]]} licenses is called "${name}".`);
    return found;
  });
}

interface Task {
  readonly given: Arguments;
  readonly to: Licensor;
  readonly terminal: Terminal;
  readonly atWork: ReadonlySet<string>;
}

async function handOverAll(each: readonly HandOverOptions[], { given, to, terminal, atWork }: Task): Promise<number> {
  const report: object[] = [];
  let isDone = true;
  for (const options of each) {
    const isAtWork = atWork.has(idKey(options.tenant.group(options.group).id));
    const passages = isAtWork ? [] : foreseeHandOver(options);
    const ended = isAtWork ? STILL_AT_WORK : given.flag('apply') ? await handOver(options) : undefined;
    report.push(reportOf(options, passages, ended));
    if (!given.flag('json')) terminal.out((await linesOf(options, passages, ended)).join('\n'));
    isDone &&= ended?.kind !== 'stopped';
  }
  if (given.flag('json')) terminal.out(JSON.stringify({ licenseBy: to, applied: given.flag('apply'), groups: report }));
  else terminal.out(each.length === 0 ? `${NAMES[OTHER[to]]} licenses no groups here.` : lastLine(given, to, isDone));
  return isDone ? EXIT.done : EXIT.failures;
}

const WORDS: Readonly<Record<Licensor, Readonly<Record<Passage['kind'], string>>>> = {
  seatkeeper: {
    written: 'gets it directly, before Entra takes what it gave',
    same: 'has it otherwise already: nothing is written',
    fails: 'fails as before',
  },
  entra: {
    written: 'gets it from Entra; then the direct license goes',
    same: 'has it otherwise already: nothing is written',
    fails: 'fails as before, unless Entra finds otherwise',
  },
};

function linesOf(
  { tenant, group, to }: HandOverOptions,
  passages: readonly Passage[],
  ended: HandedOver | undefined,
): readonly string[] {
  const name = (user: number) => tenant.user(user).userPrincipalName;
  const { displayName } = tenant.group(group);
  return [
    `${displayName}: from ${NAMES[OTHER[to]]} to ${NAMES[to]}, ${counted(tenant.members(group).length, 'people')}`,
    ...passages.map(({ user, kind }) => `  ${name(user)}: ${WORDS[to][kind]}`),
    ...(ended?.kind === 'stopped'
      ? [
          `  STOPPED: ${ended.why}. Nobody has lost anything, and ${NAMES[OTHER[to]]} goes on. Run it again when that is mended.`,
        ]
      : []),
    ...(ended?.kind === 'stopped' ? ended.people.map((user) => `  ${name(user)}: not given`) : []),
    ...(ended?.kind === 'done'
      ? ended.keepDirectly.map((user) => `  ${name(user)}: Entra refuses it; the direct license stays`)
      : []),
  ];
}

function reportOf(
  { tenant, group }: HandOverOptions,
  passages: readonly Passage[],
  ended: HandedOver | undefined,
): object {
  const id = (user: number) => tenant.user(user).id;
  return {
    group: tenant.group(group).id,
    people: passages.map(({ user, kind }) => ({ user: id(user), kind })),
    ...(ended?.kind === 'done' ? { keepDirectly: ended.keepDirectly.map(id) } : {}),
    ...(ended?.kind === 'stopped' ? { stopped: ended.why, notGiven: ended.people.map(id) } : {}),
  };
}

function lastLine(given: Arguments, to: Licensor, isDone: boolean): string {
  if (!given.flag('apply'))
    return 'Nothing was changed. With --apply it is done; nobody is without a license in between.';
  if (!isDone) return 'Not all groups were handed over.';
  return to === 'seatkeeper'
    ? 'Done. Start Seatkeeper with GRAPH_LICENSING=managed.'
    : 'Done. When Seatkeeper licenses no group any more, start it with GRAPH_LICENSING=native.';
}
