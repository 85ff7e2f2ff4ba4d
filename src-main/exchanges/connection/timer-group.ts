import type { Disposable } from '../../base/disposable.ts';
import type { Timers } from '../../resilience/timers.ts';

/** Timers that end together. After `dispose` none calls back and none can be set. */
export class TimerGroup implements Disposable {
  readonly #timers: Timers;
  readonly #pending = new Set<Disposable>();
  #isDisposed = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  after(delayMs: number, callback: () => void): Disposable {
    if (this.#isDisposed) return { dispose: () => undefined };
    const timer = this.#timers.after(Math.max(0, delayMs), () => {
      this.#pending.delete(timer);
      callback();
    });
    this.#pending.add(timer);
    return {
      dispose: () => {
        this.#pending.delete(timer);
        void timer.dispose();
      },
    };
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const timer of this.#pending) void timer.dispose();
    this.#pending.clear();
  }
}
