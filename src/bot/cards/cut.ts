const END_OF_ISOLATE = '\u2069';

/** At most so many characters, the last one an ellipsis where something was cut; an isolated direction stays isolated. */
export function cut(text: string, length: number): string {
  const letters = Array.from(text);
  if (letters.length <= length) return text;
  const kept = letters
    .slice(0, length - 1)
    .join('')
    .trimEnd();
  return text.endsWith(END_OF_ISOLATE) ? `${kept}…${END_OF_ISOLATE}` : `${kept}…`;
}
