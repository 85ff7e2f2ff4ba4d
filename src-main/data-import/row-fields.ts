export type Delimiter = ',' | ';' | '\t';

const QUOTE = 34;
const SPACE = 32;

/**
 * The fields of one line as places in its text, so that reading a number copies nothing. One object serves a whole
 * file; `split` overwrites what it held before. Blanks round a field and quotes round its content are left out.
 */
export class RowFields {
  readonly #delimiter: number;
  readonly from: number[] = [];
  readonly to: number[] = [];
  count = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /**
   * Finds the fields of `text` from `start` to `end`. False when a quote is not closed on this line or something
   * follows it: a field never runs on into the next line, or one stray quote would swallow the rest of the file.
   */
  split(text: string, start: number, end: number): boolean {
    this.count = 0;
    let fieldStart = start;
    for (let at = start; at <= end; at++) {
      const code = at === end ? this.#delimiter : text.charCodeAt(at);
      if (code === QUOTE) {
        const next = this.#quoted(text, fieldStart, at, end);
        if (next < 0) return false;
        at = next;
        fieldStart = next + 1;
      } else if (code === this.#delimiter) {
        this.#add(text, fieldStart, at);
        fieldStart = at + 1;
      }
    }
    return true;
  }

  /** The field as text, doubled quotes made single; empty when the row has no such field. */
  textAt(text: string, index: number): string {
    if (index >= this.count) return '';
    return text.slice(this.from[index], this.to[index]).replaceAll('""', '"');
  }

  /** Takes a quoted field and returns the place of the delimiter (or the end) behind it, -1 when it is broken. */
  #quoted(text: string, fieldStart: number, quoteAt: number, end: number): number {
    for (let before = fieldStart; before < quoteAt; before++) if (text.charCodeAt(before) !== SPACE) return -1;
    let close = text.indexOf('"', quoteAt + 1);
    while (close >= 0 && close + 1 < end && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
    if (close < 0 || close >= end) return -1;
    let after = close + 1;
    while (after < end && text.charCodeAt(after) === SPACE) after++;
    if (after < end && text.charCodeAt(after) !== this.#delimiter) return -1;
    this.#add(text, quoteAt + 1, close);
    return after;
  }

  #add(text: string, start: number, end: number): void {
    let from = start;
    let to = end;
    while (from < to && text.charCodeAt(from) === SPACE) from++;
    while (to > from && text.charCodeAt(to - 1) === SPACE) to--;
    this.from[this.count] = from;
    this.to[this.count] = to;
    this.count++;
  }
}
