import { flushCompileCache } from 'node:module';
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** The most that new objects get: V8 would give them eight times as much, and what they do not fill stays taken. */
const NEW_OBJECTS_BYTES = 16 * 1024 * 1024;
/** What is left is collected once there is so much more of it; V8 would wait until there are several times as much. */
const MORE_PERCENT = 40;
/** By then all is loaded that a bot loads after its start. */
const LATER_MS = 5_000;

/**
 * A little later and from then on the process takes little more memory than it needs, and spends a little more of its second
 * core on collecting. A long look makes and leaves hundreds of thousands of objects: unbounded, they double what a bot
 * takes whom many ask. Returns how to end it.
 */
export function keepMemorySmall(): () => void {
  let end = () => {};
  const waiting = setTimeout(() => {
    end = bound();
  }, LATER_MS).unref();
  return () => {
    clearTimeout(waiting);
    end();
  };
}

function bound(): () => void {
  // Compiled code is good for the flags that it was compiled with: the next start has none yet.
  flushCompileCache();
  setFlagsFromString(`--heap-growing-percent=${MORE_PERCENT}`);
  let mayGrow = true;
  const look = () => {
    const size = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
    if (size < NEW_OBJECTS_BYTES === mayGrow) return;
    mayGrow = !mayGrow;
    // It is read whenever the space is to grow.
    setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`);
  };
  const collections = new PerformanceObserver(look);
  collections.observe({ entryTypes: ['gc'] });
  look();
  return () => {
    collections.disconnect();
    setFlagsFromString('--semi-space-growth-factor=2');
    setFlagsFromString('--heap-growing-percent=0');
  };
}
