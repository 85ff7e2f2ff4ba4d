import type { Tape } from '../backtest/tape.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { CandleRange, CandleStore } from '../engine/ports/candle-store.ts';
import { furtherSeriesOf } from '../engine/strategies/further-series.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { FindInstrument } from '../ipc/to-view.ts';

export type OtherTapesPorts = { readonly candles: CandleStore; readonly findInstrument: FindInstrument };

/** A shipped strategy with its parameters as typed. */
export type WatchingStrategy = { readonly strategyId: string; readonly params: unknown };

/** The candles of every other symbol the strategy looks at, over the range of its own. Wrong parameters look at nothing. */
export async function readOtherTapes(
  { candles, findInstrument }: OtherTapesPorts,
  { strategyId, params }: WatchingStrategy,
  range: CandleRange,
): Promise<Outcome<readonly Tape[]>> {
  const definition = findStrategy(strategyId);
  const parsed = definition?.params.safeParse(params);
  if (definition === undefined || parsed?.success !== true) return succeed([]);
  const series = furtherSeriesOf(definition, parsed.data, range);
  const others = new Set(series.map(({ instrumentId }) => instrumentId).filter((id) => id !== range.instrumentId));
  const tapes: Tape[] = [];
  for (const instrumentId of others) {
    const instrument = findInstrument(instrumentId);
    if (instrument === undefined) {
      return fail('unknownInstrument', `${strategyId} looks at ${instrumentId}, expected one that has candles`);
    }
    const read = await candles.read({ ...range, instrumentId });
    if (!read.ok) return read;
    tapes.push({ instrument, interval: range.interval, candles: read.value });
  }
  return succeed(tapes);
}
