/** Knows the latest ids again, at least `remembered` and at most twice as many, in bounded memory. */
export class RecentIds {
  readonly #remembered: number;
  #current = new Set<string>();
  #previous = new Set<string>();

  constructor(remembered: number) {
    this.#remembered = remembered;
  }

  /** False when it was there already. */
  add(id: string): boolean {
    if (this.#current.has(id) || this.#previous.has(id)) return false;
    if (this.#current.size >= this.#remembered) {
      this.#previous = this.#current;
      this.#current = new Set();
    }
    this.#current.add(id);
    return true;
  }
}
