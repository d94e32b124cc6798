import { DirectoryError } from '../port.ts';
import type { GraphClient } from './client.ts';
import type { JsonObject } from './pages.ts';
import { graphPath, withQuery } from './path.ts';

/** `roleTemplateId`s of the person's roles of this moment, those of a group that they are in included. */
export async function listRoles(client: GraphClient, userId: string): Promise<readonly string[]> {
  const path = graphPath`/users/${userId}/transitiveMemberOf`;
  const roles = await objectsOf(client, path, '#microsoft.graph.directoryRole');
  return roles.map(({ roleTemplateId }) => {
    if (typeof roleTemplateId === 'string') return roleTemplateId;
    // Graph shows that there is a role, and hides which: that is not to have none.
    throw new DirectoryError(
      'Forbidden',
      'Graph does not show which roles people have: RoleManagement.Read.Directory.',
    );
  });
}

/** Ids of the groups that the person is a direct member of at this moment. */
export async function listMemberOf(client: GraphClient, userId: string): Promise<readonly string[]> {
  const groups = await objectsOf(client, graphPath`/users/${userId}/memberOf`, '#microsoft.graph.group');
  return groups.map(({ id }) => String(id));
}

/** Nobody who is not there is in anything. */
async function objectsOf(client: GraphClient, path: string, type: string): Promise<readonly JsonObject[]> {
  try {
    const objects: JsonObject[] = [];
    for await (const page of client.pages(withQuery(path, { top: 999 }))) objects.push(...page);
    return objects.filter((object) => object['@odata.type'] === type);
  } catch (error) {
    if (error instanceof DirectoryError && error.code === 'NotFound') return [];
    throw error;
  }
}
