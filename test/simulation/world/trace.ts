/** What happened, line by line, as a hash that two runs of one seed must share; the lines themselves only if asked for. */
export class Trace {
  readonly #kept: string[] | null;
  #left = 0x811c9dc5;
  #right = 0x9e3779b9;

  constructor(isKept: boolean) {
    this.#kept = isKept ? [] : null;
  }

  add(timeMs: number, line: string): void {
    this.#mix(timeMs);
    for (let index = 0; index < line.length; index++) {
      this.#left = Math.imul(this.#left ^ line.charCodeAt(index), 0x01000193);
    }
    this.#right = Math.imul(this.#right ^ this.#left, 0x85ebca6b) ^ (this.#right >>> 13);
    this.#kept?.push(`${(timeMs / 1000).toFixed(3).padStart(9)}  ${line}`);
  }

  /** Fractions of a millisecond count too. */
  #mix(timeMs: number): void {
    this.#left = Math.imul(this.#left ^ Math.floor(timeMs), 0x01000193);
    this.#left = Math.imul(this.#left ^ Math.floor((timeMs % 1) * 0x10000), 0x01000193);
  }

  hash(): string {
    const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
    return hex(this.#left) + hex(this.#right);
  }

  lines(): readonly string[] {
    return this.#kept ?? [];
  }
}
