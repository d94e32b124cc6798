import type { Card } from '../cards/card.ts';
import { renderCard } from '../cards/render.ts';
import type { ViewContext } from '../cards/text/context.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { isGuest, type Permission, permissionsOf, rolesOf } from '../changes/authorization.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Actor, Directory } from '../directory/port.ts';
import type { Clock } from '../engine/clock.ts';
import type { Language } from '../language/command.ts';
import type { Labels } from '../tenant/labels.ts';
import { texts } from '../words/catalogue.ts';
import type { Message, Person, Place } from './chat.ts';
import type { Places } from './places.ts';

/** One person saying or pressing one thing: who, where, what they may do at this moment, in which language. */
export interface Turn {
  readonly place: Place;
  readonly by: Actor;
  /** Display names of the roles that count here. */
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
  readonly language: Language;
  /** In which the person speaks of days and hours (IANA). */
  readonly timeZone: string;
}

/**
 * Undefined for somebody who is not of this tenant: of another, a guest whatever roles they hold, or whose account is
 * disabled. Roles are read from the directory each time.
 */
export async function turnOf(
  { directory, places }: { readonly directory: Directory; readonly places: Pick<Places, 'zoneOf'> },
  place: Place,
  person: Person,
  language: Language,
): Promise<Turn | undefined> {
  const user = person.userId === undefined ? undefined : directory.tenant.findUser(person.userId);
  if (user === undefined) return undefined;
  const { id, displayName, userType, accountEnabled } = directory.tenant.user(user);
  if (!accountEnabled || isGuest(userType)) return undefined;
  const held = await directory.listDirectoryRoles(id);
  return {
    place,
    by: { userId: id, displayName },
    roles: rolesOf(held).map((role) => role.displayName),
    permissions: permissionsOf(held),
    language,
    timeZone: (await places.zoneOf(person)) ?? 'UTC',
  };
}

/** What views read. */
interface Seen {
  readonly labels: Labels;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

export function viewContext({ labels, catalogue, clock }: Seen, language: Language): ViewContext {
  return { labels, catalogue, texts: texts[language], now: clock.now().toISOString() };
}

/** A card as a message; `shows` ties it to the change that it pictures, as it is at this moment. */
export function cardMessage(card: Card, shows?: Pick<ChangeRecord, 'number' | 'version'>): Message {
  const rendered = renderCard(card);
  const message = { text: rendered.fallbackText, card: rendered };
  return shows === undefined ? message : { ...message, shows: shows.number, version: shows.version };
}
