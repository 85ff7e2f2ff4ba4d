import type { Log } from '../engine/ports/log.ts';

/** What the person must hear although there is no window yet: kept until one has asked for its snapshot. */
export class Notices {
  readonly #log: Log;
  #tell: (message: string) => void = () => undefined;
  #waiting: (() => void)[] = [];
  #isOpen = false;

  constructor(log: Log) {
    this.#log = log;
  }

  tellTo(tell: (message: string) => void): void {
    this.#tell = tell;
  }

  /** Null is nothing to tell. */
  add(message: string | null): void {
    if (message === null) return;
    this.#log.warn('notice', { message });
    this.whenOpen(() => this.#tell(message));
  }

  /** Now, or once a window listens. */
  whenOpen(tell: () => void): void {
    if (this.#isOpen) tell();
    else this.#waiting.push(tell);
  }

  /** A window listens from now on. */
  open(): void {
    this.#isOpen = true;
    for (const tell of this.#waiting.splice(0)) tell();
  }
}
