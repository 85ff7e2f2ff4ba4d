import { describe, expect, it } from 'vitest';
import { sliceCandleColumns } from '../../../../../src-main/model/candle.ts';
import { expectSame, outputsOf, referenceFolderIsAbsent, stockIndicators, tradingView } from './reference-values.ts';

/** New York changed its clocks on this day of 2025, and with them the UTC start of the sessions in the file. */
const CLOCK_CHANGE_MS = Date.UTC(2025, 2, 9);

describe.skipIf(referenceFolderIsAbsent)('TradingView ta.pivot_point_levels by day, sessions from 22:00 UTC', () => {
  const cases: readonly [string, Record<string, string>][] = [
    ['traditional', { pivot: 'P_trad', r1: 'R1_trad', s1: 'S1_trad', r2: 'R2_trad', s2: 'S2_trad', r3: 'R3_trad' }],
    ['fibonacci', { pivot: 'P_fib', r1: 'R1_fib', s1: 'S1_fib' }],
    ['demark', { pivot: 'P_dm', r1: 'R1_dm', s1: 'S1_dm' }],
    ['camarilla', { pivot: 'P_cam', r4: 'R4_cam', s4: 'S4_cam' }],
    ['woodie', { pivot: 'P_woodie' }],
  ];
  it.each(cases)('%s', (type, outputs) => {
    const reference = tradingView('pivot_point_levels.csv.gz');
    const end = reference.candles.openTimeMs.findIndex((time) => time >= CLOCK_CHANGE_MS);
    const candles = sliceCandleColumns(reference.candles, 0, end);
    const actual = outputsOf('pivot-points', candles, { type, sessionStartMinutes: 22 * 60 });
    expect(end).toBeGreaterThan(2000);
    for (const [output, column] of Object.entries(outputs)) {
      const expected = reference.column(column).subarray(0, end);
      expectSame(
        actual[output],
        expected.map((value) => (value === 1e100 ? Number.NaN : value)),
      );
    }
  });
});

describe('camarilla', () => {
  it('has the close as pivot in Stock.Indicators', () => {
    const { candles } = stockIndicators('sma');
    const settings = { type: 'camarilla', timeframe: 'month' };
    const stock = outputsOf('pivot-points', candles, { ...settings, definition: 'stock-indicators' });
    const tradingview = outputsOf('pivot-points', candles, settings);
    expect(stock.pivot?.[20]).toBe(candles.close[19]);
    expect(tradingview.pivot?.[20]).not.toBe(stock.pivot?.[20]);
    expect(tradingview.r4?.[20]).toBe(stock.r4?.[20]);
  });
});
