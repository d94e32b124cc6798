import type { IncomingPress } from '../chat.ts';
import type { PressResult } from '../decision.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';

/** What one button does. Its data are a claim: everything in them is looked up and allowed again. */
export type PressHandler = (services: Services, turn: Turn, press: IncomingPress) => Promise<PressResult>;

export function sentence(text: string): PressResult {
  return { answer: { kind: 'sentence', text } };
}

/** A number that a button carries, or undefined when it carries none: cards are no proof of anything. */
export function numberIn(press: IncomingPress, key: string): number | undefined {
  const value = press.data[key];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function textIn(press: IncomingPress, key: string): string | undefined {
  const value = Object.hasOwn(press.data, key) ? press.data[key] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The change and the version that the card showed. */
export function referenceIn(press: IncomingPress): { readonly number: number; readonly version: number } | undefined {
  const [number, version] = [numberIn(press, 'id'), numberIn(press, 'v')];
  return number === undefined || version === undefined ? undefined : { number, version };
}
