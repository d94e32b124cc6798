import type { NameItem, RefKind } from '../items.ts';

/** What a name is taken for. */
export type NameType = 'product' | 'plan' | 'group' | 'user';

/** The word that marks a run, on whichever side it stands. `bare` for none. */
export type Mark =
  | 'bare'
  | 'to'
  | 'for'
  | 'in'
  | 'from'
  | 'of'
  /** "get Marketing on E3", "take Marketing off E5". */
  | 'onto'
  | 'off'
  | 'with'
  | 'by'
  | 'without'
  | 'except'
  | 'instead'
  | 'between'
  /** Before a colon: "Interns: Visio". */
  | 'topic'
  /** Before and after an arrow: "E1 -> E3". */
  | 'tail'
  | 'head'
  /** After "keep": no part of a change. */
  | 'kept';

/** What is to become of service plans. */
export type PlanState = 'on' | 'off' | 'only';

/** Names of one type with one mark: "E3 and EMS", "without Yammer or Sway", "to everyone in Marketing". */
export interface NameRun {
  readonly type: NameType | 'everyone' | 'everything';
  readonly items: readonly NameItem[];
  /** A word may mark in several ways: Dutch "van" is "from" and "of". */
  readonly marks: ReadonlySet<Mark>;
  readonly state: PlanState | undefined;
  /** Those in the groups are meant: "everyone in", "members of". */
  readonly members: boolean;
  /** "both A and B". */
  readonly both: boolean;
  /** "Bob's", "Marketing's". */
  readonly possessive: boolean;
  /** Of `everything`: "all licenses", "all plans". */
  readonly of?: 'license' | 'plan' | undefined;
}

const REF_KINDS = { product: 'sku', plan: 'plan', group: 'group', user: 'user' } as const satisfies Readonly<
  Record<NameType, RefKind>
>;

/** A product or a service: what is given, and not to whom. */
export function isFact(type: NameRun['type'] | undefined): boolean {
  return type === 'product' || type === 'plan';
}

/** What a name may be. A person's name that only begins a group's name is that person's. */
export function typesOf({ refs }: NameItem): readonly NameType[] {
  const has = (type: NameType) => refs.some((ref) => ref.kind === REF_KINDS[type]);
  const wholeGroup = refs.some((ref) => ref.kind === 'group' && ref.complete);
  const types = (['product', 'plan', 'group', 'user'] as const).filter(has);
  return has('user') && !wholeGroup ? types.filter((type) => type !== 'group') : types;
}
