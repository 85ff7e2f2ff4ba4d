import { describe, expect, it } from 'vitest';
import { accountFigures, grossExposure } from '../../../../../src-renderer/features/dashboard/account-figures.ts';
import { botView } from '../../replica/views.ts';

const DAY_MS = 86_400_000;
const curve = (...points: readonly (readonly [number, number])[]) => ({
  timeMs: Float64Array.from(points, ([day]) => day * DAY_MS),
  equity: Float64Array.from(points, ([, equity]) => equity),
});
const now = { equity: 1050, startingCapital: 1000, dayStartMs: 20 * DAY_MS };

describe('accountFigures', () => {
  it('the week counts from the last sample before it, seven days with today', () => {
    const week = accountFigures(curve([10, 900], [13.9, 1010], [14.5, 1020], [20, 1040]), now);
    expect(week).toMatchObject({ profitWeek: 40, weekStartMs: 14 * DAY_MS });
  });

  it('of a younger curve it counts from the capital, and says since when', () => {
    expect(accountFigures(curve([18, 1001]), now)).toMatchObject({ profitWeek: 50, weekStartMs: 18 * DAY_MS });
    expect(accountFigures(curve(), now)).toMatchObject({ profitWeek: 50, weekStartMs: null });
  });

  it('drawdowns go from the highest point before them, the capital too', () => {
    const fallen = accountFigures(curve([1, 900], [2, 1200], [3, 960]), { ...now, equity: 1080 });
    expect(fallen.deepest).toBeCloseTo(0.2);
    expect(fallen.drawdown).toBeCloseTo(0.1);
    expect(accountFigures(curve(), now)).toMatchObject({ drawdown: 0, deepest: 0 });
  });
});

describe('grossExposure', () => {
  it('adds long and short of the account alone', () => {
    const position = (value: string) => ({
      botId: 'a',
      instrumentId: 'demo:BTC-USDT',
      quantity: '1',
      averagePrice: '1',
      markPrice: 1,
      value,
      unrealisedProfit: '0',
      openedMs: 1,
    });
    const live = botView('c', { position: position('1000') });
    const bots = {
      a: botView('a', { position: position('10') }),
      b: botView('b', { position: position('-15') }),
      c: { ...live, config: { ...live.config, accountId: 'binance-USDT' } },
    };
    expect(grossExposure(bots, 'paper')).toBe(25);
  });
});
