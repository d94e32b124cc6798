import type { User } from '../../graph/types.ts';

/** What a rule of a dynamic group says of one person. */
type MembershipRule = (user: User) => boolean;

type ReadRule =
  | { readonly kind: 'rule'; readonly takes: MembershipRule; readonly properties: ReadonlySet<RuleProperty> }
  /** It says something that cannot be told from a snapshot: from here on. */
  | { readonly kind: 'unread'; readonly part: string };

/** Properties of people that a rule may ask for and that are known here, in Graph's names. */
const PROPERTIES = {
  accountenabled: 'accountEnabled',
  department: 'department',
  displayname: 'displayName',
  jobtitle: 'jobTitle',
  objectid: 'id',
  usagelocation: 'usageLocation',
  userprincipalname: 'userPrincipalName',
  usertype: 'userType',
} as const satisfies Record<string, keyof User>;
export type RuleProperty = (typeof PROPERTIES)[keyof typeof PROPERTIES];

type Value = string | boolean | null;

/**
 * Reads a rule for dynamic membership: comparisons of a person's properties with `-eq -ne -startsWith -notStartsWith
 * -contains -notContains -in -notIn`, joined by `-and -or -not` and parentheses. Entra compares without regard to case.
 * https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership
 */
export function readMembershipRule(text: string): ReadRule {
  const tokens: readonly string[] = text.replace(/[“”„]/g, '"').match(TOKEN) ?? [];
  const properties = new Set<RuleProperty>();
  let at = 0;
  const part = () => tokens.slice(at, at + 3).join(' ') || text.trim();
  const is = (word: string) => tokens[at]?.toLowerCase().replace(/^-/, '') === word;

  function either(): MembershipRule | undefined {
    let rule = both();
    while (rule !== undefined && is('or')) {
      at++;
      const [one, other] = [rule, both()];
      rule = other && ((user) => one(user) || other(user));
    }
    return rule;
  }

  function both(): MembershipRule | undefined {
    let rule = single();
    while (rule !== undefined && is('and')) {
      at++;
      const [one, other] = [rule, single()];
      rule = other && ((user) => one(user) && other(user));
    }
    return rule;
  }

  function single(): MembershipRule | undefined {
    if (is('not')) {
      at++;
      const denied = single();
      return denied && ((user) => !denied(user));
    }
    if (tokens[at] !== '(') return comparison();
    at++;
    const rule = either();
    if (rule === undefined || tokens[at] !== ')') return undefined;
    at++;
    return rule;
  }

  function comparison(): MembershipRule | undefined {
    const [, name = ''] = /^user\.(\w+)$/i.exec(tokens[at] ?? '') ?? [];
    const property = PROPERTIES[name.toLowerCase() as keyof typeof PROPERTIES];
    const operator = (tokens[at + 1] ?? '').toLowerCase().replace(/^-/, '');
    if (property === undefined || !Object.hasOwn(COMPARISONS, operator)) return undefined;
    const begin = at;
    at += 2;
    const values = valuesAt();
    if (values === undefined || values.length === 0) {
      at = begin;
      return undefined;
    }
    properties.add(property);
    const holds = COMPARISONS[operator as keyof typeof COMPARISONS];
    return (user) => holds(folded(user[property] ?? null), values.map(folded));
  }

  /** One value, or a list of them in brackets. */
  function valuesAt(): readonly Value[] | undefined {
    if (tokens[at] !== '[') {
      const value = literalOf(tokens[at++]);
      return value === undefined ? undefined : [value];
    }
    const end = tokens.indexOf(']', at);
    if (end === -1) return undefined;
    const values = tokens
      .slice(at + 1, end)
      .filter((token) => token !== ',')
      .map(literalOf);
    at = end + 1;
    return values.every((value) => value !== undefined) ? values : undefined;
  }

  const takes = either();
  if (takes === undefined || at < tokens.length) return { kind: 'unread', part: part() };
  return { kind: 'rule', takes, properties };
}

const TOKEN = /"[^"]*"|'[^']*'|user\.\w+|[()[\],]|-?[\w.]+|[^\s]/gi;

function literalOf(token: string | undefined): Value | undefined {
  const [, quoted] = /^["'](.*)["']$/.exec(token ?? '') ?? [];
  if (quoted !== undefined) return quoted;
  const word = token?.toLowerCase().replace(/^\$/, '');
  if (word === 'null') return null;
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

const folded = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);

type Holds = (own: Value, values: readonly Value[]) => boolean;
const isAny: Holds = (own, values) => values.includes(own);
const texts =
  (holds: (own: string, value: string) => boolean): Holds =>
  (own, values) =>
    typeof own === 'string' && values.some((value) => typeof value === 'string' && holds(own, value));
const starts = texts((own, value) => own.startsWith(value));
const contains = texts((own, value) => own.includes(value));
const not =
  (holds: Holds): Holds =>
  (own, values) =>
    !holds(own, values);

const COMPARISONS = {
  eq: isAny,
  ne: not(isAny),
  in: isAny,
  notin: not(isAny),
  startswith: starts,
  notstartswith: not(starts),
  contains,
  notcontains: not(contains),
} as const satisfies Record<string, Holds>;
