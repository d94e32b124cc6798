import { ACTIVITY } from '../../changes/activities.ts';
import type { Actor } from '../port.ts';
import { modified } from './audit-words.ts';
import type { EmbeddedStore } from './embedded-store.ts';

/** Replaces the roles of a person, and says so for each one given or taken. */
export function setRoles(
  store: EmbeddedStore,
  userId: string,
  roleTemplateIds: readonly string[],
  { by, time }: { readonly by: Actor; readonly time: string },
): void {
  store.transaction(() => {
    const before = store.tenant.rolesOf(userId);
    const given = roleTemplateIds.filter((role) => !before.includes(role));
    const taken = before.filter((role) => !roleTemplateIds.includes(role));
    store.tenant.setRoles(userId, roleTemplateIds);
    store.audit.append(
      [
        ...given.map((role) => ({ activity: ACTIVITY.addRole, details: modified('Role.TemplateId', '', role) })),
        ...taken.map((role) => ({ activity: ACTIVITY.removeRole, details: modified('Role.TemplateId', role, '') })),
      ].map((entry) => ({ ...entry, time, actor: by, target: userId })),
    );
  });
}
