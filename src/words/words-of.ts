/** The words of a text, one by one. */
type WordsOf<Text extends string, Before extends string = never> = Text extends `${infer First} ${infer Rest}`
  ? WordsOf<Rest, Before | First>
  : Before | Text;

/** A list of known words, written as one text. */
export function wordsOf<const Text extends string>(text: Text): readonly WordsOf<Text>[] {
  return text.split(' ') as WordsOf<Text>[];
}
