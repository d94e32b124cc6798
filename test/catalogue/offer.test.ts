import { expect, test } from 'vitest';
import { offerOf } from '../../src/catalogue/offer.ts';

test.each([
  ['POWERAPPS_VIRAL', 'POWERAPPS_VIRAL', 'trial'],
  ['TEAMS_EXPLORATORY', 'Microsoft Teams Exploratory', 'trial'],
  ['Power_Pages_vTrial_for_Makers', 'Power Pages vTrial for Makers', 'trial'],
  ['FORMS_PRO', 'Dynamics 365 Customer Voice Trial', 'trial'],
  ['FLOW_FREE', 'FLOW_FREE', 'free'],
  ['POWER_BI_STANDARD', 'Microsoft Fabric (Free)', 'free'],
  ['ENTERPRISEPACK', 'Office 365 E3', undefined],
  ['Teams_Industrial', 'Teams for industrial frontline', undefined],
  ['FREEDOM_PACK', 'Freedom pack', undefined],
])('%s (%s) is offered as %s', (part, displayName, offer) => {
  expect(offerOf(part, displayName)).toBe(offer);
});
