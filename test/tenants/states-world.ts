import { join } from 'node:path';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import type { Language } from '../../src/language/command.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { texts } from '../../src/words/catalogue.ts';
import { readSnapshot } from '../../src/directory/snapshot/read-snapshot.ts';
import { NOW, type World } from '../cards/world.ts';
import { labelsOf } from '../../src/tenant/labels.ts';

/** Where subscriptions stand in every state, and people in the way of every direct license. */
export const STATES_FOLDER = join(import.meta.dirname, 'states');

const tenant = loadTenant(await readSnapshot(STATES_FOLDER));

/** To look at: nothing is changed in it. */
export function statesWorld(language: Language = 'en'): World {
  return { tenant, context: { labels: labelsOf(tenant), catalogue, texts: texts[language], now: NOW } };
}
