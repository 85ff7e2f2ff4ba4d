import type { Disposable } from '../base/disposable.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import type { Money } from '../model/money.ts';

/** An account's equity now. */
export type AccountEquity = { readonly accountId: string; readonly equity: Money };

export type EquitySamplerOptions = {
  readonly clock: Clock;
  readonly equities: () => readonly AccountEquity[];
  /** Keeps a sample on disk; throws when it cannot. */
  readonly record: (sample: AccountEquity, timeMs: number) => void;
  readonly tell: (sample: AccountEquity, timeMs: number) => void;
  readonly log: Log;
};

const PERIOD_MS = 5_000;
/** An account that stands still is sampled once a minute: the curve has no hole, the file does not grow for nothing. */
const STILL_MS = 60_000;

/** Samples the equity of every account for its curve. */
export function sampleEquity(options: EquitySamplerOptions): Disposable {
  const last = new Map<string, { timeMs: number; equity: Money }>();
  return options.clock.every(PERIOD_MS, () => {
    const timeMs = options.clock.nowMs();
    for (const sample of options.equities()) {
      const before = last.get(sample.accountId);
      if (before !== undefined && before.equity === sample.equity && timeMs - before.timeMs < STILL_MS) continue;
      last.set(sample.accountId, { timeMs, equity: sample.equity });
      options.tell(sample, timeMs);
      try {
        options.record(sample, timeMs);
      } catch (error) {
        options.log.warn('an equity sample was not kept', { error: String(error) });
      }
    }
  });
}
