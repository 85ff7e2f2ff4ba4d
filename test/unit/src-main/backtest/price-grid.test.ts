import { describe, expect, it } from 'vitest';
import { countsInTicks, withTickOf } from '../../../../src-main/backtest/price-grid.ts';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { priceToText } from '../../../../src-main/model/money.ts';
import { instrumentFor } from '../../../fakes/engine-session.ts';

describe('the tick that a file’s prices show', () => {
  it.each([
    [[100, 101, 99, 100], '1'],
    [[100.5, 101.25, 99, 100], '0.01'],
    [[1.10001, 1.2, 1.1, 1.1], '0.00001'],
    [[0.0000012, 0.000002, 0.000001, 0.0000015], '0.0000001'],
    [[1e-14, 2e-14, 1e-14, 1e-14], '0.000000000001'],
  ])('of %j is %s', ([open = 0, high = 0, low = 0, close = 0], tick) => {
    const candles = candleColumnsOf([{ openTimeMs: 0, open, high, low, close, volume: 1 }]);
    expect(priceToText(withTickOf(instrumentFor('BTC-USDT'), candles).tick)).toBe(tick);
  });

  it('matters to some models alone', () => {
    expect(countsInTicks({ limits: { kind: 'penetration', ticks: 2 } })).toBe(true);
    expect(countsInTicks({ limits: { kind: 'queue', shareAhead: 1 } })).toBe(true);
    expect(countsInTicks({ slippage: { kind: 'ticks', ticks: 1 } })).toBe(true);
    expect(countsInTicks({ limits: { kind: 'touch' }, participation: 0.1 })).toBe(false);
    expect(countsInTicks({})).toBe(false);
  });
});
