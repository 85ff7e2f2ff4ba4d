import { describe, expect, it } from 'vitest';
import { seededCandles } from '../../../../fakes/seeded-tape.ts';
import { decisionsOf, strategyNamed } from '../../../../fakes/strategy-decisions.ts';
import { restingOrders, strategySession, taggedFills } from '../../../../fakes/strategy-session.ts';

const SHORT_CHANNEL = { entry: 2, exit: 1, trailingPeriod: 1 };

describe('a trailing stop, where a strategy is asked for one', () => {
  it('follows at so many ATRs of the entry’s bar', () => {
    const session = strategySession('donchian-breakout', { ...SHORT_CHANNEL, trailingAtr: 2 });
    session.flat(100);
    session.flat(100);
    // The breaking bar is 4 high, so the stop follows at 8.
    session.bar([100, 104, 100, 104]);
    session.bar([104, 110, 104, 110]);
    expect(restingOrders(session)).toEqual(['trailing sell 96.15384 @ 102']);
    session.bar([110, 120, 110, 120]);
    session.bar([120, 120, 111, 115]);
    expect(taggedFills(session).at(-1)).toBe('trailing sell 96.15384 @ 112');
  });

  it('rests nothing and measures nothing when it is off', () => {
    const session = strategySession('donchian-breakout', SHORT_CHANNEL);
    session.flat(100);
    session.flat(100);
    session.bar([100, 104, 100, 104]);
    session.bar([104, 110, 104, 110]);
    expect(session.position()).not.toBe('0');
    expect(session.open()).toEqual([]);
  });

  it.each(['donchian-breakout', 'supertrend-follow'])('%s enters and leaves by its rule as without one', (id) => {
    const candles = seededCandles('trailing', { bars: 600, volatility: 0.01 });
    const { warmUp, params } = strategyNamed(id);
    const plain = decisionsOf(id, candles, { params: { direction: 'both' } });
    expect(decisionsOf(id, candles, { params: { direction: 'both', trailingAtr: 3, trailingPeriod: 5 } })).toEqual(
      plain,
    );
    expect(warmUp(params.parse({ trailingAtr: 3, trailingPeriod: 50 }))).toBeGreaterThanOrEqual(49);
    expect(warmUp(params.parse({ trailingPeriod: 50 }))).toBeLessThan(49);
  });
});
