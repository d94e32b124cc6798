import type { Generated, GeneratedAlways, Kysely } from 'kysely';
import type { AuditHead, AuditRow } from '../audit-rows.ts';
import type { ChangeRow } from '../change-rows.ts';
import type { OutboxRow } from '../outbox-rows.ts';

/** The tables, as `migrations.ts` leaves them. The one row of a table that has one is numbered 1. */
export interface Schema {
  readonly store: StoreRow;
  /** Where many share a database: in no tenant's own schema. */
  readonly tenants: TenantRow;
  /** What may be used of a limit that all tenants share. */
  readonly buckets: {
    readonly name: string;
    readonly level: number;
    readonly filled_at: Generated<Date>;
    /** To whoever asked last. */
    readonly granted: number;
  };
  readonly changes: ChangeRow & Sought;
  readonly change_targets: { readonly target_id: string; readonly number: number };
  readonly audit: AuditRow;
  readonly audit_head: AuditHead & { readonly one: number };
  readonly outbox: Omit<OutboxRow, 'id'> & { readonly id: Generated<number> } & Summed;
  readonly kv: Summed & {
    readonly namespace: string;
    readonly key: string;
    readonly value: string;
    /** Milliseconds since 1970. */
    readonly expires_at: number | null;
  };
  /** What changed in the tables of the embedded tenant, from empty ones on, in order. */
  readonly embedded_tenant: {
    readonly seq: GeneratedAlways<number>;
    /** Of the tables, as SQLite counts it. */
    readonly schema: number;
    readonly changes: Uint8Array;
  };
}

/** PostgreSQL makes it of the other columns (`SUMS`). */
interface Summed {
  readonly checksum: GeneratedAlways<number>;
}

/** Whose store it is. */
export interface StoreRow {
  readonly one: number;
  readonly id: string;
  /** Grows with each process that takes it: what an earlier one would still write is refused. */
  readonly epoch: number;
  /** Who took it last, in words. */
  readonly owner: string;
  /** Where they answer HTTP; empty while they do not. */
  readonly address: Generated<string>;
  /** The process of the database that answers the connection by which it is kept; 0 while nobody knows. */
  readonly session: Generated<number>;
  /** Until when it is theirs. */
  readonly held_until: Date;
  /** Of the transaction that was committed last: after an answer that was lost it says whether that was ours. */
  readonly last_write: string;
}

/** A tenant of many, and whose it is. */
export interface TenantRow {
  readonly tenant: string;
  /** Where its tables are. */
  readonly schema: string;
  /** Somebody has to have it, whether it is spoken to or not. */
  readonly is_awake: Generated<boolean>;
  readonly owner: Generated<string>;
  readonly epoch: Generated<number>;
  readonly address: Generated<string>;
  readonly session: Generated<number>;
  readonly held_until: Generated<Date>;
}

/** What is looked for in the document of a change. PostgreSQL reads no JSON that holds every text. */
export interface Sought {
  readonly created_at: string;
  /** It only offers fixes. */
  readonly offers: boolean;
  /** Something may still be to come of it. */
  readonly may_come: boolean;
}

/** Where statements go: a connection within its transaction, or any. */
export type Connection = Kysely<Schema>;
