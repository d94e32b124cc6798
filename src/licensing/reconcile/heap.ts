/** Elements of which always the smallest is next. */
export class Heap<T> {
  readonly #elements: T[] = [];
  readonly #compare: (a: T, b: T) => number;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  first(): T | undefined {
    return this.#elements[0];
  }

  push(element: T): void {
    const elements = this.#elements;
    let place = elements.push(element) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (this.#compare(elements[above] as T, element) <= 0) break;
      elements[place] = elements[above] as T;
      place = above;
    }
    elements[place] = element;
  }

  pop(): T | undefined {
    const elements = this.#elements;
    const first = elements[0];
    const last = elements.pop();
    if (last === undefined || elements.length === 0) return first;
    let place = 0;
    for (let below = 1; below < elements.length; below = place * 2 + 1) {
      const right = below + 1;
      const isRight = right < elements.length && this.#compare(elements[right] as T, elements[below] as T) < 0;
      const smaller = isRight ? right : below;
      if (this.#compare(elements[smaller] as T, last) >= 0) break;
      elements[place] = elements[smaller] as T;
      place = smaller;
    }
    elements[place] = last;
    return first;
  }
}
