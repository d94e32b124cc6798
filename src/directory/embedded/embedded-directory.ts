import type { Snapshot } from '../../graph/snapshot-text.ts';
import type { SnapshotRemark } from '../../graph/types.ts';
import { applyChange } from '../../licensing/model/apply-change.ts';
import { loadTenant } from '../../licensing/model/load-tenant.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import { keepWhatPeopleHave } from '../../licensing/outcome/first-look.ts';
import type { SqliteStore } from '../../store/sqlite/open-store.ts';
import type { Records } from '../../store/store.ts';
import { listeners } from '../listeners.ts';
import { type Actor, type Actuator, type Directory, DirectoryError, type DirectoryEvent } from '../port.ts';
import { counting, type TellProgress } from '../snapshot/counting.ts';
import { rulesStated } from '../snapshot/read-rules.ts';
import { snapshotOf } from '../snapshot/tenant-snapshot.ts';
import { type ActuatorOptions, embeddedActuator } from './actuate.ts';
import { type Undertaking, undertake, writeDesiredState } from './desired-state.ts';
import { type EmbeddedStore, embeddedStore } from './embedded-store.ts';
import { isSameRules, type RulesRenewed, underShippedRules } from './newer-rules.ts';
import { setRoles } from './roles.ts';
import { stored } from './stored.ts';

interface EmbeddedDirectoryOptions extends ActuatorOptions {
  /** Where the tenant comes from while the store holds none; not asked otherwise. */
  readonly snapshot?: () => Snapshot | Promise<Snapshot>;
  /** Hears how far it is, of a large tenant. */
  readonly progress?: TellProgress;
  /** Done while a thread begins to read who is stored. */
  readonly meanwhile?: () => Promise<unknown>;
  /** Hears, once the tenant is stored, of what the snapshot is to be warned about. */
  readonly onWarning?: (warning: SnapshotRemark) => void;
  /** Hears, once that is stored, that the tenant follows the rules of another version. */
  readonly onRulesRenewed?: (renewed: RulesRenewed) => void;
}

/** A tenant of our own, in the store: for trying, for demonstrations and for tests. It is its own Entra. */
export interface EmbeddedDirectory extends Directory, Actuator {
  /** The person's roles become these. An unknown role throws. */
  setDirectoryRoles(userId: string, roleTemplateIds: readonly string[], by: Actor): Promise<void>;
}

/** Opens the tenant that the store holds, filling it first, in one transaction, when it holds none. */
export async function openEmbeddedDirectory(
  sqlite: SqliteStore,
  options: EmbeddedDirectoryOptions,
): Promise<EmbeddedDirectory> {
  const store = embeddedStore(sqlite);
  const known = store.tenant.snapshot();
  const { clock, meanwhile } = options;
  if (known !== undefined) store.tenant.beginPeople();
  await meanwhile?.();
  const tenant = known === undefined ? await fill(store, options) : await goOn(store, known, options);
  const heard = listeners<DirectoryEvent>();

  return {
    tenant,

    async listDirectoryRoles(userId) {
      const user = tenant.findUser(userId);
      const ownId = user === undefined ? userId : tenant.user(user).id;
      return stored('reading roles', () => store.exclusively(() => store.tenant.rolesOf(ownId)));
    },

    async listMemberOf(userId) {
      const user = tenant.findUser(userId);
      return user === undefined ? [] : tenant.groupsOf(user).map((group) => tenant.group(group).id);
    },

    async change(changes, by, { before, alongside, still } = {}) {
      const time = clock.now().toISOString();
      // The tenant changes only while its store is written: within a transaction it stays as it is.
      const take = async (records: Records): Promise<Undertaking> => {
        const undertaking = undertake(tenant, changes, time);
        if (undertaking.refusals.length > 0) return undertaking;
        await before?.(records);
        await records.audit.append(writeDesiredState(store, undertaking.footprints, by, time));
        await alongside?.(records);
        return undertaking;
      };
      const committed = ({ refusals, affected }: Undertaking) => {
        if (refusals.length > 0) return;
        for (const change of changes) applyChange(tenant, change, time);
        heard.tell({ affected });
      };
      const { refusals } = await stored('storing a change', () => sqlite.transaction(take, { still, committed }));
      return refusals;
    },

    onChange: heard.add,

    async setDirectoryRoles(userId, roleTemplateIds, by) {
      const how = { by, time: clock.now().toISOString() };
      await stored('storing roles', () => store.exclusively(() => setRoles(store, userId, roleTemplateIds, how)));
    },

    apply: embeddedActuator(store, tenant, options).apply,
  };
}

/**
 * The store gets what memory makes of the snapshot: ids in one spelling, rows as they count. Whatever a first look would
 * take from people is kept: nobody confirmed it.
 */
async function fill(
  store: EmbeddedStore,
  { snapshot, clock, progress = () => {}, onWarning }: EmbeddedDirectoryOptions,
): Promise<Tenant> {
  if (!snapshot) {
    throw new DirectoryError('NotFound', 'the store holds no tenant, and there is no snapshot to start from');
  }
  const read = await snapshot();
  const tenant = loadTenant(counting(read, 'Reading the tenant', progress));
  progress('Looking at what everybody has …');
  keepWhatPeopleHave(tenant, clock.now().toISOString());
  const kept = counting(withRulesOfItsOwn(snapshotOf(tenant)), 'Storing the tenant', progress);
  await store.exclusively(() => store.tenant.fill(kept));
  for (const warning of read.warnings?.() ?? []) onWarning?.(warning);
  return tenant;
}

async function goOn(store: EmbeddedStore, known: Snapshot, options: EmbeddedDirectoryOptions): Promise<Tenant> {
  const { clock, progress = () => {}, onRulesRenewed } = options;
  const read = counting(known, 'Reading the stored tenant', progress);
  const { tenant, renewed } = await underShippedRules(store, read, clock);
  if (renewed !== undefined) onRulesRenewed?.(renewed);
  return tenant;
}

/** Rules that no file stated, and no version ships, are the tenant's own. */
function withRulesOfItsOwn(snapshot: Snapshot): Snapshot {
  const { rules, rulesFile } = snapshot;
  const stated = rulesStated(rulesFile);
  return stated !== undefined && isSameRules(rules, stated) ? snapshot : { ...snapshot, rulesFile: rules };
}
