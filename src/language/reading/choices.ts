import { readingTexts } from '../../words/readings.ts';
import type { Language } from '../command.ts';
import type { Ref } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { asIs, fillReading, plainText } from './runs.ts';

/** How much of an id tells two things apart. */
const ID_SHOWN = 8;

/** What things may be called in a question, so that no two look alike: by name, else with their kind, code or id. */
export function choiceNames(names: Names, refs: readonly Ref[], language: Language): readonly (string | undefined)[] {
  const kinds = new Set(refs.map((ref) => ref.kind));
  const simple = refs.map((ref) => nameOf(names, ref));
  const repeats = shared(simple);
  const named = refs.map((ref, at) => {
    const name = simple[at];
    const mixed = kinds.size > 1 && (kinds.has('plan') || repeats(name));
    return name === undefined || !mixed ? name : withKind(ref, name, language);
  });
  const looksAlike = shared(named);
  return refs.map((ref, at) => (looksAlike(named[at]) ? `${named[at]} (${codeOf(names, ref, refs)})` : named[at]));
}

/** Whether a name is there more than once, letter case aside. */
function shared(all: readonly (string | undefined)[]): (name: string | undefined) => boolean {
  const counts = new Map<string, number>();
  for (const name of all) {
    if (name !== undefined) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  }
  return (name) => name !== undefined && (counts.get(name.toLowerCase()) ?? 0) > 1;
}

function nameOf({ source }: Names, ref: Ref): string | undefined {
  if (ref.kind === 'group') return source.group(ref.index).displayName;
  const sku = ref.kind === 'sku' ? source.skus[ref.index] : undefined;
  if (sku !== undefined) return source.productName(sku);
  if (ref.kind === 'user') {
    const { displayName, userPrincipalName } = source.user(ref.index);
    return `${displayName} (${userPrincipalName})`;
  }
  const plan =
    ref.kind === 'plan'
      ? source.skus.flatMap((it) => it.servicePlans).find((it) => ref.patterns.includes(it.servicePlanName))
      : undefined;
  return plan === undefined ? undefined : source.planName(plan.servicePlanId, plan.servicePlanName);
}

function withKind(ref: Ref, name: string, language: Language): string {
  const { kinds } = readingTexts[language];
  if (ref.kind !== 'group' && ref.kind !== 'sku' && ref.kind !== 'plan') return name;
  return plainText(fillReading(kinds[ref.kind], { name: asIs(name) }));
}

function codeOf({ source }: Names, ref: Ref, refs: readonly Ref[]): string {
  if (ref.kind === 'group') return source.group(ref.index).id.slice(0, ID_SHOWN);
  const sku = ref.kind === 'sku' ? source.skus[ref.index] : undefined;
  if (sku === undefined) return ref.kind;
  const twins = refs.filter((it) => it.kind === 'sku' && source.skus[it.index]?.skuPartNumber === sku.skuPartNumber);
  return twins.length > 1 ? sku.skuId.slice(0, ID_SHOWN) : sku.skuPartNumber;
}
