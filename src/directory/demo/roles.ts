import { ROLES } from '../../changes/authorization.ts';
import type { DirectoryRole } from '../../graph/types.ts';

/** What each of five may do, an administrator of users and licenses first. */
const HELD_BY: readonly (readonly string[])[] = [
  ['User Administrator', 'License Administrator'],
  ['User Administrator'],
  ['Global Administrator'],
  ['Global Reader'],
  ['License Administrator'],
];

/** Every role that counts here, with those of five people who hold them; fewer people leave roles unheld. */
export function rolesOfFive(userIds: readonly string[]): readonly DirectoryRole[] {
  return ROLES.map(({ roleTemplateId, displayName }) => ({
    roleTemplateId,
    displayName,
    members: userIds.filter((_, index) => HELD_BY[index]?.includes(displayName)),
  }));
}
