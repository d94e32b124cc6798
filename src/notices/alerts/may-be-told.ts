import { permissionsOf } from '../../changes/authorization.ts';
import type { Foundation } from '../../chat/foundation.ts';
import type { Watch } from './watched.ts';

/** In somebody's own chat roles are read again: who may not look any more is told nothing, and the watches are over. */
export async function mayBeTold(
  { directory }: Pick<Foundation, 'directory'>,
  [watch]: readonly Pick<Watch, 'place' | 'by'>[],
): Promise<boolean> {
  if (watch === undefined || watch.place.conversationType !== 'personal') return true;
  return permissionsOf(await directory.listDirectoryRoles(watch.by.userId)).has('see');
}
