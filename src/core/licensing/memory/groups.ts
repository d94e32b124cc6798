import type { AssignedLicense, Group, SnapshotGroup } from '../../graph.ts';
import type { GroupIndex } from '../tenant.ts';
import { at } from './growable.ts';
import type { Template } from './template.ts';

const NO_LICENSES: readonly AssignedLicense[] = [];

/** Groups without their members: as they were read, their compiled templates and their place in group order. */
export class Groups {
  readonly profiles: SnapshotGroup[];
  readonly templates: (Template | undefined)[] = [];
  /** Products in the template; 0: no licensed group. */
  readonly products: Int32Array;
  /** Place in group order: who is smaller comes first. */
  readonly rank: Int32Array;
  /** The order of indexes is not group order any more. */
  isReordered = false;
  readonly #indexes = new Map<string, GroupIndex>();
  readonly #wasLicensed: boolean[];
  #nextRank: number;

  constructor(profiles: readonly SnapshotGroup[]) {
    this.profiles = [...profiles];
    profiles.forEach((profile, group) => void this.#indexes.set(profile.id, group));
    this.rank = Int32Array.from(profiles, (_, group) => group);
    this.products = Int32Array.from(profiles, (profile) => profile.assignedLicenses?.length ?? 0);
    this.#nextRank = profiles.length;
    this.#wasLicensed = profiles.map((profile) => (profile.assignedLicenses?.length ?? 0) > 0);
  }

  find(id: string): GroupIndex | undefined {
    return this.#indexes.get(id);
  }

  id(group: GroupIndex): string {
    return at(this.profiles, group).id;
  }

  group(group: GroupIndex): Group {
    const profile = at(this.profiles, group);
    return {
      id: profile.id,
      displayName: profile.displayName ?? '',
      description: profile.description ?? null,
      securityEnabled: profile.securityEnabled ?? false,
      mailEnabled: profile.mailEnabled ?? false,
      groupTypes: profile.groupTypes ?? [],
      membershipRule: profile.membershipRule ?? null,
    };
  }

  licenses(group: GroupIndex): readonly AssignedLicense[] {
    return at(this.profiles, group).assignedLicenses ?? NO_LICENSES;
  }

  inOrder(groups: GroupIndex[]): GroupIndex[] {
    return groups.sort((a, b) => (this.rank[a] as number) - (this.rank[b] as number));
  }

  /** Somebody has a row from it: whether or not it has a template now, it is no newcomer to group order. */
  markLicensed(group: GroupIndex): void {
    this.#wasLicensed[group] = true;
  }

  /** The first license of all puts the group at the end of group order. Returns how to undo it. */
  setLicenses(group: GroupIndex, assignedLicenses: readonly AssignedLicense[]): () => void {
    const profile = at(this.profiles, group);
    const before = { rank: this.rank[group] as number, next: this.#nextRank, isReordered: this.isReordered };
    const wasLicensed = this.#wasLicensed[group] ?? false;
    this.profiles[group] = { ...profile, assignedLicenses };
    this.products[group] = assignedLicenses.length;
    if (assignedLicenses.length > 0 && !wasLicensed) {
      this.#wasLicensed[group] = true;
      if (before.rank !== before.next - 1) {
        this.rank[group] = this.#nextRank++;
        this.isReordered = true;
      }
    }
    return () => {
      this.profiles[group] = profile;
      this.products[group] = profile.assignedLicenses?.length ?? 0;
      this.rank[group] = before.rank;
      this.#nextRank = before.next;
      this.isReordered = before.isReordered;
      this.#wasLicensed[group] = wasLicensed;
    };
  }
}
