import { StoreFault } from '../fault.ts';
import { changesIn, rowsOfBefore } from '../told-before.ts';
import { compact, type OnMigrating } from './compact.ts';
import type { Database } from './database.ts';
import { checkTables, insertRow, makeSeal, makeSealsOfKv, type SealedColumns, sealAll } from './sealed.ts';

/**
 * The schema's history, forward only: number n brings a database of version n to n + 1. One that was released is never
 * edited. People and groups are known by their ids; `position` is the order of a snapshot's lines.
 */
const MIGRATIONS: readonly (string | ((database: Database, onMigrating: OnMigrating) => void))[] = [
  `
  CREATE TABLE tenant (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    organization TEXT NOT NULL,
    rules TEXT NOT NULL,
    rules_file TEXT
  ) STRICT;

  CREATE TABLE skus (sku_id TEXT PRIMARY KEY, position INTEGER NOT NULL, document TEXT NOT NULL) STRICT;

  CREATE TABLE roles (
    role_template_id TEXT PRIMARY KEY, position INTEGER NOT NULL, display_name TEXT NOT NULL
  ) STRICT;
  CREATE TABLE role_members (
    row INTEGER PRIMARY KEY, role_template_id TEXT NOT NULL REFERENCES roles, user_id TEXT NOT NULL,
    UNIQUE (user_id, role_template_id)
  ) STRICT;

  CREATE TABLE users (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL) STRICT;
  CREATE TABLE license_rows (user INTEGER PRIMARY KEY REFERENCES users, document TEXT NOT NULL) STRICT;

  CREATE TABLE groups (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, document TEXT NOT NULL,
    assigned_licenses TEXT NOT NULL
  ) STRICT;
  CREATE TABLE members (
    "group" INTEGER NOT NULL REFERENCES groups, position INTEGER NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY ("group", position)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX members_once ON members ("group", id);

  CREATE TABLE template_edits (group_id TEXT PRIMARY KEY, before TEXT NOT NULL) STRICT;
  CREATE TABLE runs (group_id TEXT PRIMARY KEY, started_at TEXT NOT NULL) STRICT;
  CREATE TABLE run_people (
    group_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, user_id TEXT NOT NULL, failed INTEGER NOT NULL,
    PRIMARY KEY (group_id, user_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE changes (
    number INTEGER PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL, record TEXT NOT NULL,
    checksum TEXT NOT NULL
  ) STRICT;
  CREATE INDEX changes_by_state ON changes (state);
  CREATE TABLE change_targets (
    target_id TEXT NOT NULL, number INTEGER NOT NULL REFERENCES changes, PRIMARY KEY (target_id, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, time TEXT NOT NULL, activity TEXT NOT NULL, actor TEXT NOT NULL, target TEXT NOT NULL,
    details TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_target ON audit (target, seq);
  CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TABLE audit_head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;

  CREATE TABLE kv (
    namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires_at INTEGER,
    PRIMARY KEY (namespace, key)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE INDEX changes_to_come ON changes (number)
    WHERE json_extract(record, '$.schedule.zone') IS NOT NULL AND json_extract(record, '$.schedule.over') IS NULL
      AND state IN ('scheduled', 'finished');
  `,
  seal,
  'CREATE INDEX change_targets_by_number ON change_targets (number);',
  compact,
  address,
  setHistoryApart,
];

/** What the checksums of a store of schema 3 are over. */
const COLUMNS_3: SealedColumns = {
  tenant: ['one', 'organization', 'rules', 'rules_file'],
  skus: ['sku_id', 'position', 'document'],
  roles: ['role_template_id', 'position', 'display_name'],
  role_members: ['role_template_id', 'user_id'],
  users: ['row', 'id', 'document'],
  license_rows: ['user', 'document'],
  groups: ['row', 'id', 'position', 'document', 'assigned_licenses'],
  members: ['group', 'position', 'id'],
  template_edits: ['group_id', 'before'],
  runs: ['group_id', 'started_at'],
  run_people: ['group_id', 'user_id', 'failed'],
  change_targets: ['target_id', 'number'],
  outbox: ['id', 'kind', 'about', 'news'],
  kv: ['namespace', 'key', 'value', 'expires_at'],
};

/** Whose store it is and who writes it; what is to be told; a checksum for each row, and a seal for each table. */
function seal(database: Database): void {
  orderRoleMembers(database);
  database.exec(`
    CREATE TABLE store (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, owner TEXT NOT NULL) STRICT;
    CREATE TABLE seals (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, about INTEGER NOT NULL, news TEXT NOT NULL
    ) STRICT;`);
  for (const table of Object.keys(COLUMNS_3)) {
    database.exec(`ALTER TABLE ${table} ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0`);
  }
  sealAll(database, COLUMNS_3);
}

/** What is to be told gets a row for each message, with whom it is for and whether it is being sent. */
function address(database: Database): void {
  checkTables(database, ['outbox', 'kv'], COLUMNS_3);
  const outbox = database.all<{ kind: string; about: number; news: string }>('SELECT * FROM outbox ORDER BY id');
  const kept = (namespace: string) =>
    database.all<{ key: string; value: string }>(
      'SELECT key, value FROM kv WHERE namespace = ? ORDER BY key',
      namespace,
    );
  const [watches, requests] = [kept('watches'), kept('requests')];
  const waiting = database
    .all<{ number: number }>("SELECT number FROM changes WHERE state = 'waiting' ORDER BY number")
    .map(({ number }) => number);
  const records = new Map<number, string>();
  for (const number of changesIn({ watches, requests })) {
    const row = database.get<{ record: string }>('SELECT record FROM changes WHERE number = ?', number);
    if (row !== undefined) records.set(number, row.record);
  }
  database.exec(`
    DROP TABLE outbox;
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, about INTEGER NOT NULL, recipient TEXT NOT NULL, state TEXT NOT NULL,
      news TEXT NOT NULL, checksum INTEGER NOT NULL
    ) STRICT;`);
  rowsOfBefore({ outbox, watches, requests, waiting, records }).forEach(
    ({ kind, about, recipient, state, news }, at) => {
      insertRow(database, 'outbox', [at + 1, kind, about, recipient, state, news]);
    },
  );
  makeSeal(database, 'outbox');
}

/** What grows with every change has a seal of its own, and indexes that say of it what a start asks. */
function setHistoryApart(database: Database): void {
  checkTables(database, ['kv'], COLUMNS_3);
  makeSealsOfKv(database);
  database.exec(`
    CREATE INDEX changes_by_version ON changes (version);
    CREATE INDEX kv_by_end ON kv (expires_at) WHERE expires_at IS NOT NULL;`);
}

/** The first stores of all kept no order of the people of a role. */
function orderRoleMembers(database: Database): void {
  const columns = database.all<{ name: string }>('PRAGMA table_info(role_members)').map(({ name }) => name);
  if (columns.includes('row')) return;
  database.exec(`
    ALTER TABLE role_members RENAME TO unordered_role_members;
    CREATE TABLE role_members (
      row INTEGER PRIMARY KEY, role_template_id TEXT NOT NULL REFERENCES roles, user_id TEXT NOT NULL,
      UNIQUE (user_id, role_template_id)
    ) STRICT;
    INSERT INTO role_members (role_template_id, user_id)
      SELECT role_template_id, user_id FROM unordered_role_members ORDER BY role_template_id, user_id;
    DROP TABLE unordered_role_members;`);
}

export type { OnMigrating } from './compact.ts';

export const SCHEMA_VERSION = MIGRATIONS.length;

/** The first schema whose tables of the tenant are those of today. */
export const TENANT_SCHEMA_VERSION = 5;

/** Brings the schema up to date, each step in one transaction with its version. */
export function migrate(database: Database, onMigrating: OnMigrating = () => undefined): void {
  const before = schemaVersion(database);
  for (let version = before; version < SCHEMA_VERSION; version += 1) {
    database.transaction(() => {
      const step = MIGRATIONS[version] ?? '';
      if (typeof step === 'string') database.exec(step);
      else step(database, onMigrating);
      database.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
  if (before > 0 && before < SCHEMA_VERSION) giveBackRoom(database);
}

/** What an older schema took on the disk. Where there is no room to make it smaller, it stays as large as it is. */
function giveBackRoom(database: Database): void {
  try {
    database.exec('VACUUM');
  } catch (error) {
    if (!(error instanceof StoreFault) || error.code !== 'Full') throw error;
  }
}

/** The version the database was written with; newer than ours is refused, since we would read it wrongly. */
export function schemaVersion(database: Database): number {
  const version = database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (version > SCHEMA_VERSION) {
    throw new StoreFault(
      'NewerSchema',
      `${database.path} was written by a newer Seatkeeper (schema ${version}, this one knows ${SCHEMA_VERSION}). ` +
        'Start that one, or choose another DATA_DIR.',
    );
  }
  return version;
}
