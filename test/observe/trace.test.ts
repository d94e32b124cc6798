import { afterEach, expect, test } from 'vitest';
import { spanned } from '../../src/observe/trace.ts';

const API = Symbol.for('opentelemetry.js.api.1');
const world = globalThis as { [API]?: unknown };

afterEach(() => {
  delete world[API];
});

/** As an SDK registers itself. */
function registered() {
  const spans: { name: string; attributes: object; exception?: unknown; status?: number; ended: boolean }[] = [];
  world[API] = {
    trace: {
      getTracer: (tracer: string) => ({
        startActiveSpan(name: string, { attributes }: { attributes: object }, work: (span: object) => unknown) {
          const span = { name: `${tracer}: ${name}`, attributes, ended: false } as (typeof spans)[number];
          spans.push(span);
          return work({
            recordException: (error: unknown) => Object.assign(span, { exception: error }),
            setStatus: ({ code }: { code: number }) => Object.assign(span, { status: code }),
            end: () => Object.assign(span, { ended: true }),
          });
        },
      }),
    },
  };
  return spans;
}

test('work is a span where somebody listens, with its end and its fault', async () => {
  const spans = registered();
  expect(await spanned('seatkeeper message', { place: 'personal' }, async () => 7)).toBe(7);
  const fault = new Error('the disk is full');
  await expect(spanned('seatkeeper press', {}, () => Promise.reject(fault))).rejects.toBe(fault);
  expect(spans).toEqual([
    { name: 'seatkeeper: seatkeeper message', attributes: { place: 'personal' }, ended: true },
    { name: 'seatkeeper: seatkeeper press', attributes: {}, ended: true, exception: fault, status: 2 },
  ]);
});

test('without a listener it is the work alone', async () => {
  expect(await spanned('seatkeeper message', {}, async () => 7)).toBe(7);
});
