import { describe, expect, test } from 'vitest';
import { catalogueProducts } from '../../src/catalogue/products.ts';
import type { SubscribedSku } from '../../src/graph/types.ts';
import type { Reading } from '../../src/language/command.ts';
import { buildNames, type Names } from '../../src/language/names/build-names.ts';
import { understand } from '../../src/language/understand.ts';
import { isChange } from './changes.ts';
import { sourceOf } from './tenants.ts';

const sales = { id: '00000000-0000-4000-8000-000000000001', displayName: 'Sales' };

const owned: readonly SubscribedSku[] = catalogueProducts.map(({ skuId, skuPartNumber, servicePlans }) => ({
  skuId,
  skuPartNumber,
  capabilityStatus: 'Enabled',
  prepaidUnits: { enabled: 10, warning: 0, suspended: 0 },
  servicePlans,
}));

const owning = (skus: readonly SubscribedSku[]) => buildNames(sourceOf([sales], [], skus));

/** Sentences that name a product in every way. */
function sentencesOf(index: number): readonly string[] {
  const product = catalogueProducts[index];
  if (product === undefined) return [];
  const { displayName, listedName, skuPartNumber, skuId } = product;
  const codes = [skuId.toUpperCase(), `contoso:${skuPartNumber}`, `11111111-2222-4333-8444-555555555555_${skuId}`];
  return [...new Set([displayName, listedName, skuPartNumber])]
    .flatMap((name) => [`assign ${name} to Sales`, `wijs ${name} toe aan Sales`])
    .concat(codes.map((code) => `assign ${code} to Sales`));
}

/** Of so many products the shortened names are tried, and of so many each is named. */
const [EVERY, NAMED] = process.env['EVERY_NAME'] === undefined ? [180, 10] : [1, 1];

/** A product's name without some of its words: the first, the last, or what stands in brackets or behind a dash or "for". */
function shortened(index: number): readonly string[] {
  const { displayName = '', listedName = '' } = (index % EVERY === 0 ? catalogueProducts[index] : undefined) ?? {};
  const shorter = [displayName, listedName].flatMap((name) => {
    const words = name.split(/\s+/);
    const ends = words.flatMap((_, at) => [words.slice(0, at).join(' '), words.slice(at).join(' ')]);
    return [...ends, name.replace(/\s*\([^)]*\)/g, ''), name.replace(/\s+-\s.*/, ''), name.replace(/\s+for\s.*/i, '')];
  });
  const trimmed = shorter.map((name) => name.replace(/^[\s(),:-]+|[\s(,:-]+$/g, ''));
  return [...new Set(trimmed)].filter((name) => /\p{L}{2}/u.test(name) && name !== displayName && name !== listedName);
}

const isThat = ({ intent, slots }: Pick<Reading, 'intent' | 'slots'>, skuId: string) =>
  intent === 'assign_license' && slots.ids?.skus?.length === 1 && slots.ids.skus[0] === skuId;

/** What is wrong with a reading of a sentence that names one product: it must be that one, or a button must say it. */
function wrong(names: Names, text: string, skuId: string): string[] {
  const reading = understand(text, { names });
  if (isThat(reading, skuId)) return [];
  if (reading.intent !== 'clarify') return [`${text}: ${reading.intent} ${JSON.stringify(reading.slots)}`];
  const offered = (reading.options ?? []).some((option) => isThat(understand(option.text, { names }), skuId));
  return offered ? [] : [`${text}: ${reading.reading} ${JSON.stringify(reading.options)}`];
}

describe('every product of Microsoft’s list is named by its name, code and id', { timeout: 120_000 }, () => {
  test('owned alone, without a question', () => {
    const faults = owned.flatMap((sku, index) => {
      if (index % NAMED !== 0) return [];
      const names = owning([sku]);
      return sentencesOf(index).filter((text) => !isThat(understand(text, { names }), sku.skuId));
    });
    expect(faults).toEqual([]);
  });

  test('owned together with all others: that one, or a question that offers it', () => {
    const names = owning(owned);
    const faults = owned.flatMap((sku, index) =>
      index % NAMED === 0 ? sentencesOf(index).flatMap((text) => wrong(names, text, sku.skuId)) : [],
    );
    expect(faults).toEqual([]);
  });

  test('shortened at either end: never a change of services', { timeout: 600_000 }, () => {
    const names = owning(owned);
    const faults = owned.flatMap((sku, index) => {
      const alone = owning([sku]);
      return shortened(index).flatMap((name) =>
        [names, alone].flatMap((known) => {
          const reading = understand(`assign ${name} to Sales`, { names: known });
          const changes = isChange(reading) && reading.intent !== 'assign_license';
          return changes ? [`${name}: ${reading.intent} ${JSON.stringify(reading.slots)}`] : [];
        }),
      );
    });
    expect(faults).toEqual([]);
  });
});
