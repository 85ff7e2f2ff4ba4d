import { describe, expect, it } from 'vitest';
import type { DecisionView } from '../../../../../src-preload/contract/views.ts';
import { changesBetween } from '../../../../../src-renderer/features/bots/config-changes.ts';
import { scoreLines } from '../../../../../src-renderer/features/bots/score-lines.ts';
import { withDecision } from '../../../../../src-renderer/features/bots/use-decisions.ts';
import { botView } from '../../replica/views.ts';

const decision = (
  timeMs: number,
  score: number | null,
  parts: Readonly<Record<string, number>> = {},
): DecisionView => ({
  botId: 'a',
  timeMs,
  score,
  parts: Object.entries(parts).map(([signal, part]) => ({ signal, score: part, weight: 1, value: 0 })),
  action: 'hold',
});

describe('changesBetween', () => {
  it('names each setting by its path, with what it was and is', () => {
    const { config } = botView('a');
    const after = { ...config, interval: '5m' as const, params: { fast: 5 }, risk: { ...config.risk, leverage: 2 } };
    expect(changesBetween(config, after)).toEqual([
      { path: 'interval', from: '"1m"', to: '"5m"' },
      { path: 'risk.leverage', from: '1', to: '2' },
      { path: 'params.fast', from: null, to: '5' },
    ]);
    expect(changesBetween(config, config)).toEqual([]);
  });
});

describe('scoreLines', () => {
  it('draws the combined score and each signal from +1 at the top to −1 at the bottom', () => {
    const lines = scoreLines(
      [decision(1, 1, { rsi: 0 }), decision(2, null), decision(3, -1, { rsi: 1, macd: 0 })],
      10,
      20,
    );
    expect(lines).toEqual([
      { name: '', path: 'M0.0 0.0L10.0 20.0' },
      { name: 'rsi', path: 'M0.0 10.0L10.0 0.0' },
      { name: 'macd', path: 'M10.0 10.0' },
    ]);
  });

  it('one score is no line', () => {
    expect(scoreLines([decision(1, 0.5)], 10, 20)).toEqual([]);
  });
});

describe('withDecision', () => {
  it('adds what is newer, and keeps 300', () => {
    const many = Array.from({ length: 300 }, (_, index) => decision(index + 1, 0));
    expect(withDecision(many, decision(300, 0))).toBe(many);
    const next = withDecision(many, decision(301, 0));
    expect([next.length, next[0]?.timeMs, next.at(-1)?.timeMs]).toEqual([300, 2, 301]);
  });
});
