import type { Disposable } from '../base/disposable.ts';
import type { Fact, FactListener } from './facts.ts';
import type { Log } from './ports/log.ts';

/** Numbers what the engine says and tells every observer. An observer that throws is logged and costs trading nothing. */
export class FactStream {
  readonly #listeners = new Set<FactListener>();
  readonly #log: Log;
  #sequence = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Number of the latest fact; 0 before the first. */
  get sequence(): number {
    return this.#sequence;
  }

  get observed(): boolean {
    return this.#listeners.size > 0;
  }

  emit(fact: Fact): void {
    const numbered = { sequence: ++this.#sequence, fact };
    for (const listener of this.#listeners) {
      try {
        listener(numbered);
      } catch (error) {
        this.#log.error('an observer of facts failed', { kind: fact.kind, error: String(error) });
      }
    }
  }

  listen(listener: FactListener): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }
}
