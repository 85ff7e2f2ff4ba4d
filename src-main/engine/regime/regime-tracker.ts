import type { Candle, CandleColumns } from '../../model/candle.ts';
import { candleAt } from '../../model/candle.ts';
import type { Regime } from '../../model/regime.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import { intervalMs } from '../../model/time.ts';
import type { RegimeModel, RegimeStep, RegimeView } from '../ports/regime-model.ts';

/** The regime of one bot's candles, and since when. */
export class RegimeTracker implements RegimeView {
  current: Regime | null = null;
  sinceMs: TimestampMs = Number.NaN;
  readonly #step: RegimeStep;
  readonly #lengthMs: number;

  constructor(model: RegimeModel, interval: Interval) {
    this.#step = model.begin();
    this.#lengthMs = intervalMs(interval);
  }

  /** Takes the candles before the first that is judged. */
  takeAll(past: CandleColumns): void {
    for (let row = 0; row < past.openTimeMs.length; row++) this.take(candleAt(past, row));
  }

  /** Takes the next closed candle. True when another regime begins with it. */
  take(candle: Candle): boolean {
    this.#step.take(candle);
    const { regime } = this.#step;
    if (regime === this.current) return false;
    this.current = regime;
    this.sinceMs = candle.openTimeMs + this.#lengthMs;
    return true;
  }
}

type AsksForRegime = {
  readonly definition: { readonly readsRegime?: boolean } | undefined;
  readonly config: { readonly regimes?: object };
};

/** Whether the bot has a regime at all: its strategy reads it or its settings go by it. */
export function hasRegime({ definition, config }: AsksForRegime): boolean {
  return definition?.readsRegime === true || config.regimes !== undefined;
}
