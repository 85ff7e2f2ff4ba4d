import type { ZodType } from 'zod';
import { type Candle, type CandleColumns, createCandleColumns } from '../../../model/candle.ts';

/** The live form: both candles belong to the same moment. */
export interface PairStep {
  /** `other` holds NaN prices before its symbol's first candle. */
  update(candle: Candle, other: Candle, out: Float64Array): void;
}

/** An indicator over two symbols: as IndicatorDefinition, with the other symbol's candles beside each of one's own. */
export type PairIndicatorDefinition<Params extends object = object> = {
  readonly name: string;
  readonly title: string;
  readonly outputs: readonly string[];
  readonly pane: 'price' | 'own';
  readonly params: ZodType<Params>;
  /** Counted from the first row where both symbols have a candle. */
  warmUp(params: Params): number;
  /** `other` has a row for each of `candles`: see `alignCandles`. */
  series(candles: CandleColumns, other: CandleColumns, params: Params): readonly Float64Array[];
  step(params: Params): PairStep;
};

/** The series form runs the step, as in stepwise.ts. */
export function definePairIndicator<Params extends object>(
  definition: Omit<PairIndicatorDefinition<Params>, 'series'>,
): PairIndicatorDefinition {
  const whole: PairIndicatorDefinition<Params> = {
    ...definition,
    series(candles, other, params) {
      const length = candles.close.length;
      if (other.close.length !== length) {
        throw new RangeError(`the other symbol has ${other.close.length} rows, expected ${length}: align them first`);
      }
      const columns = definition.outputs.map(() => new Float64Array(length));
      const out = new Float64Array(columns.length);
      const step = definition.step(params);
      for (let i = 0; i < length; i++) {
        step.update(rowOf(candles, i), rowOf(other, i), out);
        for (let k = 0; k < columns.length; k++) (columns[k] as Float64Array)[i] = out[k] as number;
      }
      return columns;
    },
  };
  return whole as unknown as PairIndicatorDefinition;
}

function rowOf(columns: CandleColumns, index: number): Candle {
  return {
    openTimeMs: columns.openTimeMs[index] as number,
    open: columns.open[index] as number,
    high: columns.high[index] as number,
    low: columns.low[index] as number,
    close: columns.close[index] as number,
    volume: columns.volume[index] as number,
  };
}

/**
 * `other` with one row per time in `openTimeMs`: its latest candle at or before that time, so that nothing later is seen; NaN
 * prices and no volume before its first. Where its own candle is missing the last one stands, with no volume.
 */
export function alignCandles(openTimeMs: Float64Array, other: CandleColumns): CandleColumns {
  const length = openTimeMs.length;
  const aligned = createCandleColumns(length);
  let row = -1;
  for (let i = 0; i < length; i++) {
    const time = openTimeMs[i] as number;
    while (row + 1 < other.openTimeMs.length && (other.openTimeMs[row + 1] as number) <= time) row++;
    const isOwn = row >= 0 && other.openTimeMs[row] === time;
    aligned.openTimeMs[i] = time;
    for (const name of ['open', 'high', 'low', 'close'] as const) {
      aligned[name][i] = row < 0 ? Number.NaN : (other[name][row] as number);
    }
    aligned.volume[i] = isOwn ? (other.volume[row] as number) : 0;
  }
  return aligned;
}
