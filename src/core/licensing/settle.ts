import type { AssignedLicense } from '../graph.ts';
import { enabledPlans, type Rules } from './rules.ts';

/** A row that gives something: a direct one, one of a template, or one that is held as it is. */
export interface Given {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
  /** Id of the group, null for direct. */
  readonly group: string | null;
}

/** What decides about one person, in engine.md's terms. */
export interface Person {
  /** Held rows as they are now, retained ones included. */
  readonly held: readonly Given[];
  /** Licensed groups with the person as a member, in group order, with their templates. */
  readonly groups: ReadonlyMap<string, readonly AssignedLicense[]>;
  /** Place of any group in group order, groups that are gone included. */
  readonly rank: (group: string) => number;
}

export interface Settled {
  readonly base: readonly Given[];
  readonly swap: readonly Given[];
  readonly dependency: readonly Given[];
}

/** Everything that is effective. */
export function effective({ base, swap, dependency }: Settled): readonly Given[] {
  return [...base, ...swap, ...dependency];
}

/** engine.md, *State of one user*: what the person has when the groups of `accepted` are accepted. */
export function settle(rules: Rules, person: Person, accepted: ReadonlySet<string>): Settled {
  const wanted = (row: Given) =>
    row.group !== null && (person.groups.get(row.group)?.some((license) => license.skuId === row.skuId) ?? false);
  const base = person.held.filter((row) => row.group === null);
  for (const [group, template] of person.groups) {
    if (accepted.has(group)) base.push(...template.map((license) => ({ ...license, group })));
    else base.push(...person.held.filter((row) => row.group === group && wanted(row)));
  }
  const departing = person.held.filter((row) => row.group !== null && !wanted(row));
  const isSwap = (row: Given) => row.group !== null && person.groups.has(row.group) && !accepted.has(row.group);
  const swap = departing.filter(isSwap);
  return {
    base,
    swap,
    dependency: neededStill(
      rules,
      person,
      [...base, ...swap],
      departing.filter((row) => !isSwap(row)),
    ),
  };
}

/** Rows on their way out whose plans something still needs: whole groups of rows, first in group order first (R26, R28). */
function neededStill(
  rules: Rules,
  person: Person,
  standing: readonly Given[],
  departing: readonly Given[],
): readonly Given[] {
  const there = new Set(plansOf(rules, standing));
  const kept: Given[] = [];
  let leaving = departing;
  for (;;) {
    const missing = [...there].flatMap((plan) =>
      rules.prerequisites(plan).filter((entry) => !entry.some((need) => there.has(need))),
    );
    const givers = leaving.filter((row) =>
      enabledPlans(rules, row).some((plan) => missing.some((entry) => entry.includes(plan))),
    );
    const [first] = givers.map((row) => row.group ?? '').sort((a, b) => person.rank(a) - person.rank(b));
    if (first === undefined) return kept;
    const retained = leaving.filter((row) => row.group === first);
    kept.push(...retained);
    leaving = leaving.filter((row) => row.group !== first);
    for (const plan of plansOf(rules, retained)) there.add(plan);
  }
}

/** The enabled plans of rows, united (R10, R12). */
export function plansOf(rules: Rules, rows: readonly Given[]): Set<string> {
  return new Set(rows.flatMap((row) => enabledPlans(rules, row)));
}
