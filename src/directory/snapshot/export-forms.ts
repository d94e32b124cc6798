import { idKey } from '../../graph/ids.ts';
import type { ReportFault } from './hearing.ts';

/*
 * Ways in which exports are written that a snapshot is not: each is told by its name, with the way out.
 */

/** The way from what people have to a snapshot. */
export const IMPORT = '"seatkeeper tenant import FROM --out DIR" makes a snapshot of what you have';

/** What to select of people and groups when Graph is asked for them. */
const USER_PROPERTIES =
  'id,displayName,userPrincipalName,usageLocation,userType,accountEnabled,proxyAddresses,licenseAssignmentStates';
const GROUP_PROPERTIES =
  'id,displayName,description,securityEnabled,mailEnabled,groupTypes,membershipRule,assignedLicenses';

/** What Graph gives only to who asks for it: absent, it says nothing, and is not taken for none. */
type OnRequest = 'licenseAssignmentStates' | 'assignedLicenses' | 'members';

const CURES: Readonly<Record<OnRequest, string>> = {
  licenseAssignmentStates: `ask Graph for it, GET /users?$select=${USER_PROPERTIES}, and write [] for who has none`,
  assignedLicenses: `ask Graph for it, GET /groups?$select=${GROUP_PROPERTIES}, and write [] for a group that has none`,
  members:
    'Graph gives it apart, GET /groups/ID/members?$select=id, all pages; write the ids, and [] for a group of nobody',
};

/** What stands where something else was asked for, and what that is. */
const INSTEAD: Readonly<Record<OnRequest, readonly (readonly [name: string, what: string])[]>> = {
  licenseAssignmentStates: [
    ['licenseAssignmentState', "licenseAssignmentState is no property of Graph's users"],
    ['assignedLicenses', 'assignedLicenses does not say which group a license comes from'],
  ],
  assignedLicenses: [],
  members: [['members@delta', 'members@delta is what changed, not who is in the group']],
};

/** Reports a list that is absent, as null is; tells whether it is there. */
export function isThere(object: Readonly<Record<string, unknown>>, name: OnRequest, report: ReportFault): boolean {
  if (object[name] !== undefined && object[name] !== null) return true;
  const instead = INSTEAD[name].find(([other]) => object[other] !== undefined)?.[1];
  report(`${name} is missing${instead === undefined ? '' : ` (${instead})`}: ${CURES[name]}. Or ${IMPORT}`);
  return false;
}

/** Reports a list of members that says itself that it is a part; tells whether it may be the whole. */
export function areWhole(group: Readonly<Record<string, unknown>>, count: number, report: ReportFault): boolean {
  const counted = group['members@odata.count'];
  const part =
    typeof group['members@odata.nextLink'] === 'string'
      ? 'members go on at a link, members@odata.nextLink'
      : typeof counted === 'number' && counted > count
        ? `members@odata.count says ${counted} members, and ${count} are listed`
        : undefined;
  if (part !== undefined) report(`${part}: ${CURES.members}. Or ${IMPORT}`);
  return part === undefined;
}

/** A name, an address or an object that was made a text: taken for the id of something else, it would be nobody. */
export function isNoId(text: string): boolean {
  return /^$|[\s@{}[\]=/]|^(?:System|Microsoft\.Graph)\./.test(text);
}

/** Reports a member that is no id. */
export function reportNoId(member: string, report: ReportFault): void {
  const form = formOf(member);
  report(`the member ${JSON.stringify(member)} is no id${form === '' ? `: give the ids only. Or ${IMPORT}` : form}`);
}

/** Reports the first property that is one of these in other letters, as PowerShell writes them; tells whether there is none. */
export function isSpelledAsGraphDoes(
  object: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
  report: ReportFault,
): boolean {
  for (const property of Object.keys(object)) {
    const name = names.get(idKey(property));
    if (name === undefined || name === property) continue;
    report(`${property} is PowerShell's spelling, Graph's is ${name}. ${IMPORT}`);
    return false;
  }
  return true;
}

/** Names by themselves without letter case, for `isSpelledAsGraphDoes` and `asGraphSpells`. */
export function spelled(...names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [idKey(name), name]));
}

/** A word of a property of few, in whatever letters, as Graph spells it; undefined for what is none of them. */
export function asGraphSpells(words: ReadonlyMap<string, string>, word: unknown): string | undefined {
  return typeof word === 'string' ? words.get(idKey(word)) : undefined;
}

/** What to add to the report of a value of a wrong type. */
export function formOf(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string' && /^(?:System\.|Microsoft\.Graph\.|@\{)/.test(first)) {
    return '. ConvertTo-Json wrote it with too small a -Depth: export it again with -Depth 10';
  }
  const isOfObjects = typeof first === 'object' && first !== null && ('id' in first || 'Id' in first);
  return Array.isArray(value) && isOfObjects ? `. Give the ids only. Or ${IMPORT}` : '';
}

/** Graph's answer as it came; undefined for anything else. */
export function envelopeReason(text: string): string | undefined {
  if (!ENVELOPE.test(text)) return undefined;
  const isPage = text.includes('"@odata.nextLink"');
  const rest = isPage ? ', and not the last page: @odata.nextLink leads to more' : '';
  return `Graph's envelope around the list that is wanted, its value${rest}. ${IMPORT}`;
}

/** Its notes come before the list, mostly. */
const ENVELOPE = /^\s*\{\s*(?:"@odata[^"]*"\s*:\s*(?:"[^"]*"|\d+)\s*,\s*)*"value"\s*:\s*\[/;

/** UTF-16 by its mark, or by the empty half of its first sign. */
export function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return false;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}

export const UTF16_REASON = `written in UTF-16, as Windows PowerShell's > does: save it as UTF-8. Or ${IMPORT}`;
