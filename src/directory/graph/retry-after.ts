/**
 * How long the service asks to wait: seconds, broken ones too, or until a date, which is one of its own clock where it says what
 * that shows. Undefined: it does not say.
 */
export function retryAfterMs(headers: Pick<Headers, 'get'>, nowMs: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  const answeredAt = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - (Number.isNaN(answeredAt) ? nowMs : answeredAt));
}
