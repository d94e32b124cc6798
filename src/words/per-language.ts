import type { Language } from '../language/command.ts';

/** What is the same in each language but for its words: made when somebody first asks, as some of it takes milliseconds. */
export function perLanguage<T>(make: (language: Language) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}
