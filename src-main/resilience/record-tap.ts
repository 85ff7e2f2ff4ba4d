import type { Disposable } from '../base/disposable.ts';
import type { Log } from '../engine/ports/log.ts';
import type { RawRecord } from './transport.ts';

/** Hands raw traffic to whoever listens. A listener that throws does not harm the traffic. */
export class RecordTap {
  readonly #log: Log;
  readonly #listeners = new Set<(record: RawRecord) => void>();
  /** False while nobody listens: then no record need be made. */
  isOpen = false;

  constructor(log: Log) {
    this.#log = log;
  }

  open(listener: (record: RawRecord) => void): Disposable {
    // One of its own for each call, so that the same listener given twice is told twice.
    const own = (record: RawRecord): void => listener(record);
    this.#listeners.add(own);
    this.isOpen = true;
    const dispose = (): void => {
      this.#listeners.delete(own);
      this.isOpen = this.#listeners.size > 0;
    };
    return { dispose };
  }

  tell(record: RawRecord): void {
    for (const listener of this.#listeners) {
      try {
        listener(record);
      } catch (error) {
        this.#log.error('a listener to raw traffic failed', { reason: String(error) });
      }
    }
  }
}
