import { cut } from './cut.ts';

/**
 * The same data with every long name cut to so many characters: for the rare card of many long names that would not
 * fit otherwise. Names that `name` has not marked as long, and all words of ours, stay whole.
 */
export function shorten<T>(data: T, length: number): T {
  return shortened(data, length) as T;
}

function shortened(node: unknown, length: number): unknown {
  if (Array.isArray(node)) return node.map((item) => shortened(item, length));
  if (typeof node !== 'object' || node === null) return node;
  if ('long' in node && node.long === true && 'text' in node && typeof node.text === 'string') {
    return { ...node, text: cut(node.text, length) };
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, shortened(value, length)]));
}
