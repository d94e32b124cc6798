import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { ApprovalConfig } from './approval.ts';
import type { DirectoryConfig } from './directory.ts';
import type { Environment, EnvironmentReader } from './environment.ts';

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What a tenant of several may have of its own. Who speaks to the bot, and where everything is kept, is the deployment's. */
const OWN = /^(?:AZURE_\w+|GRAPH_\w+|APPROV\w+|DIRECTORY|TENANT|EMBEDDED_USERS_PER_SECOND)$/;

/** Several tenants of one deployment, each with its own directory. */
export interface TenantsConfig {
  /** In small letters. */
  readonly ids: readonly string[];
  of(tenant: string): TenantConfig;
}

/** What one of them has of its own. */
export interface TenantConfig {
  readonly directory: DirectoryConfig;
  readonly approval: ApprovalConfig;
}

/** What the environment says of one tenant, and what is wrong with it. */
export interface TenantReading extends TenantConfig {
  readonly faults: readonly string[];
}

/** Several tenants have a directory each where a database keeps them. Undefined: there is one directory. */
export function tenantsNamed(env: EnvironmentReader): readonly string[] | undefined {
  const allowed = env.list('ALLOWED_TENANTS') ?? [];
  const ids = [...new Set(allowed.map((id) => id.toLowerCase()))];
  const hasSettings = env.isSet('TENANT_SETTINGS');
  if (ids.length > 1 && env.isSet('DATABASE_URL')) return ids;
  if (hasSettings)
    env.fault('TENANT_SETTINGS', 'there is one directory', 'Set DATABASE_URL and name several in ALLOWED_TENANTS');
  return undefined;
}

interface TenantsOptions {
  readonly ids: readonly string[];
  readonly readOne: (environment: Environment) => TenantReading;
}

/** Reads what the first of them has, and each that has settings of its own. */
export function readTenants(
  env: EnvironmentReader,
  environment: Environment,
  { ids, readOne }: TenantsOptions,
): TenantsConfig & { readonly first: TenantReading } {
  const folder = env.text('TENANT_SETTINGS');
  const own = new Map<string, Environment>();
  for (const id of ids) {
    if (!GUID.test(id)) env.fault('ALLOWED_TENANTS', `"${id}" is not the id of a tenant`, 'Give its GUID');
    const file = folder && join(folder, `${id}.env`);
    if (file && existsSync(file)) own.set(id, settingsOf(env, file));
  }
  const readOf = (id: string) => readOne({ ...environment, ...placeOf(env.text('TENANT'), id), ...own.get(id) });
  const [first = ''] = ids;
  for (const id of new Set([first, ...own.keys()])) check(env, id, readOf(id));
  return {
    ids,
    first: readOf(first),
    of: readOf,
  };
}

/** Where its snapshot lies among others, and in which tenant the app is one. */
function placeOf(folder: string | undefined, id: string): Environment {
  return { AZURE_TENANT_ID: id, ...(folder === undefined ? {} : { TENANT: join(folder, id) }) };
}

function settingsOf(env: EnvironmentReader, file: string): Environment {
  const settings = parseEnv(readFileSync(file, 'utf8'));
  for (const name of Object.keys(settings).filter((one) => !OWN.test(one)))
    env.fault('TENANT_SETTINGS', `${name} in ${file} is no tenant's own`, 'Set it for all of them, or leave it out');
  return settings;
}

function check(env: EnvironmentReader, id: string, { directory, faults }: TenantReading): void {
  for (const fault of faults)
    env.fault('ALLOWED_TENANTS', `${id}: ${fault.replace(/\.$/, '')}`, 'Mend it, or leave that tenant out');
  if (directory.kind === 'embedded' && directory.tenantFolder === undefined)
    env.fault('TENANT', `${id} has no snapshot`, 'Give a folder that holds one for each tenant, named by its id');
  if (directory.kind === 'graph' && directory.credential === 'managed-identity')
    env.fault(
      'GRAPH_CREDENTIAL',
      `a managed identity is of one tenant, and not of ${id}`,
      'Choose federated, workload-identity, certificate or client-secret, of an app to which each tenant has agreed',
    );
}
