/** Who acted, as the log names them: a person by object id, or an application by its name alone. */
export interface AuditActor {
  readonly userId?: string;
  readonly displayName: string;
}

/** Who acts when nobody does in person: a time has come, or nobody decided. What is done traces to what a person confirmed. */
export const SEATKEEPER: AuditActor = { displayName: 'Seatkeeper' };

/** What happened, in the activities of Microsoft's audit log where it has one. `target` is an object id. */
export interface AuditEntry {
  readonly time: string;
  readonly activity: string;
  readonly actor: AuditActor;
  readonly target: string;
  /** Plain JSON. */
  readonly details: unknown;
}

export interface AuditRecord extends AuditEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}
