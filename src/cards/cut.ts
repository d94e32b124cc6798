const END_OF_ISOLATE = '\u2069';

/** At most so many characters, an ellipsis where something was cut; an isolated direction stays isolated. */
export function cut(text: string, length: number): string {
  const letters = Array.from(text);
  if (letters.length <= length) return text;
  const end = text.endsWith(END_OF_ISOLATE) ? `…${END_OF_ISOLATE}` : '…';
  return `${letters
    .slice(0, length - end.length)
    .join('')
    .trimEnd()}${end}`;
}
