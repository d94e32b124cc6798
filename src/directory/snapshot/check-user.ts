import { LICENSE_ASSIGNMENT_ERRORS, type LicenseAssignmentState, type SnapshotUser } from '../../core/graph.ts';
import {
  checkBoolean,
  checkString,
  isObject,
  type JsonObject,
  optionalObjects,
  optionalStrings,
  type Report,
  requiredString,
  shorten,
} from './check-value.ts';

const STATES: ReadonlySet<unknown> = new Set(['Active', 'ActiveWithError', 'Error', 'Disabled']);
const ERRORS: ReadonlySet<unknown> = new Set([...LICENSE_ASSIGNMENT_ERRORS, null]);

/**
 * Checks one parsed line of `users.ndjson` and makes it a `SnapshotUser`, in place: what is absent in its license rows
 * gets Graph's default, and no error is null. Whether `state` and `error` agree is not asked: the state counts.
 */
export function checkUser(value: unknown, skuIds: ReadonlySet<string>, report: Report): SnapshotUser | undefined {
  if (!isObject(value)) {
    report(`not a user: ${shorten(value)}`);
    return undefined;
  }
  if (requiredString(value['id'], 'id', report) === undefined) return undefined;
  checkString(value['displayName'], 'displayName', report);
  checkString(value['userPrincipalName'], 'userPrincipalName', report);
  checkString(value['usageLocation'], 'usageLocation', report);
  checkString(value['userType'], 'userType', report);
  checkBoolean(value['accountEnabled'], 'accountEnabled', report);
  optionalStrings(value['proxyAddresses'], 'proxyAddresses', report);
  const rows = optionalObjects(value['licenseAssignmentStates'], 'licenseAssignmentStates', report);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    checkRow(row, skuIds, report);
    if (hasSourceOf(rows, index, row)) {
      report(`two license rows of the product ${row['skuId']} from ${sourceOf(row)}`);
    }
  }
  return value as SnapshotUser;
}

/** A license row of its JSON; undefined when there is anything wrong with it. */
export function parseRow(text: string, skuIds: ReadonlySet<string>): LicenseAssignmentState | undefined {
  let isSound = true;
  try {
    const row: unknown = JSON.parse(text);
    if (!isObject(row)) return undefined;
    checkRow(row, skuIds, () => {
      isSound = false;
    });
    return isSound ? (row as unknown as LicenseAssignmentState) : undefined;
  } catch {
    return undefined;
  }
}

function checkRow(row: JsonObject, skuIds: ReadonlySet<string>, report: Report): void {
  const skuId = requiredString(row['skuId'], 'skuId', report);
  if (skuId !== undefined && !skuIds.has(skuId)) report(`the product ${skuId} is not in subscribedSkus.json`);
  checkString(row['assignedByGroup'], 'assignedByGroup', report);
  checkString(row['lastUpdatedDateTime'], 'lastUpdatedDateTime', report);
  optionalStrings(row['disabledPlans'], 'disabledPlans', report);
  // Whether a row is kept is not an export's to say.
  if (row['kept'] !== undefined) delete row['kept'];
  if (row['assignedByGroup'] === undefined) row['assignedByGroup'] = null;
  if (row['disabledPlans'] === undefined || row['disabledPlans'] === null) row['disabledPlans'] = [];
  const error = row['error'];
  if (error === 'None' || error === undefined) row['error'] = null;
  else if (!ERRORS.has(error)) report(`no error of a license: ${shorten(error)}`);
  if (!STATES.has(row['state'])) report(`no state of a license: ${shorten(row['state'] ?? null)}`);
}

/** Is one of the first `count` rows of the same product from the same source? */
function hasSourceOf(rows: readonly JsonObject[], count: number, row: JsonObject): boolean {
  for (let index = 0; index < count; index++) {
    const other = rows[index];
    if (other === undefined) continue;
    if (other['skuId'] === row['skuId'] && other['assignedByGroup'] === row['assignedByGroup']) return true;
  }
  return false;
}

function sourceOf(row: JsonObject): string {
  return row['assignedByGroup'] === null ? 'a direct assignment' : `the group ${row['assignedByGroup']}`;
}
