import { type KeptLicenses, keptLicenses } from '../licensing/model/kept.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { counted } from '../words/counted.ts';
import type { Terminal } from './terminal.ts';

/** What people have of groups that the tenant does not have, in one sentence; undefined when there is nothing of it. */
export function keptNote(tenant: Tenant): string | undefined {
  const unknown = keptLicenses(tenant).filter(({ isKnown }) => !isKnown);
  if (unknown.length === 0) return undefined;
  const people = peopleIn(unknown);
  const [have, are] = [people === 1 ? 'has' : 'have', unknown.length === 1 ? 'is' : 'are'];
  return `${counted(people, 'people')} ${have} licenses of ${counted(unknown.length, 'groups')} that ${are} not in the export: kept.`;
}

/** Beside what a command prints, for whoever sits in front of it. */
export function tellKept(tenant: Tenant, terminal: Pick<Terminal, 'err'>): void {
  const note = keptNote(tenant);
  if (note !== undefined) terminal.err(`${note} If the groups are gone, say so: --groups-complete.`);
}

function peopleIn(kept: readonly KeptLicenses[]): number {
  return new Set(kept.flatMap(({ users }) => users)).size;
}
