import { LICENSE_ASSIGNMENT_ERRORS, type SnapshotUser } from '../../core/graph.ts';
import {
  checkOptional,
  isObject,
  type JsonObject,
  optionalObjects,
  optionalStrings,
  type Report,
  requireString,
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
  if (requireString(value, 'id', report) === undefined) return undefined;
  checkOptional(value, 'displayName', 'string', report);
  checkOptional(value, 'userPrincipalName', 'string', report);
  checkOptional(value, 'usageLocation', 'string', report);
  checkOptional(value, 'userType', 'string', report);
  checkOptional(value, 'accountEnabled', 'boolean', report);
  optionalStrings(value, 'proxyAddresses', report);
  const rows = optionalObjects(value, 'licenseAssignmentStates', report);
  for (const [index, row] of rows.entries()) {
    checkRow(row, skuIds, report);
    if (rows.findIndex((other) => isSameSource(other, row)) < index) {
      report(`two license rows of the product ${row['skuId']} from ${sourceOf(row)}`);
    }
  }
  return value as SnapshotUser;
}

function checkRow(row: JsonObject, skuIds: ReadonlySet<string>, report: Report): void {
  const skuId = requireString(row, 'skuId', report);
  if (skuId !== undefined && !skuIds.has(skuId)) report(`the product ${skuId} is not in subscribedSkus.json`);
  checkOptional(row, 'assignedByGroup', 'string', report);
  checkOptional(row, 'lastUpdatedDateTime', 'string', report);
  optionalStrings(row, 'disabledPlans', report);
  row['assignedByGroup'] ??= null;
  row['disabledPlans'] ??= [];
  if (row['error'] === 'None' || row['error'] === undefined) row['error'] = null;
  if (!STATES.has(row['state'])) report(`no state of a license: ${shorten(row['state'] ?? null)}`);
  if (!ERRORS.has(row['error'])) report(`no error of a license: ${shorten(row['error'])}`);
}

function isSameSource(one: JsonObject, other: JsonObject): boolean {
  return one['skuId'] === other['skuId'] && one['assignedByGroup'] === other['assignedByGroup'];
}

function sourceOf(row: JsonObject): string {
  return row['assignedByGroup'] === null ? 'a direct assignment' : `the group ${row['assignedByGroup']}`;
}
