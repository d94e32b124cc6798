import type { Ref } from '../items.ts';
import type { Phrase } from '../lexicon/phrases.ts';
import { nameKeys, type Token } from '../text.ts';
import type { Names } from './build-names.ts';
import { exactName, type NameMatch } from './match-name.ts';

/**
 * A product as tools print it: `account:ENTERPRISEPACK` of PowerShell, `TENANTID_SKUID` as Graph's id of a subscribed
 * product. What stands before the product is noise.
 */
export function bareProduct(names: Names, text: string, tokens: readonly Token[], at: number): NameMatch | undefined {
  const start = productStart(tokens, at);
  if (start === undefined) return undefined;
  const found = exactName(names, text, tokens, start);
  const typed = nameKeys(text.slice(tokens[start]?.start, tokens[(found?.after ?? start) - 1]?.end)).join(' ');
  const isCode = (ref: Ref) => {
    const sku = ref.kind === 'sku' ? names.source.skus[ref.index] : undefined;
    return sku !== undefined && [sku.skuPartNumber, sku.skuId].some((code) => nameKeys(code).join(' ') === typed);
  };
  const refs = found?.refs.filter((ref) => isCode(ref) || ref.kind === 'notOwned') ?? [];
  return found === undefined || refs.length === 0 ? undefined : { refs, after: found.after };
}

/** Where after an account and a colon, or a tenant's id and "_", something follows without a blank. */
function productStart(tokens: readonly Token[], at: number): number | undefined {
  const adjoins = (index: number) => tokens[index]?.start === tokens[index - 1]?.end;
  const isId = (index: number) => tokens[index]?.kind === 'id';
  if (isId(at) && tokens[at + 1]?.key === '_' && isId(at + 2) && adjoins(at + 1) && adjoins(at + 2)) return at + 2;
  for (let index = at + 1; index < tokens.length && adjoins(index); index++) {
    const key = tokens[index]?.key ?? '';
    if (key === ':') return index + 1 < tokens.length && adjoins(index + 1) ? index + 1 : undefined;
    if (tokens[index]?.kind === 'mark' && key !== '-' && key !== '.') return undefined;
  }
  return undefined;
}

/** "CRM licenses": the products in whose names the word stands. */
export function ownProduct(names: Names, key: string, next: Phrase | undefined): readonly Ref[] | undefined {
  if (next?.concepts.has('license') !== true) return undefined;
  const skus = names.facts.containing(key);
  return skus.length === 0 ? undefined : skus.map((index): Ref => ({ kind: 'sku', index }));
}
