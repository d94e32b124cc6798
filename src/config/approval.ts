import { type Permission, ROLES } from '../changes/authorization.ts';
import type { EnvironmentReader } from './environment.ts';

const DEFAULTS = { threshold: 25, ttlMs: 24 * 3_600_000 };

/** What `APPROVAL_ALWAYS` may name, and what a person needs to do it. */
const KINDS = {
  'group-licenses': 'licenseGroup',
  'user-licenses': 'licenseUser',
  memberships: 'memberships',
  'usage-location': 'usageLocation',
  reprocess: 'reprocessUser',
} as const satisfies Record<string, Permission>;

const GROUP = /^group:/i;

/** When a second person must agree, and who that may be. Groups are as they were named: the tenant is not known here. */
export interface ApprovalConfig {
  readonly threshold: number;
  readonly ttlMs: number;
  readonly always: readonly Permission[];
  /** `roleTemplateId`s, and display names or object ids of groups. Undefined: whoever may do it themselves. */
  readonly approvers: { readonly roles: readonly string[]; readonly groups: readonly string[] } | undefined;
  readonly channel: string | undefined;
}

export function readApproval(env: EnvironmentReader): ApprovalConfig {
  return {
    threshold: env.whole('APPROVAL_THRESHOLD', { from: 0, to: 1_000_000_000 }) ?? DEFAULTS.threshold,
    ttlMs: env.durationMs('APPROVAL_TTL') ?? DEFAULTS.ttlMs,
    always: readAlways(env),
    approvers: readApprovers(env),
    channel: readChannel(env),
  };
}

function readAlways(env: EnvironmentReader): readonly Permission[] {
  const kinds = Object.entries(KINDS);
  return (env.list('APPROVAL_ALWAYS') ?? []).flatMap((name) => {
    const found = kinds.find(([kind]) => kind === name.toLowerCase());
    if (found !== undefined) return [found[1]];
    env.fault('APPROVAL_ALWAYS', `"${name}" is no kind of change`, `Give ${kinds.map(([kind]) => kind).join(', ')}`);
    return [];
  });
}

function readApprovers(env: EnvironmentReader): ApprovalConfig['approvers'] {
  const named = env.list('APPROVERS');
  if (named === undefined) return undefined;
  if (named.length === 0) {
    env.fault(
      'APPROVERS',
      'names nobody',
      'Name roles or groups, or leave it out: then whoever may do it may approve it',
    );
  }
  const roles = named.filter((entry) => !GROUP.test(entry)).flatMap((entry) => roleCalled(env, entry) ?? []);
  const groups = named.filter((entry) => GROUP.test(entry)).map((entry) => entry.replace(GROUP, '').trim());
  if (groups.includes('')) {
    env.fault('APPROVERS', 'has a "group:" without a group', 'Give its display name or its object id after the colon');
  }
  return { roles, groups };
}

function roleCalled(env: EnvironmentReader, name: string): string | undefined {
  const approving = ROLES.filter((role) => role.approves);
  const role = ROLES.find(({ displayName }) => displayName.toLowerCase() === name.toLowerCase());
  if (role?.approves === true) return role.roleTemplateId;
  env.fault(
    'APPROVERS',
    role === undefined ? `"${name}" is no role that counts here` : `${role.displayName} can approve nothing`,
    `Give ${approving.map(({ displayName }) => displayName).join(', ')}, or a group as group:NAME`,
  );
  return undefined;
}

/** Somebody may have copied the id of a thread: the channel is meant. */
function readChannel(env: EnvironmentReader): string | undefined {
  const channel = env.text('APPROVAL_CHANNEL')?.replace(/;messageid=.*$/, '');
  if (channel !== undefined && /\s/.test(channel)) {
    env.fault('APPROVAL_CHANNEL', `"${channel}" is not the id of a channel`, 'Give one like 19:…@thread.tacv2');
  }
  return channel;
}
