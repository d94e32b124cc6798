/** Which of some properties an export says of anybody: what is said of nobody was not asked for. */
export class SaidProperties {
  readonly #unsaid: Set<string>;

  constructor(properties: readonly string[]) {
    this.#unsaid = new Set(properties);
  }

  hear(object: object): void {
    for (const property of this.#unsaid) if (property in object) this.#unsaid.delete(property);
  }

  get unsaid(): readonly string[] {
    return [...this.#unsaid];
  }
}
