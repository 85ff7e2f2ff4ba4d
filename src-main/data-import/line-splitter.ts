/** Longer lines are not prices; they are cut here, so that a file without line ends cannot fill the memory. */
const LONGEST_LINE = 1 << 20;

/** Takes one line: `text` from `start` to `end`, line end left out, and its number in the file, the first being 1. */
export type TakeLine = (text: string, start: number, end: number, line: number) => void;

/** Cuts text that comes in pieces into lines ended by LF or CRLF; a last line without an end counts too. */
export class LineSplitter {
  readonly #take: TakeLine;
  #rest = '';
  #line = 0;
  #overlong = false;

  constructor(take: TakeLine) {
    this.#take = take;
  }

  push(piece: string): void {
    const text = this.#rest === '' ? piece : this.#rest + piece;
    let start = 0;
    let end = text.indexOf('\n', this.#rest.length);
    while (end >= 0) {
      this.#emit(text, start, end);
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    this.#rest = start === 0 ? text : text.slice(start);
    if (this.#rest.length > LONGEST_LINE) this.#cut();
  }

  end(): void {
    if (this.#rest !== '' || this.#overlong) this.#emit(this.#rest, 0, this.#rest.length);
    this.#rest = '';
  }

  /** The first part of an overlong line is handed on as the line; what follows up to its end is passed over. */
  #cut(): void {
    if (!this.#overlong) {
      this.#line++;
      this.#take(this.#rest, 0, LONGEST_LINE, this.#line);
    }
    this.#overlong = true;
    this.#rest = '';
  }

  #emit(text: string, start: number, end: number): void {
    if (this.#overlong) {
      this.#overlong = false;
      return;
    }
    this.#line++;
    const withoutReturn = end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    this.#take(text, start, withoutReturn, this.#line);
  }
}
