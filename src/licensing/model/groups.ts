import { idKey, isSameId } from '../../graph/ids.ts';
import type { AssignedLicense, Group, SnapshotGroup } from '../../graph/types.ts';
import { at } from './growable.ts';
import type { Template } from './template.ts';
import type { GroupIndex } from './tenant.ts';

const NO_LICENSES: readonly AssignedLicense[] = [];

/** Groups without their members: as they were read, their compiled templates and their place in group order. */
export class Groups {
  readonly profiles: SnapshotGroup[];
  /** The part of each template that people are given. */
  readonly #given: (readonly AssignedLicense[])[];
  readonly templates: (Template | undefined)[] = [];
  /** Products that it gives; 0: no licensed group. */
  readonly products: Int32Array;
  /** Place in group order: who is smaller comes first. */
  readonly rank: Int32Array;
  /** The order of indexes is not group order any more. */
  isReordered = false;
  readonly #indexes = new Map<string, GroupIndex>();
  readonly #wasLicensed: boolean[];
  readonly #isGiven: (skuId: string) => boolean;
  #nextRank: number;

  /** @param isGiven whether people can be given a product at all */
  constructor(profiles: readonly SnapshotGroup[], isGiven: (skuId: string) => boolean) {
    this.profiles = [...profiles];
    this.#isGiven = isGiven;
    this.#given = profiles.map((profile) => this.#givenOf(profile));
    profiles.forEach((profile, group) => void this.#indexes.set(idKey(profile.id), group));
    this.rank = Int32Array.from(profiles, (_, group) => group);
    this.products = Int32Array.from(this.#given, (licenses) => licenses.length);
    this.#nextRank = profiles.length;
    this.#wasLicensed = profiles.map((profile) => (profile.assignedLicenses?.length ?? 0) > 0);
  }

  find(id: string): GroupIndex | undefined {
    return this.#indexes.get(idKey(id));
  }

  /** As the group is called itself; what is no group, as it is called here. */
  ownId(id: string): string {
    const group = this.find(id);
    return group === undefined ? id : this.id(group);
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

  /** What its template says of a product, be it given or not. */
  license(group: GroupIndex, skuId: string): AssignedLicense | undefined {
    return this.licenses(group).find((license) => isSameId(license.skuId, skuId));
  }

  given(group: GroupIndex): readonly AssignedLicense[] {
    return at(this.#given, group);
  }

  inOrder(groups: GroupIndex[]): GroupIndex[] {
    return groups.sort((a, b) => (this.rank[a] as number) - (this.rank[b] as number));
  }

  /** Somebody has a row from it: whether or not it has a template now, it is no newcomer to group order. */
  markLicensed(group: GroupIndex): void {
    this.#wasLicensed[group] = true;
  }

  isNewcomer(group: GroupIndex): boolean {
    return !this.#wasLicensed[group];
  }

  /** As these groups are ordered, which are the first of these; others come after them. */
  adoptOrder(of: Groups): void {
    if (!of.isReordered) return;
    this.isReordered = true;
    this.rank.set(of.rank);
    for (let group = of.profiles.length; group < this.profiles.length; group++) this.rank[group] = of.#nextRank++;
    this.#nextRank = of.#nextRank;
  }

  /** The first license of all puts the group at the end of group order. Returns how to undo it. */
  setLicenses(group: GroupIndex, assignedLicenses: readonly AssignedLicense[]): () => void {
    const profile = at(this.profiles, group);
    const before = { rank: this.rank[group] as number, next: this.#nextRank, isReordered: this.isReordered };
    const wasLicensed = !this.isNewcomer(group);
    this.#put(group, { ...profile, assignedLicenses });
    if (assignedLicenses.length > 0 && !wasLicensed) {
      this.#wasLicensed[group] = true;
      if (before.rank !== before.next - 1) {
        this.rank[group] = this.#nextRank++;
        this.isReordered = true;
      }
    }
    return () => {
      this.#put(group, profile);
      this.rank[group] = before.rank;
      this.#nextRank = before.next;
      this.isReordered = before.isReordered;
      this.#wasLicensed[group] = wasLicensed;
    };
  }

  #put(group: GroupIndex, profile: SnapshotGroup): void {
    this.profiles[group] = profile;
    this.#given[group] = this.#givenOf(profile);
    this.products[group] = this.given(group).length;
  }

  #givenOf({ assignedLicenses = NO_LICENSES }: SnapshotGroup): readonly AssignedLicense[] {
    return assignedLicenses.every(({ skuId }) => this.#isGiven(skuId))
      ? assignedLicenses
      : assignedLicenses.filter(({ skuId }) => this.#isGiven(skuId));
  }
}
