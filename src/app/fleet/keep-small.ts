import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { LivingTenant } from '../../licensing/model/living-tenant.ts';
import { memoryOf } from '../../licensing/model/memory-tenant.ts';
import type { Packing } from '../../licensing/model/packed-texts.ts';
import type { Logger } from '../../observe/log.ts';
import { sliceOf, takeSteps } from '../../tenant/slices.ts';
import type { Bot } from '../bot.ts';

export const DEFLATED: Packing = {
  pack: (bytes, dictionary) => deflateRawSync(bytes, { dictionary }),
  unpack: (packed, dictionary) => inflateRawSync(packed, { dictionary }),
};

/**
 * One of many tenants in a process takes as little memory as it can be had in, once it was read for the first time and whenever it became another:
 * `after` the first look, beside other work.
 */
export function keepSmall({ services }: Bot, after: Promise<void>, log: Logger): () => Promise<void> {
  const { clock, directory } = services;
  const { tenant } = directory;
  let [isStopping, packed] = [false, after];
  const pack = () => {
    packed = packed
      .then(() => (isStopping ? undefined : takeSteps(memoryOf(tenant).packing(DEFLATED), sliceOf(clock), clock)))
      .catch((error) => log.error('tenant not packed', { error: String(error) }));
  };
  pack();
  const stop = tenant instanceof LivingTenant ? tenant.onBecome(pack) : () => {};
  return async () => {
    isStopping = true;
    stop();
    await packed;
  };
}
