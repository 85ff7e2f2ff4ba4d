import type { Disposable } from '../base/disposable.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import type { Money } from '../model/money.ts';

export type EquitySamplerOptions = {
  readonly clock: Clock;
  readonly equity: () => Money;
  /** Keeps a sample on disk; throws when it cannot. */
  readonly record: (timeMs: number, equity: Money) => void;
  readonly tell: (timeMs: number, equity: Money) => void;
  readonly log: Log;
};

const PERIOD_MS = 5_000;
/** An account that stands still is sampled once a minute: the curve has no hole, the file does not grow for nothing. */
const STILL_MS = 60_000;

/** Samples the account's equity for the curve. */
export function sampleEquity(options: EquitySamplerOptions): Disposable {
  let last: { timeMs: number; equity: Money } | undefined;
  return options.clock.every(PERIOD_MS, () => {
    const timeMs = options.clock.nowMs();
    const equity = options.equity();
    if (last !== undefined && last.equity === equity && timeMs - last.timeMs < STILL_MS) return;
    last = { timeMs, equity };
    options.tell(timeMs, equity);
    try {
      options.record(timeMs, equity);
    } catch (error) {
      options.log.warn('an equity sample was not kept', { error: String(error) });
    }
  });
}
