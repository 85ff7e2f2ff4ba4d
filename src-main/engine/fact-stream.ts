import type { Disposable } from '../base/disposable.ts';
import type { Fact, FactListener } from './facts.ts';
import type { Log } from './ports/log.ts';

/** Numbers what the engine says and tells every observer. An observer that throws is logged and costs trading nothing. */
export class FactStream {
  /** Replaced, never changed: a listener may leave while it is being told. */
  #listeners: readonly FactListener[] = [];
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
    return this.#listeners.length > 0;
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
    this.#listeners = [...this.#listeners, listener];
    return {
      dispose: () => {
        this.#listeners = this.#listeners.filter((other) => other !== listener);
      },
    };
  }
}
