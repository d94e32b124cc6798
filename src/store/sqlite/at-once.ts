/** The same calls, answered at once: what the one connection of SQLite does. */
export type AtOnce<Port> = {
  readonly [Call in keyof Port]: Port[Call] extends (...args: infer Args) => Promise<infer Answer>
    ? (...args: Args) => Answer
    : never;
};
