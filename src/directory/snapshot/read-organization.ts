import type { DirectoryRole, Organization } from '../../core/graph.ts';
import { checkString, firstDouble, isObject, optionalStrings, requiredString } from './check-value.ts';
import type { FaultList } from './faults.ts';
import { readJsonFile } from './json-file.ts';

const ORGANIZATION = 'organization.json';
const ROLES = 'directoryRoles.json';

/** Undefined when it is faulty, and the fault is listed. */
export function readOrganization(folder: string, faults: FaultList): Organization | undefined {
  const file = readJsonFile(folder, ORGANIZATION, faults);
  if (file === undefined) {
    faults.add(ORGANIZATION, undefined, 'the file is missing');
    return undefined;
  }
  const { value, report } = file;
  if (value === undefined) return undefined;
  if (!isObject(value)) {
    report('not an organization');
    return undefined;
  }
  const id = requiredString(value['id'], 'id', report);
  checkString(value['displayName'], 'displayName', report);
  checkString(value['countryLetterCode'], 'countryLetterCode', report);
  if (id === undefined) return undefined;
  return {
    ...value,
    id,
    displayName: value['displayName'] ?? '',
    countryLetterCode: value['countryLetterCode'] ?? null,
  } as Organization;
}

/** Without the file, nobody has a role. */
export function readDirectoryRoles(folder: string, faults: FaultList): readonly DirectoryRole[] {
  const file = readJsonFile(folder, ROLES, faults);
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
    const roleTemplateId = requiredString(role['roleTemplateId'], 'roleTemplateId', report);
    const members = optionalStrings(role['members'], 'members', report);
    const double = firstDouble(members);
    if (double !== undefined) report(`the member ${double} of ${roleTemplateId} is listed twice`, double, 2);
    return { ...role, roleTemplateId, displayName: role['displayName'] ?? '', members } as DirectoryRole;
  });
  const present = roles.filter((role) => role !== undefined);
  const double = firstDouble(present.map((role) => role.roleTemplateId));
  if (double !== undefined) report(`the role ${double} is listed twice`, double, 2);
  return present;
}
