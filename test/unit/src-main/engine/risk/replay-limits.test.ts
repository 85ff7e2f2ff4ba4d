import { describe, expect, it } from 'vitest';
import type { ReplayedTrade } from '../../../../../src-main/engine/risk/replay/replay-limits.ts';
import { replayLimits } from '../../../../../src-main/engine/risk/replay/replay-limits.ts';
import type { GovernorLimits } from '../../../../../src-main/model/governor-limits.ts';
import { NO_GOVERNOR_LIMITS } from '../../../../../src-main/model/governor-limits.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../../../src-main/model/instrument.ts';
import { moneyFromText, moneyToText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';

const BTC = createInstrument('demo', 'BTC-USDT') as Instrument;
const ETH = createInstrument('demo', 'ETH-USDT') as Instrument;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Bought or sold short at 100 between two hours. */
function trade(botId: string, hours: readonly [number, number], profit: string, more: Partial<ReplayedTrade> = {}) {
  return {
    ...{ botId, instrument: BTC, side: 'long', quantity: quantityFromText('10'), entryPrice: priceFromText('100') },
    ...{ entryTimeMs: hours[0] * HOUR_MS, exitTimeMs: hours[1] * HOUR_MS, profit: moneyFromText(profit), ...more },
  } as ReplayedTrade;
}

function replay(trades: readonly ReplayedTrade[], limits: Partial<GovernorLimits>) {
  const result = replayLimits(trades, {
    limits: { ...NO_GOVERNOR_LIMITS, ...limits },
    asset: 'USDT',
    startingCapital: moneyFromText('10000'),
    dayRollOffsetMs: 0,
  });
  return {
    ...result,
    blocked: result.blocked.map(({ trade: one, rule }) => `${one.botId} ${rule}`),
    rules: result.rules.map((rule) => ({ ...rule, profit: moneyToText(rule.profit) })),
    with: moneyToText(result.profitWith),
    without: moneyToText(result.profitWithout),
  };
}

describe('what limits would have blocked (SPEC 16.14)', () => {
  it('nothing without limits, and both curves are one', () => {
    const result = replay([trade('a', [0, 2], '50'), trade('b', [1, 3], '-20')], {});
    expect(result).toMatchObject({ trades: 2, blocked: [], with: '30', without: '30' });
    expect(result.curve.every((point) => point.with === point.without)).toBe(true);
  });

  it('names the rule, and what its trades came to', () => {
    const trades = [trade('a', [0, 5], '50'), trade('b', [1, 3], '-20'), trade('c', [2, 4], '70')];
    const result = replay(trades, { assetExposure: { most: 0.1, onBreach: 'refuse' } });
    expect(result.blocked).toEqual(['b assetExposure', 'c assetExposure']);
    expect(result.rules).toEqual([{ rule: 'assetExposure', count: 2, won: 1, profit: '50' }]);
    expect([result.without, result.with]).toEqual(['100', '50']);
  });

  it('a refused trade is gone from what follows, and what ended has freed its place', () => {
    const positions = { positions: { most: 1, onBreach: 'refuse' as const } };
    const trades = [trade('a', [0, 2], '1'), trade('b', [1, 9], '1'), trade('c', [2, 3], '1'), trade('d', [4, 5], '1')];
    expect(replay(trades, positions).blocked).toEqual(['b positions']);
  });

  it('a hedge counts as one for the net, and as two for the gross', () => {
    const trades = [trade('a', [0, 5], '0'), trade('b', [1, 5], '0', { side: 'short', instrument: ETH })];
    expect(replay(trades, { netExposure: { most: 0.1, onBreach: 'refuse' } }).blocked).toEqual([]);
    expect(replay(trades, { grossExposure: { most: 0.1, onBreach: 'refuse' } }).blocked).toEqual(['b grossExposure']);
  });

  it('a loss of the day blocks until the day is over, a drawdown that restricts until the end', () => {
    const trades = [trade('a', [0, 1], '-600'), trade('b', [2, 3], '10'), trade('c', [25, 26], '10')];
    expect(replay(trades, { dayLoss: { most: 0.05, onBreach: 'refuse' } }).blocked).toEqual(['b dayLoss']);
    expect(replay(trades, { dayLoss: { most: 0.05, onBreach: 'flatten' } }).blocked).toEqual(['b riskMode']);
    expect(replay(trades, { totalDrawdown: { most: 0.05, onBreach: 'reduceOnly' } }).blocked).toEqual([
      'b riskMode',
      'c riskMode',
    ]);
    expect(replay(trades, { dayLoss: { most: 0.05, onBreach: 'halt' } }).blocked).toEqual(['b riskMode', 'c riskMode']);
  });

  it('a limit on orders that restricts does so from its first refusal on', () => {
    const trades = [trade('a', [0, 1], '0'), trade('b', [0.5, 1], '0'), trade('c', [48, 49], '5')];
    const positions = { positions: { most: 1, onBreach: 'noNewPositions' as const } };
    expect(replay(trades, positions).blocked).toEqual(['b positions', 'c riskMode']);
  });

  it('counts orders a minute, exits among them', () => {
    const at = (ms: number) => ({ entryTimeMs: ms, exitTimeMs: ms + 10 });
    const trades = [
      trade('a', [0, 0], '0', at(0)),
      trade('b', [0, 0], '0', at(100)),
      trade('c', [0, 0], '0', at(DAY_MS)),
    ];
    expect(replay(trades, { ordersPerMinute: { most: 2, onBreach: 'refuse' } }).blocked).toEqual(['b ordersPerMinute']);
  });
});
