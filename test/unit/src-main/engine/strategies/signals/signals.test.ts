import { describe, expect, it } from 'vitest';
import { createLiveFrame } from '../../../../../../src-main/engine/indicators/live-frame.ts';
import { inputsOf } from '../../../../../../src-main/engine/strategies/inputs-of.ts';
import { findStrategy } from '../../../../../../src-main/engine/strategies/registry.ts';
import { SIGNALS } from '../../../../../../src-main/engine/strategies/signals/signals.ts';
import { shareOf } from '../../../../../../src-main/engine/strategies/signals/weighted-score.ts';
import type { Candle } from '../../../../../../src-main/model/candle.ts';
import { candleAt } from '../../../../../../src-main/model/candle.ts';
import { bitcoinDays } from '../../../../../fakes/bitcoin-days.ts';
import { regimeOracle } from '../../../../../fakes/regime-oracle.ts';
import { seededCandles } from '../../../../../fakes/seeded-tape.ts';
import { signalReadings, signalWarmUp } from '../../../../../fakes/signal-scores.ts';

type Bar = { open?: number; high?: number; low?: number; close: number; volume?: number };

/** Minute bars from what matters of them; what is left out follows from the close. */
function tape(bars: readonly Bar[]): Candle[] {
  return bars.map(
    ({ close, open = close, high = Math.max(open, close), low = Math.min(open, close), volume = 1 }, row) => ({
      openTimeMs: Date.UTC(2024, 0, 1) + row * 60_000,
      open,
      high,
      low,
      close,
      volume,
    }),
  );
}
const closes = (...values: number[]): Candle[] => tape(values.map((close) => ({ close })));
const scores = (name: string, candles: readonly Candle[], params: object = {}): number[] =>
  signalReadings(name, candles, { params }).map(({ score }) => score);
const last = (values: readonly number[]): number => values.at(-1) ?? Number.NaN;
const clamp = (value: number): number => Math.max(-1, Math.min(1, value));
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const WALK = seededCandles('signals', { bars: 1_500, volatility: 0.01 });
const NEW_NAMES = SIGNALS.filter(({ defaultEnabled }) => !defaultEnabled).map(({ name }) => name);

describe('which signals are heard', () => {
  it('the three it grew from, unless asked otherwise', () => {
    const heard = SIGNALS.filter(({ defaultEnabled }) => defaultEnabled).map(({ name }) => name);
    expect(heard).toEqual(['rsi', 'moving_average', 'macd']);
    expect(NEW_NAMES).toHaveLength(9);
    const blend = findStrategy('signal-blend');
    const names = Object.keys(blend?.indicators(blend.params.parse({})) ?? {});
    expect(new Set(names.map((name) => name.split('.')[0]))).toEqual(new Set(heard));
  });

  it('each that is asked for, with its own indicators, candles and weight', () => {
    const blend = findStrategy('signal-blend');
    if (blend === undefined) throw new Error('signal-blend is not there');
    const signal_config = Object.fromEntries(SIGNALS.map(({ name }) => [name, { enabled: true }]));
    const params = blend.params.parse({ signal_config });
    const frame = createLiveFrame(blend.indicators(params), null);
    const run = blend.create(params, inputsOf(frame));
    for (const candle of WALK) frame.advance(candle);
    run.decide();
    const parts = run.explain?.().parts ?? [];
    expect(parts.map(({ signal, weight }) => [signal, weight])).toEqual(
      SIGNALS.map(({ name, defaultWeight }) => [name, defaultWeight]),
    );
    for (const { signal, score, value } of parts) expect({ score, value }).toEqual(signalReadings(signal, WALK).at(-1));
  });

  it('the warm-up of the blend is that of its slowest voice', () => {
    const blend = findStrategy('signal-blend');
    const params = (enabled: boolean) =>
      blend?.params.parse({ signal_config: { bollinger: { enabled, period: 300 } } }) ?? {};
    expect(signalWarmUp('bollinger', { period: 300 })).toBe(299);
    expect(blend?.warmUp(params(true))).toBe(299);
    expect(blend?.warmUp(params(false))).toBeLessThan(60);
  });

  it.each(NEW_NAMES)('%s says nothing in a market that does not move, nor before it is warm', (name) => {
    const still = tape(Array.from({ length: 120 }, () => ({ close: 0.1 })));
    expect(new Set(scores(name, still))).toEqual(new Set([0]));
    const silent = tape(Array.from({ length: 120 }, () => ({ close: 0.1, volume: 0 })));
    expect(new Set(scores(name, silent))).toEqual(new Set([0]));
    const warmUp = signalWarmUp(name);
    if (name !== 'candlestick_pattern') expect(new Set(scores(name, WALK).slice(0, warmUp))).toEqual(new Set([0]));
  });

  it.each(NEW_NAMES.filter((name) => name !== 'candlestick_pattern'))(
    '%s speaks up on a tape that moves, for both sides',
    (name) => {
      const all = scores(name, WALK);
      expect(Math.max(...all)).toBeGreaterThan(0.3);
      expect(Math.min(...all)).toBeLessThan(-0.3);
    },
  );
});

describe('bollinger', () => {
  it('is minus the place between middle and band', () => {
    // 1, 2, 3: middle 2, deviation √(2/3); the close is 1 above.
    expect(last(scores('bollinger', closes(1, 2, 3), { period: 3, deviations: 2 }))).toBeCloseTo(
      -1 / (2 * Math.sqrt(2 / 3)),
      12,
    );
    expect(last(scores('bollinger', closes(3, 2, 1), { period: 3, deviations: 2 }))).toBeCloseTo(
      1 / (2 * Math.sqrt(2 / 3)),
      12,
    );
    expect(last(scores('bollinger', closes(1, 3, 2), { period: 3 }))).toBe(0);
    expect(last(scores('bollinger', closes(1, 2, 3), { period: 3, deviations: 0.5 }))).toBe(-1);
  });

  it('by the formula on a walk', () => {
    const found = scores('bollinger', WALK);
    for (let row = 19; row < WALK.length; row++) {
      const window = WALK.slice(row - 19, row + 1).map(({ close }) => close);
      const middle = mean(window);
      const deviation = Math.sqrt(mean(window.map((close) => (close - middle) ** 2)));
      expect(found[row]).toBeCloseTo(-clamp(((WALK[row]?.close ?? 0) - middle) / (2 * deviation)), 9);
    }
  });
});

describe('stochastic_rsi', () => {
  it('buys at 20 and below, sells at 80 and above, straight lines between', () => {
    const readings = signalReadings('stochastic_rsi', WALK).slice(signalWarmUp('stochastic_rsi'));
    for (const { score, value } of readings) expect(score).toBeCloseTo(clamp((50 - value) / 30), 12);
    expect(readings.filter(({ score }) => Math.abs(score) < 1).length).toBeGreaterThan(50);
    const [reading] = signalReadings('stochastic_rsi', WALK, { params: { buy: 10, sell: 60 } }).slice(-1);
    const { value = 0, score = 0 } = reading ?? {};
    expect(score).toBeCloseTo(value < 50 ? clamp((50 - value) / 40) : -clamp((value - 50) / 10), 12);
  });

  it('says nothing while a price at rest leaves the RSI without a range', () => {
    // A walk that stops: the RSI stays where it was, to rounding.
    const price = WALK[99]?.close ?? 0;
    const stopped = [
      ...WALK.slice(0, 100),
      ...WALK.slice(100, 160).map((candle) => ({ ...candle, open: price, high: price, low: price, close: price })),
    ];
    expect(new Set(scores('stochastic_rsi', stopped).slice(115))).toEqual(new Set([0]));
  });
});

describe('adx_trend', () => {
  it('rises with the ADX from the threshold to full, signed by the larger DI', () => {
    const up = tape(Array.from({ length: 60 }, (_, row) => ({ close: 100 + row })));
    const down = tape(Array.from({ length: 60 }, (_, row) => ({ close: 100 - row })));
    expect(last(scores('adx_trend', up))).toBe(1);
    expect(last(scores('adx_trend', down))).toBe(-1);
    const readings = signalReadings('adx_trend', WALK).slice(signalWarmUp('adx_trend'));
    for (const { score, value } of readings)
      expect(Math.abs(score)).toBeCloseTo(clamp(Math.max(0, (value - 20) / 20)), 12);
    expect(readings.some(({ score }) => score === 0)).toBe(true);
  });

  it('threshold and full change the line; a threshold above full is refused', () => {
    const readings = signalReadings('adx_trend', WALK, { params: { threshold: 0, full: 100 } }).slice(27);
    for (const { score, value } of readings) expect(Math.abs(score)).toBeCloseTo(value / 100, 12);
    const signal = SIGNALS.find(({ name }) => name === 'adx_trend');
    expect(signal?.params.safeParse({ threshold: 40, full: 40 }).error?.issues[0]?.message).toBe(
      'threshold must be below full',
    );
  });
});

describe('supertrend', () => {
  it('is the side of the line: one up, one down, turning with a close beyond it', () => {
    const bars = tape(
      [10, 11, 12, 13, 14, 15, 5, 4, 3].map((close) => ({ close, high: close + 0.5, low: close - 0.5 })),
    );
    const found = signalReadings('supertrend', bars, { params: { period: 2, multiplier: 1 } });
    expect(found.slice(0, 1).map(({ score }) => score)).toEqual([0]);
    for (const [row, { score, value }] of found.entries()) {
      if (row > 0) expect(score).toBe(Math.sign((bars[row]?.close ?? 0) - value));
    }
    expect(found.map(({ score }) => score).slice(4)).toEqual([1, 1, -1, -1, -1]);
  });
});

describe('volume_surge', () => {
  const bars = (volumes: readonly number[], open: number, close: number): Candle[] =>
    tape(volumes.map((volume, row) => (row === volumes.length - 1 ? { open, close, volume } : { close: 10, volume })));

  it('is the volume against its mean, signed by the bar', () => {
    // Mean of 1, 1, 1, 5 is 2: 2.5 times the mean, (2.5 − 1.5) ÷ 1.5.
    const params = { period: 4 };
    expect(last(scores('volume_surge', bars([1, 1, 1, 5], 10, 11), params))).toBeCloseTo(2 / 3, 12);
    expect(last(scores('volume_surge', bars([1, 1, 1, 5], 10, 9), params))).toBeCloseTo(-2 / 3, 12);
    expect(last(scores('volume_surge', bars([1, 1, 1, 5], 10, 10), params))).toBe(0);
    expect(last(scores('volume_surge', bars([1, 1, 1, 1], 10, 11), params))).toBe(0);
    expect(last(scores('volume_surge', bars([0, 0, 0, 5], 10, 11), params))).toBe(1);
    expect(last(scores('volume_surge', bars([0, 0, 0, 0], 10, 11), params))).toBe(0);
  });

  it('by the formula on a walk', () => {
    const found = scores('volume_surge', WALK, { surge: 1, full: 2 });
    for (let row = 19; row < WALK.length; row++) {
      const { open = 0, close = 0, volume = 0 } = WALK[row] ?? {};
      const times = volume / mean(WALK.slice(row - 19, row + 1).map((candle) => candle.volume));
      expect(found[row]).toBeCloseTo(Math.sign(close - open) * clamp(Math.max(0, times - 1)), 9);
    }
  });
});

describe('vwap_distance', () => {
  it('is the distance in ranges over full, against it or with it', () => {
    // Prices 10 and 13 of equal volume: VWAP 11.5; ranges 0 and 3, mean 1.5: the close is 1 range above.
    const bars = closes(10, 13);
    expect(last(scores('vwap_distance', bars, { period: 2 }))).toBeCloseTo(-0.5, 12);
    expect(last(scores('vwap_distance', bars, { period: 2, reading: 'trend' }))).toBeCloseTo(0.5, 12);
    expect(last(scores('vwap_distance', bars, { period: 2, full: 0.5 }))).toBe(-1);
    expect(last(scores('vwap_distance', closes(13, 10), { period: 2, full: 4 }))).toBeCloseTo(0.25, 12);
  });

  it('begins again with its session', () => {
    const bars = closes(10, 13).map((candle, row) => ({
      ...candle,
      openTimeMs: Date.UTC(2024, 0, 30, 12) + row * 86_400_000,
    }));
    expect(last(scores('vwap_distance', bars, { period: 2 }))).toBe(0);
    expect(last(scores('vwap_distance', bars, { period: 2, session: 'month' }))).toBeCloseTo(-0.5, 12);
  });
});

describe('structure', () => {
  /** Bars that go from close to close, half a point of wick at either end; `turned` is the same upside down. */
  const path = (values: readonly number[], turned = false): Candle[] =>
    tape(
      values.map((value, row) => {
        const [open, close] = [values[row - 1] ?? value, value].map((price) => (turned ? 40 - price : price));
        const [from = 0, to = 0] = [open, close];
        return { open: from, close: to, high: Math.max(from, to) + 0.5, low: Math.min(from, to) - 0.5 };
      }),
    );
  // Low at bar 3, high of 17.5 at 6; the low at 9 is higher (BOS) or lower (CHOCH); the close of bar 13 breaks the high.
  const BOS = [14, 13, 12, 11, 13, 15, 17, 16, 15, 14, 15, 16, 17, 18, 19, 20];
  const CHOCH = [14, 13, 12, 11, 13, 15, 17, 15, 12, 9, 12, 15, 17, 18, 19, 20];
  const params = { swingLength: 2, bars: 4 };
  const heard = [...Array.from({ length: 13 }, () => 0), 1, 0.75, 0.5];

  it('is heard from the close that breaks the structure on, fading', () => {
    expect(scores('structure', path(BOS), params)).toEqual(heard);
    expect(scores('structure', path(CHOCH), params)).toEqual(heard);
    expect(scores('structure', path(BOS, true), params)).toEqual(heard.map((score) => 0 - score));
    expect(last(scores('structure', path([...BOS, 21, 22, 23]), params))).toBe(0);
  });

  it('hears only the breaks it is to listen to', () => {
    expect(new Set(scores('structure', path(BOS), { ...params, breaks: 'choch' }))).toEqual(new Set([0]));
    expect(new Set(scores('structure', path(CHOCH), { ...params, breaks: 'bos' }))).toEqual(new Set([0]));
    expect(scores('structure', path(CHOCH), { ...params, breaks: 'choch' })).toEqual(heard);
  });
});

describe('regime', () => {
  const days = bitcoinDays();
  const candles = Array.from(days.close.keys(), (row) => candleAt(days, row));
  const told = regimeOracle(days).map(({ regime }) => regime);

  it('has the score of the market’s regime, 0 before it is known', () => {
    const standard = { range: 0, trendUp: 1, trendDown: -1, highVolatility: 0, crisis: -1 };
    expect(scores('regime', candles)).toEqual(told.map((regime) => (regime === null ? 0 : standard[regime])));
    const own = { range: 0.5, trendUp: 0, trendDown: 0, highVolatility: -0.25, crisis: 1 };
    expect(scores('regime', candles, own)).toEqual(told.map((regime) => (regime === null ? 0 : own[regime])));
  });
});

describe('candlestick_pattern', () => {
  const engulfed = (up: boolean): Bar[] => {
    const [small, large] = [
      { open: 11, close: 10, high: 11.2, low: 9.8 },
      { open: 9.5, close: 11.5, high: 11.6, low: 9.4 },
    ];
    const turned = ({ open, close, high, low }: { open: number; close: number; high: number; low: number }) => ({
      open: 21 - open,
      close: 21 - close,
      high: 21 - low,
      low: 21 - high,
    });
    return up ? [small, large] : [turned(small), turned(large)];
  };
  const params = { bullish: 'bullish-engulfing', bearish: 'bearish-engulfing', bars: 4 };
  const quiet = Array.from({ length: 5 }, () => ({ open: 10, close: 10.2, high: 10.5, low: 9.7 }));

  it('is heard in full at its bar and a fourth less with each one after', () => {
    expect(scores('candlestick_pattern', tape([...engulfed(true), ...quiet]), params)).toEqual([
      0, 1, 0.75, 0.5, 0.25, 0, 0,
    ]);
    expect(scores('candlestick_pattern', tape([...engulfed(false), ...quiet]), params).slice(0, 3)).toEqual([
      0, -1, -0.75,
    ]);
  });

  it('one of each side weigh against each other', () => {
    const both = scores(
      'candlestick_pattern',
      tape([...engulfed(true), ...quiet.slice(0, 1), ...engulfed(false)]),
      params,
    );
    expect(both.at(-1)).toBe(0.25 - 1);
  });

  it('offers each side its own patterns only', () => {
    const signal = SIGNALS.find(({ name }) => name === 'candlestick_pattern');
    expect(signal?.params.safeParse({ bullish: 'bearish-engulfing' }).success).toBe(false);
    expect(signal?.params.safeParse({ bearish: 'hammer' }).success).toBe(false);
    expect(signal?.params.safeParse({ bullish: 'hammer', bearish: 'shooting-star' }).success).toBe(true);
  });
});

describe('shares', () => {
  it('of nothing are 0, also where what is left is rounding', () => {
    expect([
      shareOf(1, 0),
      shareOf(0, 0),
      shareOf(1e-17, 0),
      shareOf(1, 1e-9, 100),
      shareOf(1, -2),
      shareOf(1, 2, 100),
    ]).toEqual([0, 0, 0, 0, -0.5, 0.5]);
    expect(shareOf(Number.NaN, 1)).toBeNaN();
  });
});
