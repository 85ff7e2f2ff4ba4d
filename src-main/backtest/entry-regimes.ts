import { SHIPPED_REGIME_MODEL } from '../engine/regime/regime-model.ts';
import type { CandleColumns } from '../model/candle.ts';
import type { ClosedTrade } from '../model/position.ts';
import type { Regime } from '../model/regime.ts';
import type { TimestampMs } from '../model/time.ts';
import { intervalMs } from '../model/time.ts';
import type { BacktestRun } from './recorder.ts';
import { TapeCandle } from './tape-candle.ts';

/**
 * In which regime each trade was entered: that of the latest candle that had closed by then, which is what could be known;
 * null before the model has warmed up, and for a trade in another instrument than the run's own.
 */
export function entryRegimes({ request, trades }: BacktestRun): readonly (Regime | null)[] {
  const { instrument, candles, interval } = request;
  const own = trades.filter(({ instrumentId }) => instrumentId === instrument.id);
  const known = regimesAt(candles, intervalMs(interval), own);
  return trades.map((trade) => known.get(trade) ?? null);
}

/** One walk over the candles, as far as the last entry. */
function regimesAt(
  candles: CandleColumns,
  lengthMs: number,
  trades: readonly ClosedTrade[],
): ReadonlyMap<ClosedTrade, Regime | null> {
  const found = new Map<ClosedTrade, Regime | null>();
  const step = SHIPPED_REGIME_MODEL.begin();
  const candle = new TapeCandle(candles);
  let row = 0;
  const takeUpTo = (timeMs: TimestampMs): void => {
    const { openTimeMs } = candles;
    while (row < openTimeMs.length && (openTimeMs[row] as number) + lengthMs <= timeMs) {
      candle.row = row++;
      step.take(candle);
    }
  };
  for (const trade of trades.toSorted((a, b) => a.entryTimeMs - b.entryTimeMs)) {
    takeUpTo(trade.entryTimeMs);
    found.set(trade, step.regime);
  }
  return found;
}
