import { describe, expect, it } from 'vitest';
import { createLiveFrame } from '../../../../../src-main/engine/indicators/live-frame.ts';
import { inputsOf } from '../../../../../src-main/engine/strategies/inputs-of.ts';
import type { Explanation } from '../../../../../src-main/engine/strategies/strategy.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { seededCandles } from '../../../../fakes/seeded-tape.ts';
import { strategyNamed } from '../../../../fakes/strategy-decisions.ts';

type Explained = { readonly words: string; readonly explanation: Explanation };

function explained(id: string, candles: readonly Candle[], params: object = {}): Explained[] {
  const definition = strategyNamed(id);
  const parsed = definition.params.parse(params);
  const frame = createLiveFrame(definition.indicators(parsed), null);
  const run = definition.create(parsed, inputsOf(frame));
  return candles.flatMap((candle) => {
    frame.advance(candle);
    if (frame.count <= definition.warmUp(parsed)) return [];
    const words = [run.decide()].flat().map((intent) => (intent.kind === 'enter' ? intent.side : intent.kind));
    const explanation = run.explain?.();
    if (explanation === undefined) throw new Error(`${id} explains nothing`);
    return [{ words: words.join(' '), explanation }];
  });
}

const WALK = seededCandles('explained', { bars: 1500, volatility: 0.01 });
const BOTH = { direction: 'both' };

describe('strategies say why', () => {
  it.each([
    ['sma-cross', BOTH],
    ['donchian-breakout', BOTH],
    ['bollinger-reversion', BOTH],
    ['supertrend-follow', BOTH],
    ['bos-uptrend', { swingLength: 3 }],
    ['choch-uptrend-reversal', { swingLength: 3 }],
  ])('%s: a score that goes with what it wants, made of numbers', (id, params) => {
    const all = explained(id, WALK, params);
    const of = (word: string) =>
      all.filter(({ words }) => words.includes(word)).map(({ explanation }) => explanation.score);
    for (const score of of('long')) expect(score).toBe(1);
    for (const score of of('short')) expect(score).toBe(-1);
    expect(of('long').length + of('short').length).toBeGreaterThan(5);
    for (const { score, parts } of all.map(({ explanation }) => explanation)) {
      expect(Math.abs(score)).toBeLessThanOrEqual(1);
      for (const part of parts) expect([part.score, part.value].every(Number.isFinite)).toBe(true);
    }
  });

  it('of a market at rest: nothing either way', () => {
    const still = WALK.slice(0, 100).map((candle) => ({ ...candle, open: 5, high: 5, low: 5, close: 5 }));
    for (const id of ['sma-cross', 'donchian-breakout', 'bollinger-reversion', 'bos-uptrend']) {
      expect(
        explained(id, still, id === 'bos-uptrend' ? { swingLength: 3 } : {}).every(
          ({ explanation }) => explanation.score === 0,
        ),
        id,
      ).toBe(true);
    }
  });
});
