import type { SubscribedSku } from '../../graph/types.ts';
import { type Rules, wholeProduct } from '../rules/rules.ts';

/** An entry of `dependsOn` in bits: when the plan is on, one of `requires` has to be. */
export interface Entry {
  /** Where the plan's own bit stands. */
  readonly word: number;
  readonly bit: number;
  readonly requires: Uint32Array;
}

/**
 * The plans that some rule speaks of and some product of the tenant can give, each as one bit of `words` 32-bit words.
 * Every other plan is of no account to a decision, so a person's plans are a few words however many products there are.
 */
export class PlanBits {
  readonly words: number;
  readonly entries: readonly Entry[];
  readonly #bits = new Map<string, number>();
  readonly #exclusions = new Map<string, Uint32Array>();

  constructor(rules: Rules, skus: readonly SubscribedSku[]) {
    const { data } = rules;
    const given = new Set(skus.flatMap((sku) => rules.ruledPlans(wholeProduct(sku.skuId))));
    const spokenOf = [
      ...data.mutuallyExclusive.flatMap(({ plans }) => (plans.length > 1 ? plans : [])),
      ...data.dependsOn.flatMap(({ plan, requiresAnyOf }) => [plan, ...requiresAnyOf]),
    ];
    for (const plan of spokenOf) {
      if (given.has(plan) && !this.#bits.has(plan)) this.#bits.set(plan, this.#bits.size);
    }
    this.words = Math.max(1, Math.ceil(this.#bits.size / 32));
    for (const plan of this.#bits.keys()) {
      const others = data.mutuallyExclusive.flatMap(({ plans }) => (plans.includes(plan) ? plans : []));
      this.#exclusions.set(plan, this.maskOf(others.filter((other) => other !== plan)));
    }
    this.entries = data.dependsOn.flatMap(({ plan, requiresAnyOf }) => {
      const bit = this.#bits.get(plan);
      if (bit === undefined) return [];
      return [{ word: bit >>> 5, bit: (1 << (bit & 31)) >>> 0, requires: this.maskOf(requiresAnyOf) }];
    });
  }

  /** What each product could give at all. */
  productMasks(rules: Rules, skus: readonly SubscribedSku[]): readonly Uint32Array[] {
    return skus.map((sku) => this.maskOf(rules.ruledPlans(wholeProduct(sku.skuId))));
  }

  maskOf(plans: readonly string[]): Uint32Array {
    const mask = new Uint32Array(this.words);
    for (const plan of plans) {
      const bit = this.#bits.get(plan);
      if (bit !== undefined) mask[bit >>> 5] = (mask[bit >>> 5] as number) | (1 << (bit & 31));
    }
    return mask;
  }

  /** Every plan that one of these cannot stand beside, across products. */
  exclusionsOf(plans: readonly string[]): Uint32Array {
    const mask = new Uint32Array(this.words);
    for (const plan of plans) {
      this.#exclusions.get(plan)?.forEach((word, index) => {
        mask[index] = (mask[index] as number) | word;
      });
    }
    return mask;
  }
}
