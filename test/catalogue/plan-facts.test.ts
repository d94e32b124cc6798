import { describe, expect, it } from 'vitest';
import { cataloguePlans, catalogueProduct, catalogueProducts, planId } from '../../src/catalogue/products.ts';
import corrections from '../../src/catalogue/rules/corrections.json' with { type: 'json' };
import dependencies from '../../src/catalogue/rules/dependencies.json' with { type: 'json' };
import sets from '../../src/catalogue/rules/exclusive-sets.json' with { type: 'json' };
import { isAssignable, MAILBOX_PLANS } from '../../src/catalogue/rules/facts.ts';
import mailboxes from '../../src/catalogue/rules/mailbox-plans.json' with { type: 'json' };
import twins from '../../src/catalogue/rules/plan-twins.json' with { type: 'json' };

const names = cataloguePlans.map(({ servicePlanName }) => servicePlanName);

describe('mailbox plans', () => {
  it('are every plan of the public list that is a tier of Exchange Online, for whomever it is sold', () => {
    const tiers = names.filter((name) => /^EXCHANGE_[BLS]_(STANDARD|ENTERPRISE|DESKLESS|ESSENTIALS)/.test(name));
    expect(mailboxes.toSorted()).toEqual(tiers.toSorted());
  });

  it.each([
    'EXCHANGE_S_FOUNDATION',
    'EXCHANGE_S_FOUNDATION_GOV',
    'EXCHANGE_S_ARCHIVE',
    'EXCHANGE_S_ARCHIVE_ADDON',
    'EXCHANGE_ANALYTICS',
  ])('are not %s', (name) => {
    expect(MAILBOX_PLANS.has(planId(name))).toBe(false);
  });
});

describe('twins', () => {
  const spokenOf = new Set([
    ...sets.flatMap(({ plans }) => plans),
    ...dependencies.flatMap(({ plan, requiresAnyOf }) => [plan, ...requiresAnyOf]),
  ]);
  const known = new Set(Object.values(twins).flatMap((ofPlan) => Object.values(ofPlan)));

  it('are all plans of the public list that bear the name of a plan with a rule and a government’s or a school’s behind it', () => {
    const left = [...spokenOf].flatMap((plan) =>
      names.filter(
        (name) =>
          /_(GOV|GCC|GCCHIGH|DOD|EDU)$/i.test(name) &&
          name.replace(/(_AR)?_(GOV|GCC|GCCHIGH|DOD|EDU)$/i, '') === plan &&
          !known.has(name) &&
          !spokenOf.has(name),
      ),
    );
    expect(left).toEqual([]);
  });

  it('are plans of the public list, each of one plan', () => {
    const all = Object.values(twins).flatMap((ofPlan) => Object.values(ofPlan));
    expect(all.filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('corrections of the public list', () => {
  it.each(corrections.map((record) => [record.skuPartNumber, record] as const))(
    '%s still needs its own',
    (_, record) => {
      const listed = catalogueProducts
        .find(({ skuId }) => skuId === record.skuId)
        ?.servicePlans.map(({ servicePlanName }) => servicePlanName);
      for (const given of record.gives ?? []) expect(listed).not.toContain(given);
      for (const slip of Object.keys(record.means ?? {})) expect(listed).toContain(slip);
    },
  );
});

it('Teams Exploratory Dept is a product that nobody can be given; every other one is', () => {
  const withheld = catalogueProducts.filter(({ skuId }) => !isAssignable(skuId.toUpperCase()));
  expect(withheld).toEqual([catalogueProduct('Microsoft_Teams_Exploratory_Dept')]);
});
