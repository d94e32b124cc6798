import { expect, test } from 'vitest';
import { licenseRow } from '../../../src/bot/views/user.ts';
import { catalogue } from '../../../src/core/catalogue/catalogue.ts';
import type { LicenseAssignmentState } from '../../../src/core/graph.ts';
import { loadTenant } from '../../../src/core/licensing/load-tenant.ts';
import { texts } from '../../../src/core/text/catalogue.ts';
import { labelsOf } from '../../../src/tenant/labels.ts';
import { E3, smallTenant } from '../../directory/small-tenant.ts';

const tenant = loadTenant(smallTenant({ people: 1 }));

test.each([
  ['en', 'The directory says “PendingActivation”'],
  ['nl', 'De directory zegt “PendingActivation”'],
] as const)('a license in words that the directory does not document shows them: %s', (language, said) => {
  const context = { tenant, labels: labelsOf(tenant), catalogue, texts: texts[language], now: '2026-11-24T06:00:00Z' };
  const row: LicenseAssignmentState = {
    skuId: E3,
    disabledPlans: [],
    assignedByGroup: null,
    state: 'Disabled',
    error: null,
    words: { state: 'PendingActivation' },
  };
  const { detail } = licenseRow(context, row, [row]);
  expect(detail.map(({ text }) => text).join('')).toContain(said);
});
