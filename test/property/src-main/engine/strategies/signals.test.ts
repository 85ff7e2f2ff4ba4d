import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNALS } from '../../../../../src-main/engine/strategies/signals/signals.ts';
import { signalReadings, signalWarmUp } from '../../../../fakes/signal-scores.ts';
import { arbitraryCandles } from '../indicators/arbitrary-candles.ts';

const NAMES = SIGNALS.map(({ name }) => name);
/** The others than the defaults, where a parameter changes what is computed and not only by how much. */
const VARIANTS: readonly (readonly [string, object])[] = [
  ...NAMES.map((name) => [name, {}] as const),
  ['stochastic_rsi', { period: 2, stochastic: 3, smoothing: 1 }],
  ['vwap_distance', { reading: 'trend', session: 'month', period: 1 }],
  ['candlestick_pattern', { bullish: 'bullish-engulfing', bearish: 'bearish-engulfing', bars: 10 }],
  ['structure', { swingLength: 1, bars: 5 }],
  ['structure', { swingLength: 2, breaks: 'choch' }],
  ['bollinger', { period: 2, deviations: 0.1 }],
  ['volume_surge', { period: 2, surge: 0, full: 1 }],
];

describe('every signal, on any candles', () => {
  it.each(VARIANTS)('%s %j scores within −1 and +1, and its value is a number once it is warm', (name, params) => {
    const warmUp = signalWarmUp(name, params);
    fc.assert(
      fc.property(arbitraryCandles(150), ({ rows }) => {
        for (const [row, { score, value }] of signalReadings(name, rows, { params }).entries()) {
          expect(Math.abs(score), `score of bar ${row} is ${score}`).toBeLessThanOrEqual(1);
          if (row >= warmUp) expect(value, `value of bar ${row}`).toSatisfy(Number.isFinite);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each(VARIANTS)(
    '%s %j says the same of a bar whatever follows, and the same live as in a backtest',
    (name, params) => {
      fc.assert(
        fc.property(arbitraryCandles(100), fc.nat(100), ({ rows }, length) => {
          const prefix = rows.slice(0, length);
          const whole = signalReadings(name, rows, { params, live: false });
          expect(signalReadings(name, prefix, { params, live: false })).toEqual(whole.slice(0, prefix.length));
          expect(signalReadings(name, rows, { params })).toEqual(whole);
        }),
        { numRuns: 25 },
      );
    },
  );
});
