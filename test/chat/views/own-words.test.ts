import { expect, test } from 'vitest';
import { licenseRow } from '../../../src/cards/page/user.ts';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import type { LicenseAssignmentState } from '../../../src/graph/types.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { labelsOf } from '../../../src/tenant/labels.ts';
import { texts } from '../../../src/words/catalogue.ts';
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
