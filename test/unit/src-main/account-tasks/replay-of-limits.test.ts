import { describe, expect, it } from 'vitest';
import { replayOfTrades, replayTaskOf } from '../../../../src-main/account-tasks/replay-of-limits.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { NO_GOVERNOR_LIMITS } from '../../../../src-main/model/governor-limits.ts';
import { moneyFromText, moneyToText } from '../../../../src-main/model/money.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

const run = unwrap(runBacktest(requestOf(seededTape('limits', { bars: 20_000 }), { params: { fast: 2, slow: 3 } })));
const replayWith = (limits: Partial<typeof NO_GOVERNOR_LIMITS>) =>
  replayOfTrades(replayTaskOf(run, { limits: { ...NO_GOVERNOR_LIMITS, ...limits }, dayRollOffsetMs: 0 }));

describe('limits over the trades of a backtest (SPEC 16.14)', () => {
  it('refuse nothing when there are none, and end where the backtest ends', () => {
    const { trades, blocked, profitWith, profitWithout, curve } = replayWith({});
    expect([trades, blocked, profitWith]).toEqual([run.trades.length, 0, profitWithout]);
    const capital = moneyFromText('10000');
    expect(moneyFromText(profitWithout) + capital).toBe(run.finalEquity);
    expect(curve.at(-1)).toMatchObject({ with: moneyToText(run.finalEquity), without: moneyToText(run.finalEquity) });
    // Thousands of exits are shown as no more than a chart can show.
    expect(run.trades.length).toBeGreaterThan(2000);
    expect(curve.length).toBeLessThanOrEqual(2000);
  });

  it('refuse every entry that is too large, and the equity stays what it was', () => {
    const replay = replayWith({ orderValue: { most: 0.000_001, onBreach: 'refuse' } });
    expect([replay.blocked, replay.profitWith]).toEqual([run.trades.length, '0']);
    expect(replay.entries).toHaveLength(200);
    expect(replay.entries.at(-1)?.timeMs).toBe(run.trades.at(-1)?.entryTimeMs);
    expect(new Set(replay.curve.map((point) => point.with))).toEqual(new Set(['10000']));
  });
});
