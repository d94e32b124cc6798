import type { Place } from '../chat/chat.ts';
import { placeOf } from './activity.ts';
import { type Connector, ConnectorFault } from './connector.ts';
import type { Admitted } from './gate.ts';

/** People of Teams, as against apps and channels (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations). */
const PERSON = '29:';
const REMEMBERED = 10_000;

/**
 * Mentions with the object id of whom they mean. A client sends the person's id in Teams and a name, which somebody else
 * may bear as well; who it is, Teams knows. Whom Teams does not know stays a name.
 */
export function whoIsMeant(connector: () => Promise<Connector>): (activity: Admitted) => Promise<Admitted> {
  const known = new Map<string, string>();

  async function objectIdOf(place: Place, id: string): Promise<string | undefined> {
    const objectId = known.get(id) ?? (await asked(place, id));
    if (objectId !== undefined && known.size < REMEMBERED) known.set(id, objectId);
    return objectId;
  }

  async function asked(place: Place, id: string): Promise<string | undefined> {
    try {
      return await (await connector()).objectIdOf(place, id);
    } catch (error) {
      if (error instanceof ConnectorFault) return undefined;
      throw error;
    }
  }

  return async (activity) => {
    const entities = activity.entities ?? [];
    if (!entities.some((entity) => namesOnly(entity) !== undefined)) return activity;
    const place = placeOf(activity);
    const meant = entities.map(async (entity) => {
      const id = namesOnly(entity);
      const aadObjectId = id === undefined ? undefined : await objectIdOf(place, id);
      if (aadObjectId === undefined) return entity;
      return { ...entity, mentioned: { ...(entity['mentioned'] as object), aadObjectId } };
    });
    return { ...activity, entities: await Promise.all(meant) };
  };
}

/** The id in Teams of a mentioned person of whom no object id is told. */
function namesOnly({ type, mentioned }: Readonly<Record<string, unknown>>): string | undefined {
  const { id, aadObjectId } = (mentioned ?? {}) as { readonly id?: unknown; readonly aadObjectId?: unknown };
  const isPerson = type === 'mention' && typeof id === 'string' && id.startsWith(PERSON);
  return isPerson && typeof aadObjectId !== 'string' ? id : undefined;
}
