import { hash } from 'node:crypto';

/** What the first record is bound to. */
export const GENESIS = '0'.repeat(64);

/** Everything a record says, as its columns stand in the table. */
export interface AuditContent {
  readonly seq: number;
  readonly time: string;
  readonly activity: string;
  readonly actor: string;
  readonly target: string;
  readonly details: string;
  readonly prev_hash: string;
}

/** SHA-256, in hex, over the JSON array of a record's columns in this order. Part of the format: it never changes. */
export function hashOf(content: AuditContent): string {
  return hash('sha256', chained(content, JSON.stringify));
}

/** The same for records one after the other, of which many say the same: the JSON of the last ones is remembered. */
export function hasher(): (content: AuditContent) => string {
  const known = new Map<string, string>();
  const json = (text: string): string => {
    const found = known.get(text) ?? JSON.stringify(text);
    if (known.size === TEXTS_REMEMBERED) known.clear();
    known.set(text, found);
    return found;
  };
  return (content) => hash('sha256', chained(content, json));
}

const TEXTS_REMEMBERED = 64;

function chained({ seq, time, activity, actor, target, details, prev_hash }: AuditContent, json: Json): string {
  const said = [time, activity, actor].map(json);
  return `[${JSON.stringify(prev_hash)},${seq},${said.join(',')},${JSON.stringify(target)},${json(details)}]`;
}

type Json = (text: string) => string;
