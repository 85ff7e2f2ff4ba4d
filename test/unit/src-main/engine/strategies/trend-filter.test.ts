import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { aggregateColumns } from '../../../../../src-main/model/candle-aggregation.ts';
import type { ClosedTrade } from '../../../../../src-main/model/position.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';

const QUARTER_MS = 900_000;
const PERIOD = 5;
const tape = seededTape('trend filter', { bars: 6000, gapShare: 0.0005 });
const quarters = aggregateColumns(tape, '1m', '15m');

const tradesWith = (params: Record<string, unknown>): readonly ClosedTrade[] =>
  unwrap(runBacktest(requestOf(tape, { strategyId: 'donchian-breakout', params: { direction: 'both', ...params } })))
    .trades;

/** 1 up, −1 down: of the latest quarter that had closed when the entry was decided, which its fill's open is. */
function trendAt(entryTimeMs: number): number {
  const decidedMs = [...tape.openTimeMs].findLast((timeMs) => timeMs < entryTimeMs) as number;
  const last = [...quarters.openTimeMs].findLastIndex((timeMs) => timeMs + QUARTER_MS <= decidedMs + 60_000);
  const closes = [...quarters.close.slice(last + 1 - PERIOD, last + 1)];
  return Math.sign((quarters.close[last] as number) - closes.reduce((sum, close) => sum + close, 0) / PERIOD);
}

describe('a trend of a longer interval', () => {
  const filtered = tradesWith({ trendInterval: '15m', trendPeriod: PERIOD });
  const agrees = ({ side, entryTimeMs }: ClosedTrade): boolean => trendAt(entryTimeMs) === (side === 'long' ? 1 : -1);

  it('lets in what agrees with it, and nothing else', () => {
    expect(filtered.length).toBeGreaterThan(50);
    expect(new Set(filtered.map(({ side }) => side)).size).toBe(2);
    expect(filtered.filter((trade) => !agrees(trade))).toEqual([]);
  });

  it('is off unless asked for', () => {
    const all = tradesWith({});
    expect(all).toEqual(tradesWith({ trendInterval: 'off', trendPeriod: PERIOD }));
    expect(all.filter((trade) => !agrees(trade)).length).toBeGreaterThan(20);
  });

  it('must be a multiple of the bars it is asked from', () => {
    const outcome = runBacktest(
      requestOf(quarters, { strategyId: 'donchian-breakout', interval: '15m', params: { trendInterval: '5m' } }),
    );
    expect(outcome).toMatchObject({ ok: false, error: { code: 'badArgument' } });
  });
});
