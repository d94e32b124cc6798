import { isLocation } from '../../catalogue/countries.ts';
import { idKey } from '../../graph/ids.ts';
import type { DirectoryRole, Organization } from '../../graph/types.ts';
import { isObject } from '../json-object.ts';
import { checkString, excerpt, firstDouble, optionalStrings, requiredString } from './check-value.ts';
import { IMPORT, isSpelledAsGraphDoes, spelled } from './export-forms.ts';
import type { FaultList, Remarks } from './faults.ts';
import { readSnapshotJson } from './json-file.ts';
import { missingFile } from './missing-file.ts';

const ORGANIZATION = 'organization.json';
const ROLES = 'directoryRoles.json';
const PROPERTIES = spelled('id', 'displayName', 'countryLetterCode');
const ROLE = spelled('roleTemplateId', 'displayName', 'members');

/** Undefined when it is faulty, and the fault is listed. */
export function readOrganization(folder: string, faults: FaultList, warnings: Remarks): Organization | undefined {
  const file = readSnapshotJson(folder, ORGANIZATION, faults);
  if (file === undefined) {
    faults.add(ORGANIZATION, undefined, missingFile(folder, ORGANIZATION));
    return undefined;
  }
  const { value, report } = file;
  if (value === undefined) return undefined;
  if (!isObject(value)) {
    report(`not an organization: Graph gives a list of one, and its element is wanted. ${IMPORT}`);
    return undefined;
  }
  if (!isSpelledAsGraphDoes(value, PROPERTIES, report)) return undefined;
  const id = requiredString(value['id'], 'id', report);
  checkString(value['displayName'], 'displayName', report);
  checkString(value['countryLetterCode'], 'countryLetterCode', report);
  if (id === undefined) return undefined;
  const country = value['countryLetterCode'];
  if (!isLocation(country)) {
    warnings.add(ORGANIZATION, undefined, `countryLetterCode ${excerpt(country)} is no country code of ISO 3166`);
  }
  return {
    ...value,
    id,
    displayName: value['displayName'] ?? '',
    countryLetterCode: value['countryLetterCode'] ?? null,
  } as Organization;
}

/** Without the file, nobody has a role. */
export function readDirectoryRoles(folder: string, faults: FaultList): readonly DirectoryRole[] {
  const file = readSnapshotJson(folder, ROLES, faults);
  if (file?.value === undefined) return [];
  const { value, report } = file;
  if (!Array.isArray(value)) {
    report('not an array of directory roles');
    return [];
  }
  const roles = value.map((role: unknown) => {
    if (!isObject(role)) {
      report('a directory role is not an object');
      return undefined;
    }
    if (!isSpelledAsGraphDoes(role, ROLE, report)) return undefined;
    const roleTemplateId = requiredString(role['roleTemplateId'], 'roleTemplateId', report);
    const members = optionalStrings(role['members'], 'members', report);
    const double = firstDouble(members);
    if (double !== undefined) report(`the member ${double} of ${roleTemplateId} is listed twice`, double, 2);
    if (roleTemplateId === undefined) return undefined;
    // Microsoft's own roles are known by their ids, in small letters.
    return {
      ...role,
      roleTemplateId: idKey(roleTemplateId),
      displayName: role['displayName'] ?? '',
      members,
    } as DirectoryRole;
  });
  const present = roles.filter((role) => role !== undefined);
  const double = firstDouble(present.map((role) => role.roleTemplateId));
  if (double !== undefined) report(`the role ${double} is listed twice`, double, 2);
  return present;
}
