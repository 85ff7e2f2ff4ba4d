import { fail, succeed } from '../../base/outcome.ts';
import type { CandleRange, CandleStore } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { createCandleColumns } from '../../model/candle.ts';
import type { TimestampMs } from '../../model/time.ts';
import { barOpenMs, intervalMs } from '../../model/time.ts';
import { gridValue } from './grid.ts';
import { fillMinute, MinuteTape } from './minute-tape.ts';
import { SharedWalks, SymbolMarket } from './symbol-market.ts';
import { createSymbolModels } from './symbol-model.ts';

const MINUTE_MS = 60_000;
/** 2020-01-01T00:00:00Z. */
export const DEMO_KNOWN_FROM_MS = 1_577_836_800_000;

/** Candles of the simulated market, made on demand from the trades of their minutes. */
export interface DemoHistory {
  knows(instrumentId: string): boolean;
  /**
   * Bars that open at `fromMs` or later and are closed by `toMs` (pass the present time: what still forms is left out),
   * none before the known past. No bar is missing: each minute has trades. A minute costs about a microsecond: long spans
   * belong into a worker. Throws RangeError for an unknown instrument.
   */
  read(range: CandleRange): CandleColumns;
}

export function createDemoHistory(seed: string, knownFromMs: TimestampMs = DEMO_KNOWN_FROM_MS): DemoHistory {
  const walks = new SharedWalks();
  const symbols = new Map(
    createSymbolModels(seed).map((model) => [model.instrument.id, new SymbolMarket(model, walks)]),
  );
  const tape = new MinuteTape();
  return {
    knows: (instrumentId) => symbols.has(instrumentId),
    read(range) {
      const symbol = symbols.get(range.instrumentId);
      if (symbol === undefined)
        throw new RangeError(`instrumentId is "${range.instrumentId}", expected one of the demo market`);
      const lengthMs = intervalMs(range.interval);
      const earliestMs = Math.max(range.fromMs, knownFromMs);
      const alignedMs = barOpenMs(range.interval, earliestMs);
      const firstOpenMs = alignedMs < earliestMs ? alignedMs + lengthMs : alignedMs;
      const count = Math.max(0, Math.floor((range.toMs - firstOpenMs) / lengthMs));
      const columns = createCandleColumns(count);
      for (let row = 0; row < count; row++) {
        writeBar(symbol, tape, { columns, row, openTimeMs: firstOpenMs + row * lengthMs, lengthMs });
      }
      return columns;
    },
  };
}

/** The same behind the engine's port. */
export function createDemoCandleStore(history: DemoHistory): CandleStore {
  return {
    async read(range) {
      if (!history.knows(range.instrumentId)) {
        return fail('unknownInstrument', `instrumentId is "${range.instrumentId}", expected one of the demo market`);
      }
      return succeed(history.read(range));
    },
  };
}

type BarTarget = {
  readonly columns: CandleColumns;
  readonly row: number;
  readonly openTimeMs: TimestampMs;
  readonly lengthMs: number;
};

/** Joins the trades of all minutes of a bar, in whole ticks and steps: exact, and equal to building it trade by trade. */
function writeBar(symbol: SymbolMarket, tape: MinuteTape, target: BarTarget): void {
  const { columns, row, openTimeMs, lengthMs } = target;
  const firstMinute = openTimeMs / MINUTE_MS;
  const minutes = lengthMs / MINUTE_MS;
  let open = 0;
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  let steps = 0;
  for (let minute = firstMinute; minute < firstMinute + minutes; minute++) {
    fillMinute(symbol.model, symbol.shapeOf(minute), tape);
    if (minute === firstMinute) open = tape.priceTicks[1] as number;
    for (let index = 1; index <= tape.count; index++) {
      const ticks = tape.priceTicks[index] as number;
      if (ticks > high) high = ticks;
      if (ticks < low) low = ticks;
      steps += tape.quantitySteps[index] as number;
    }
  }
  const { tick, step } = symbol.model;
  columns.openTimeMs[row] = openTimeMs;
  columns.open[row] = gridValue(tick, open);
  columns.high[row] = gridValue(tick, high);
  columns.low[row] = gridValue(tick, low);
  columns.close[row] = gridValue(tick, tape.priceTicks[tape.count] as number);
  columns.volume[row] = gridValue(step, steps);
}
