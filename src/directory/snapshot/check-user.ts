import { isLocation } from '../../catalogue/countries.ts';
import { isSameId } from '../../graph/ids.ts';
import {
  LICENSE_ASSIGNMENT_ERRORS,
  type LicenseAssignmentState,
  PLANS_UNSAID,
  type RowWords,
  type SnapshotUser,
} from '../../graph/types.ts';
import { doubledProperty } from '../doubled-property.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { checkBoolean, checkString, excerpt, optionalObjects, optionalStrings, requiredString } from './check-value.ts';
import { asGraphSpells, isSpelledAsGraphDoes, isThere, spelled } from './export-forms.ts';
import { type Hearing, ifPlain } from './hearing.ts';
import type { OwnedProducts } from './owned-products.ts';

const STATES = spelled('Active', 'ActiveWithError', 'Error', 'Disabled');
const ERRORS = spelled(...LICENSE_ASSIGNMENT_ERRORS, 'None');
/** What a snapshot has of a person, beside their license rows. */
export const USER_PROPERTIES = [
  'id',
  'displayName',
  'userPrincipalName',
  'usageLocation',
  'userType',
  'accountEnabled',
  'proxyAddresses',
] as const;
const USER = spelled(...USER_PROPERTIES, 'licenseAssignmentStates');
const ROW = spelled('skuId', 'disabledPlans', 'assignedByGroup', 'state', 'error', 'lastUpdatedDateTime');

/** Of people and their license rows. */
export const USER_NAMES: ReadonlySet<string> = new Set([...USER.values(), ...ROW.values()]);

/**
 * Checks one parsed line of `users.ndjson` and makes it a `SnapshotUser`, in place: what is absent in its license rows
 * gets Graph's default, and no error is null. Whether `state` and `error` agree is not asked: the state counts.
 */
export function checkUser(value: unknown, owned: OwnedProducts, hear: Hearing): SnapshotUser | undefined {
  const report = hear.fault;
  if (!isObject(value)) {
    report(`not a user: ${excerpt(value)}`);
    return undefined;
  }
  if (!isSpelledAsGraphDoes(value, USER, report)) return undefined;
  const id = requiredString(value['id'], 'id', report);
  if (id === undefined) return undefined;
  checkString(value['displayName'], 'displayName', report);
  checkString(value['userPrincipalName'], 'userPrincipalName', report);
  checkString(value['usageLocation'], 'usageLocation', report);
  checkString(value['userType'], 'userType', report);
  checkBoolean(value['accountEnabled'], 'accountEnabled', report);
  optionalStrings(value['proxyAddresses'], 'proxyAddresses', report);
  if (!isLocation(value['usageLocation'])) {
    hear.warn(
      `usageLocation ${excerpt(value['usageLocation'])} is no country code of ISO 3166: it is taken as it stands`,
    );
  }
  if (!isThere(value, 'licenseAssignmentStates', report)) return undefined;
  checkRows(optionalObjects(value['licenseAssignmentStates'], 'licenseAssignmentStates', report), id, owned, hear);
  return value as SnapshotUser;
}

/** A license row of its JSON; undefined when there is anything to be said about it. */
export function parseRow(text: string, owned: OwnedProducts): LicenseAssignmentState | undefined {
  try {
    const row: unknown = JSON.parse(text);
    if (!isObject(row) || doubledProperty(text, row) !== undefined) return undefined;
    return ifPlain((hear) => {
      checkRow(row, owned, hear);
      return row as unknown as LicenseAssignmentState;
    });
  } catch {
    return undefined;
  }
}

function checkRows(rows: readonly JsonObject[], userId: string, owned: OwnedProducts, hear: Hearing): void {
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    if (!checkRow(row, owned, hear)) return;
    // Older exports name the person as the source of what is direct.
    const source = row['assignedByGroup'];
    if (typeof source === 'string' && isSameId(source, userId)) row['assignedByGroup'] = null;
    if (hasSourceOf(rows, index, row)) {
      hear.fault(`two license rows of the product ${row['skuId']} from ${sourceOf(row)}`);
    }
  }
}

/** Tells whether the row is written as Graph writes it. */
function checkRow(row: JsonObject, owned: OwnedProducts, hear: Hearing): boolean {
  if (!isSpelledAsGraphDoes(row, ROW, hear.fault)) return false;
  const skuId = requiredString(row['skuId'], 'skuId', hear.fault);
  if (skuId !== undefined) {
    const own = owned.skuId(skuId);
    row['skuId'] = own ?? skuId;
    if (own === undefined) hear.warn(`the product ${skuId} is not in subscribedSkus.json: it counts as gone`);
  }
  checkString(row['assignedByGroup'], 'assignedByGroup', hear.fault);
  checkString(row['lastUpdatedDateTime'], 'lastUpdatedDateTime', hear.fault);
  // An empty text is what a table has for nothing.
  if (row['assignedByGroup'] === undefined || row['assignedByGroup'] === '') {
    row['assignedByGroup'] = null;
    hear.warn('a license row without assignedByGroup: it is taken for a direct one');
  }
  checkPlans(row, owned, hear);
  checkState(row, hear);
  return true;
}

/** Absent is not none: whoever is given a row without plans off may lose what was off for them. */
function checkPlans(row: JsonObject, owned: OwnedProducts, hear: Hearing): void {
  const plans = row['disabledPlans'];
  if (plans === undefined || plans === null) {
    row['disabledPlans'] = PLANS_UNSAID;
    hear.warn('a license row without disabledPlans: those of its group count, and none for a direct one');
    return;
  }
  const disabled = optionalStrings(plans, 'disabledPlans', hear.fault);
  for (let index = 0; index < disabled.length; index++) {
    const plan = owned.planId(disabled[index] as string);
    if (plan !== disabled[index]) (disabled as string[])[index] = plan;
  }
}

/** What Graph does not have is Other, or not held and left as it is; its word is kept. */
function checkState(row: JsonObject, hear: Hearing): void {
  const { state = null, error = null } = row;
  let words: RowWords | undefined;
  const knownError = error === null ? 'None' : asGraphSpells(ERRORS, error);
  if (knownError === undefined) {
    if (typeof error !== 'string') hear.fault(`error is not a string: ${excerpt(error)}`);
    hear.warn(`an unknown error of a license, ${excerpt(error)}: it counts as Other`);
    words = { error: error as string };
  }
  row['error'] = knownError === 'None' ? null : (knownError ?? 'Other');
  const knownState = asGraphSpells(STATES, state);
  if (knownState === undefined) {
    if (typeof state !== 'string' && state !== null) hear.fault(`state is not a string: ${excerpt(state)}`);
    const what = state === null ? 'a license row without a state' : `an unknown state of a license, ${excerpt(state)}`;
    hear.warn(`${what}: it counts as not held, and stays as it is`);
    words = { ...words, state: state as string | null };
  }
  row['state'] = knownState ?? (row['error'] === null ? 'Disabled' : 'Error');
  row['words'] = words;
  // Whether a row is kept is not an export's to say.
  row['kept'] = undefined;
}

/** Is one of the first `count` rows of the same product from the same source? */
function hasSourceOf(rows: readonly JsonObject[], count: number, row: JsonObject): boolean {
  for (let index = 0; index < count; index++) {
    const other = rows[index];
    if (other === undefined) continue;
    if (isSame(other['skuId'], row['skuId']) && isSame(other['assignedByGroup'], row['assignedByGroup'])) return true;
  }
  return false;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'string' && typeof other === 'string' && isSameId(one, other));
}

function sourceOf(row: JsonObject): string {
  return row['assignedByGroup'] === null ? 'a direct assignment' : `the group ${row['assignedByGroup']}`;
}
