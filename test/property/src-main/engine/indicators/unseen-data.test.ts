import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { INDICATORS, readIndicatorParams } from '../../../../../src-main/engine/indicator-registry.ts';
import { PAIR_INDICATORS } from '../../../../../src-main/engine/indicators/pairs/pair-registry.ts';
import { type Candle, type CandleColumns, candleColumnsOf } from '../../../../../src-main/model/candle.ts';

/** The `i`-th candle of prices that a market may have and a formula may not expect. */
type Shape = (i: number) => Omit<Candle, 'openTimeMs'>;

const flat = (price: number, volume: number) => ({ open: price, high: price, low: price, close: price, volume });

/** Moves by a hundredth up and down around `size`. */
function moving(size: number, volume: number): Shape {
  return (i) => {
    const [open, close] = [size * (1 + (i % 3) / 100), size * (1 + ((i + 1) % 3) / 100)];
    return { open, high: Math.max(open, close) * 1.001, low: Math.min(open, close) * 0.999, close, volume };
  };
}

const SHAPES: Readonly<Record<string, Shape>> = {
  'a constant price': () => flat(100, 5),
  'a constant price that is no binary fraction': () => flat(0.1, 1 / 3),
  'a constant price without volume': () => flat(100, 0),
  'prices without volume': moving(100, 0),
  'volume on one candle in fifty': (i) => ({ ...moving(100, 0)(i), volume: i % 50 === 7 ? 1e9 : 0 }),
  'prices of 1e15': moving(1e15, 1e12),
  'prices of 1e-15': moving(1e-15, 1e-9),
  'prices of zero': () => flat(0, 5),
  'a price that falls to zero and stays': (i) => (i < 200 ? moving(100, 5)(i) : flat(0, 5)),
  'one spike by a million times': (i) => moving(i === 150 ? 1e8 : 100, 5)(i),
};

const LENGTHS = [0, 1, 2, 3, 700];

function tape(shape: Shape, length: number): CandleColumns {
  return candleColumnsOf(Array.from({ length }, (_, i) => ({ openTimeMs: i * 3_600_000, ...shape(i) })));
}

/** Row and value of the first that is neither a finite number nor NaN, or NaN where a value was promised. */
function fault(columns: readonly Float64Array[], length: number, promisedFrom: number): string | null {
  for (const [k, column] of columns.entries()) {
    if (column.length !== length) return `output ${k} has ${column.length} rows, expected ${length}`;
    const index = column.findIndex(
      (value, i) => Math.abs(value) === Infinity || (i >= promisedFrom && Number.isNaN(value)),
    );
    if (index >= 0) return `output ${k} at row ${index} is ${column[index]}`;
  }
  return null;
}

describe.each(Object.entries(SHAPES))('%s', (_, shape) => {
  it.each([...INDICATORS.values()])('$name: finite once warm, NaN before, never infinite', (indicator) => {
    for (const raw of [{}, { definition: 'stock-indicators' }]) {
      const outcome = readIndicatorParams(indicator, raw);
      if (!outcome.ok) continue;
      const promisedFrom = indicator.sparse === true ? Number.POSITIVE_INFINITY : indicator.warmUp(outcome.value);
      for (const length of LENGTHS) {
        const columns = indicator.series(tape(shape, length), outcome.value);
        expect(fault(columns, length, promisedFrom), `${length} candles, ${JSON.stringify(raw)}`).toBeNull();
      }
    }
  });

  it.each([...PAIR_INDICATORS.values()])('$name: finite once warm, NaN before, never infinite', (indicator) => {
    const params = indicator.params.parse({});
    for (const length of LENGTHS) {
      const columns = indicator.series(tape(shape, length), tape(moving(50, 1), length), params);
      expect(fault(columns, length, indicator.warmUp(params)), `${length} candles`).toBeNull();
    }
  });
});

describe.each([...INDICATORS.values()])('$name', (indicator) => {
  it('stays finite where movement is followed by thousands of candles without any', () => {
    // Long enough for an average that halves every ten candles to leave the range of float64.
    const length = 12_000;
    const candles = tape((i) => (i < 200 ? moving(100, 5)(i) : flat(101, 0)), length);
    const params = unwrap(readIndicatorParams(indicator, {}));
    const promisedFrom = indicator.sparse === true ? Number.POSITIVE_INFINITY : indicator.warmUp(params);
    expect(fault(indicator.series(candles, params), length, promisedFrom)).toBeNull();
  });

  it('is empty as long as it warms up', () => {
    const params = unwrap(readIndicatorParams(indicator, {}));
    const length = indicator.warmUp(params);
    const columns = indicator.series(tape(SHAPES['prices of 1e15'] as Shape, length), params);
    for (let i = 0; i < length; i++) expect(columns.some((column) => Number.isNaN(column[i]))).toBe(true);
  });
});
