/** Every key of a catalogue, with words of any language behind it: what each translation must have, no more, no less. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };
