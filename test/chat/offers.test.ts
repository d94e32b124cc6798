import { describe, expect, it } from 'vitest';
import { suggestionTitles } from '../../src/cards/change/suggestion.ts';
import { suggestionEffects } from '../../src/cards/change/suggestion-effects.ts';
import { textOfRuns } from '../../src/cards/runs.ts';
import type { ViewContext } from '../../src/cards/text/context.ts';
import { groupLabel, productName, userNameById } from '../../src/cards/text/names.ts';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import type { Offers } from '../../src/chat/foundation.ts';
import { findOption } from '../../src/chat/presses/decide.ts';
import { offer } from '../../src/chat/record-card.ts';
import type { Services } from '../../src/chat/services.ts';
import type { Turn } from '../../src/chat/turn.ts';
import type { Change } from '../../src/licensing/change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { suggest } from '../../src/licensing/suggest/suggest.ts';
import { type SuggestedFix, suggestedFix } from '../../src/licensing/suggest/suggested-fix.ts';
import { labelsOf } from '../../src/tenant/labels.ts';
import { texts } from '../../src/words/catalogue.ts';
import { randomTenant } from '../licensing/random-tenant.ts';
import { openForTest } from '../store/open-for-test.ts';

const NOW = '2026-11-24T06:00:00Z';
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 40);

interface Offered {
  readonly seed: number;
  readonly tenant: Tenant;
  readonly suggestions: readonly SuggestedFix[];
}

/** What is offered for the failures of random tenants at rest, whose people share a few names. */
function* offers(): Generator<Offered> {
  for (let seed = 1; seed <= COUNT; seed++) {
    const snapshot = randomTenant(seed, seed % 5 === 0 ? { users: 12 } : {});
    const people = [...snapshot.users];
    const users = people.map((user, index) => ({
      ...user,
      displayName: ['Ann', 'Ben', 'Cas', 'Dee', 'Eva'][index % 5] ?? '',
      userPrincipalName: `${user.id}@contoso.com`,
    }));
    const tenant = loadTenant({ ...snapshot, users });
    reconcile(tenant, { users: 'everyone', now: NOW });
    const found = suggest(tenant, 'everywhere', { now: NOW });
    yield { seed, tenant, suggestions: found.map((suggestion) => suggestedFix(tenant, suggestion)) };
  }
}

describe('the fixes that are offered together', () => {
  it.each(['en', 'nl'] as const)('read differently, and name what their changes are about: %s', (language) => {
    let named = 0;
    for (const { seed, tenant, suggestions } of offers()) {
      const context = { labels: labelsOf(tenant), catalogue, texts: texts[language], now: NOW };
      const titles = suggestionTitles(context, suggestions).map(textOfRuns);
      expect(new Set(titles).size, `tenant ${seed}: ${titles.join(' | ')}`).toBe(titles.length);
      for (const [index, suggestion] of suggestions.entries()) {
        const read = `${titles[index]}. ${textOfRuns(suggestionEffects(context, suggestion))}`;
        for (const name of namesIn(context, suggestion)) {
          expect(read, `tenant ${seed}`).toContain(name);
          named++;
        }
      }
    }
    expect(named).toBeGreaterThan(COUNT);
  });

  it('are found by the buttons that show them, each with its own changes', async () => {
    const kept = openForTest().kv<Offers>('offers');
    const services = { offers: kept } as unknown as Services;
    const turn = { language: 'en' } as Turn;
    let alike = 0;
    for (const { seed, suggestions } of offers()) {
      const record = { number: seed, version: 1 };
      await offer(services, record, suggestions);
      const outcomes = suggestions.map(({ fingerprint }) => fingerprint);
      alike += outcomes.length - new Set(outcomes).size;
      for (const suggestion of suggestions.filter(({ canApply }) => canApply)) {
        const found = await findOption(services, turn, record, suggestion.id);
        expect(found, `tenant ${seed}`).toMatchObject({
          changes: suggestion.changes,
          fingerprint: suggestion.fingerprint,
        });
      }
    }
    expect(alike).toBeGreaterThan(0);
  });
});

/** Names of the few people, the groups and the products that the changes are about. */
function namesIn(context: ViewContext, { changes, kind, also }: SuggestedFix): ReadonlySet<string> {
  const users = new Set(changes.flatMap((change) => ('userId' in change ? [change.userId] : [])));
  const names = new Set<string>();
  // Of a few in one step, each.
  if (users.size <= 3 && also === undefined) {
    for (const id of users) names.add(textOfRuns(userNameById(context, id)));
  }
  for (const change of changes) {
    if ('groupId' in change && kind !== 'splitTemplate') names.add(textOfRuns(groupLabel(context, change.groupId)));
    for (const id of productsIn(change)) names.add(textOfRuns(productName(context, id)));
  }
  return names;
}

/** Products that come or go by it; one whose plans go off is known by these. */
function productsIn(change: Change): readonly string[] {
  if (change.kind === 'setSeats') return [change.skuId];
  if (change.kind !== 'assignGroupLicense' && change.kind !== 'assignUserLicense') return [];
  return change.removeLicenses;
}
