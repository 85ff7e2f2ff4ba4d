import type { Candle, CandleColumns } from '../../model/candle.ts';
import { defineIndicator, type IndicatorDefinition, type IndicatorStep } from './indicator.ts';

/**
 * Most indicators need no series form of their own: theirs runs the step over the columns, so the two agree by
 * construction. The few that are read in every backtest have a loop of their own instead.
 */
export function defineStepwise<Params extends object>(
  definition: Omit<IndicatorDefinition<Params>, 'series'>,
): IndicatorDefinition {
  return defineIndicator<Params>({
    ...definition,
    series: (candles, params) => runStep(definition.step(params), candles, definition.outputs.length),
  });
}

/** One column per output. One candle object is filled again and again: a step may read it, not keep it. */
export function runStep(step: IndicatorStep, candles: CandleColumns, outputs: number): Float64Array[] {
  const { openTimeMs, open, high, low, close, volume } = candles;
  const length = close.length;
  const columns = Array.from({ length: outputs }, () => new Float64Array(length));
  const out = new Float64Array(outputs);
  const candle = blankCandle();
  for (let i = 0; i < length; i++) {
    candle.openTimeMs = openTimeMs[i] as number;
    candle.open = open[i] as number;
    candle.high = high[i] as number;
    candle.low = low[i] as number;
    candle.close = close[i] as number;
    candle.volume = volume[i] as number;
    step.update(candle, out);
    for (let k = 0; k < outputs; k++) (columns[k] as Float64Array)[i] = out[k] as number;
  }
  return columns;
}

/** NaN and not 0, so that the engine stores the fields as floats from the start. */
function blankCandle(): { -readonly [Field in keyof Candle]: Candle[Field] } {
  const blank = Number.NaN;
  return { openTimeMs: blank, open: blank, high: blank, low: blank, close: blank, volume: blank };
}
