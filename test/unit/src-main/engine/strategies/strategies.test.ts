import { describe, expect, it } from 'vitest';
import { createLiveFrame } from '../../../../../src-main/engine/indicators/live-frame.ts';
import { inputsOf } from '../../../../../src-main/engine/strategies/inputs-of.ts';
import { STRATEGIES } from '../../../../../src-main/engine/strategies/registry.ts';
import { clampScore, weightedScore } from '../../../../../src-main/engine/strategies/signals/weighted-score.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { seededCandles } from '../../../../fakes/seeded-tape.ts';
import { decisionsOf, strategyNamed } from '../../../../fakes/strategy-decisions.ts';

const flatBar = (close: number, row: number): Candle => ({
  openTimeMs: row * 60_000,
  open: close,
  high: close,
  low: close,
  close,
  volume: 1,
});

const decisions = (id: string, params: object, candles: readonly Candle[]): string[] =>
  decisionsOf(id, candles, { params });

const cross = (params: object, closes: readonly number[]): string =>
  decisions('sma-cross', params, closes.map(flatBar)).join(' ');

describe('sma-cross (SPEC 14.1)', () => {
  const short = { fast: 1, slow: 2, direction: 'both' };

  it('judges from index `slow` on; a fast average that starts above is no crossing', () => {
    expect(cross(short, [1, 2, 3, 4, 3])).toBe('. . hold hold short');
    expect(cross({ fast: 1, slow: 3 }, [3, 2, 1, 5])).toBe('. . . long');
  });

  it('touching is neither above nor below: it arms the next crossing either way', () => {
    expect(cross(short, [2, 1, 1, 2])).toBe('. . hold long');
    expect(cross(short, [1, 2, 2, 3])).toBe('. . hold long');
    expect(cross(short, [1, 2, 2, 1])).toBe('. . hold short');
  });

  it('a difference within 1e-10 of the slow average is touching', () => {
    // With 1 and 2 candles d is half of the last move: 0.5e-10 of the slow average touches, 2e-10 does not.
    expect(cross(short, [2, 1, 1 + 1e-10])).toBe('. . hold');
    expect(cross(short, [2, 1, 1 + 4e-10])).toBe('. . long');
  });

  it('leaves instead of turning when only long', () => {
    expect(cross({ fast: 1, slow: 2 }, [1, 1, 2, 1, 1, 2])).toBe('. . long exit hold long');
  });
});

describe('parameters say what is wrong with them', () => {
  it.each([
    ['sma-cross', { fast: 30, slow: 10 }, 'fast', /fast must be below slow/],
    ['sma-cross', { fast: 0 }, 'fast', />=1/],
    ['sma-cross', { fast: 1.5 }, 'fast', /int/],
    ['sma-cross', { direction: 'short' }, 'direction', /long/],
    ['sma-cross', { speed: 3 }, '', /speed/],
    ['signal-blend', { buyScore: -0.5, sellScore: 0.5 }, 'sellScore', /below buyScore/],
    ['signal-blend', { signal_config: { rsi: { buy: 60 } } }, 'signal_config.rsi.buy', /<50/],
    [
      'signal-blend',
      { signal_config: { moving_average: { fast: 20, slow: 10 } } },
      'signal_config.moving_average.fast',
      /below slow/,
    ],
    ['signal-blend', { signal_config: { magic: {} } }, 'signal_config', /magic/],
  ])('%s %j', (id, params, path, message) => {
    const parsed = strategyNamed(id).params.safeParse(params);
    const issue = parsed.error?.issues[0];
    expect(issue?.path.join('.')).toBe(path);
    expect(issue?.message).toMatch(message);
  });

  it('every strategy runs with none', () => {
    for (const { id, params } of STRATEGIES) expect(params.safeParse({}).success, id).toBe(true);
  });
});

describe('signal-blend', () => {
  const candles = seededCandles('blend', { bars: 120, volatility: 0.01 });
  const clamp = (value: number): number => Math.max(-1, Math.min(1, value));

  /** Scores of every bar as the definition has them, indicators from the frame. */
  function scores(
    params: object = {},
  ): { combined: number; rsi: number; average: number; macd: number; raw: number[] }[] {
    const definition = strategyNamed('signal-blend');
    const parsed = definition.params.parse(params);
    const frame = createLiveFrame(definition.indicators(parsed), null);
    const run = definition.create(parsed, inputsOf(frame));
    const at = (name: string, output?: string): number => frame.indicator(name, output).at(0);
    return candles.flatMap((candle) => {
      frame.advance(candle);
      if (frame.count <= definition.warmUp(parsed)) return [];
      const explained = run.explain?.();
      const part = (name: string): number =>
        explained?.parts.find(({ signal }) => signal === name)?.score ?? Number.NaN;
      const raw = [
        at('rsi.rsi'),
        (at('moving_average.fast') - at('moving_average.slow')) / at('moving_average.range'),
        at('macd.macd', 'histogram') / at('macd.range'),
      ];
      return [
        {
          combined: explained?.score ?? Number.NaN,
          rsi: part('rsi'),
          average: part('moving_average'),
          macd: part('macd'),
          raw,
        },
      ];
    });
  }

  it('scores each signal by its formula and combines them by weight', () => {
    const all = scores();
    expect(all.length).toBeGreaterThan(80);
    for (const { combined, rsi, average, macd, raw } of all) {
      const [reading = 0, distance = 0, histogram = 0] = raw;
      expect(rsi).toBeCloseTo(reading < 50 ? clamp((50 - reading) / 20) : -clamp((reading - 50) / 20), 12);
      expect(average).toBeCloseTo(clamp(distance), 12);
      expect(macd).toBeCloseTo(clamp(histogram), 12);
      expect(combined).toBeCloseTo(0.4 * rsi + 0.35 * average + 0.25 * macd, 12);
    }
  });

  it('buys at +0.05 and above, leaves at −0.05 and below, holds between', () => {
    const wanted = scores().map(({ combined }) => (combined >= 0.05 ? 'long' : combined <= -0.05 ? 'exit' : 'hold'));
    expect(new Set(wanted).size).toBe(3);
    expect(decisions('signal-blend', {}, candles).filter((word) => word !== '.')).toEqual(wanted);
  });

  it('a disabled signal has no voice; without any it holds', () => {
    const only = (name: string): object => ({
      signal_config: Object.fromEntries(
        ['rsi', 'moving_average', 'macd'].map((each) => [each, { enabled: each === name }]),
      ),
    });
    const definition = strategyNamed('signal-blend');
    expect(Object.keys(definition.indicators(definition.params.parse(only('rsi'))))).toEqual(['rsi.rsi']);
    expect(new Set(decisions('signal-blend', only('none'), candles))).toEqual(new Set(['hold']));
  });

  it('a market that does not move says nothing: zero ranges score 0', () => {
    const still = Array.from({ length: 80 }, (_, row) => flatBar(100, row));
    const words = decisions('signal-blend', { signal_config: { rsi: { enabled: false } } }, still);
    expect(new Set(words)).toEqual(new Set(['.', 'hold']));
  });

  it('clamps and weighs', () => {
    expect([clampScore(3), clampScore(-3), clampScore(0.5), clampScore(Number.NaN), clampScore(Infinity)]).toEqual([
      1, -1, 0.5, 0, 1,
    ]);
    const part = (score: number, weight: number) => ({ signal: 's', score, weight, value: 0 });
    expect(weightedScore([part(1, 1), part(-1, 3)])).toBe(-0.5);
    expect(weightedScore([part(1, 0)])).toBe(0);
    expect(weightedScore([])).toBe(0);
  });
});
