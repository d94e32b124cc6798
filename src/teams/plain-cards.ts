/** What an Adaptive Card, or whatever holds one, says to a client that draws no charts: the `fallback` of each in its place. */
export function withoutCharts<T>(said: T): T {
  return plain(said) as T;
}

function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  if ('type' in node && String(node.type).startsWith('Chart.') && 'fallback' in node) return node.fallback;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]));
}
