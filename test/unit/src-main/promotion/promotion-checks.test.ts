import { describe, expect, it } from 'vitest';
import {
  deepestFall,
  LEAST_PAPER_TRADES,
  type PromotionFacts,
  promotionChecks,
  whyNotPromoted,
} from '../../../../src-main/promotion/promotion-checks.ts';
import { PROMOTION_CHECKS, type PromotionCheckId } from '../../../../src-preload/contract/promotion-views.ts';

const DAY_MS = 86_400_000;
const GOOD: PromotionFacts = {
  paperMs: 20 * DAY_MS,
  profits: Array.from({ length: LEAST_PAPER_TRADES }, () => 1),
  capital: 1000,
  parity: { actual: 90, model: 100 },
  run: { changed: false, probabilisticSharpe: 0.97 },
  stopFraction: 0.02,
  account: 'good',
  key: { canTrade: true, canWithdraw: false },
  drawdownLimit: 0.3,
  hasLossLimit: true,
  hasSizeLimit: true,
};
const failedOf = (change: Partial<PromotionFacts>): readonly PromotionCheckId[] =>
  promotionChecks({ ...GOOD, ...change })
    .filter(({ isPassed }) => !isPassed)
    .map(({ id }) => id);
const findingOf = (id: PromotionCheckId, change: Partial<PromotionFacts>): string | undefined =>
  promotionChecks({ ...GOOD, ...change }).find((check) => check.id === id)?.finding;

describe('what is asked before real money', () => {
  it('a bot that has everything passes, every check once', () => {
    expect(promotionChecks(GOOD).map(({ id }) => id)).toEqual(PROMOTION_CHECKS);
    expect(failedOf({})).toEqual([]);
    expect(whyNotPromoted(promotionChecks(GOOD), [])).toBeNull();
  });

  it.each([
    ['paperTime', { paperMs: 13.9 * DAY_MS }],
    ['paperTrades', { profits: [1, 2, 3] }],
    ['paperDrawdown', { profits: [...GOOD.profits, -201] }],
    ['paperDrawdown', { profits: [...GOOD.profits, -101], drawdownLimit: 0.1 }],
    ['parity', { parity: { actual: 70, model: 100 } }],
    ['parity', { parity: null }],
    ['parity', { parity: { actual: 0, model: 0 } }],
    ['backtest', { run: null }],
    ['backtest', { run: { changed: true, probabilisticSharpe: 0.99 } }],
    ['backtest', { run: { changed: false, probabilisticSharpe: 0.94 } }],
    ['backtest', { run: { changed: false, probabilisticSharpe: null } }],
    ['stop', { stopFraction: null }],
    ['account', { account: 'waiting' }],
    ['key', { key: { canTrade: true, canWithdraw: true } }],
    ['key', { key: { canTrade: true, canWithdraw: null } }],
    ['key', { key: null }],
    ['limits', { hasLossLimit: false }],
    ['limits', { hasSizeLimit: false }],
  ] satisfies readonly (readonly [PromotionCheckId, Partial<PromotionFacts>])[])('%s fails with %j', (id, change) => {
    expect(failedOf(change)).toEqual([id]);
  });

  it('what nobody could measure says so and has failed', () => {
    expect(failedOf({ profits: [] })).toEqual(['paperTrades', 'paperDrawdown']);
    expect(findingOf('paperDrawdown', { profits: [] })).toBe('notMeasured');
    expect(findingOf('backtest', { run: { changed: true, probabilisticSharpe: 1 } })).toBe('changedSinceRun');
    expect(findingOf('key', { key: { canTrade: false, canWithdraw: null } })).toBe('noTrading');
  });

  it('a fall counts from the peak before it, from nothing too', () => {
    expect([deepestFall([]), deepestFall([-5, 2, -1]), deepestFall([10, -4, -3, 20, -2])]).toEqual([0, 5, 7]);
  });
});

describe('what stands against it', () => {
  const checks = promotionChecks({ ...GOOD, parity: null, stopFraction: null });

  it('is every failed check without a reason of some words', () => {
    expect(whyNotPromoted(checks, [])).toMatch(/^failed: parity, stop;/);
    const parity = { check: 'parity', reason: 'compared by hand' } as const;
    expect(whyNotPromoted(checks, [parity])).toMatch(/^failed: stop;/);
    expect(whyNotPromoted(checks, [parity, { check: 'stop', reason: '   no      ' }])).toMatch(/^failed: stop;/);
    expect(whyNotPromoted(checks, [parity, { check: 'stop', reason: 'exits by signal' }])).toBeNull();
  });

  it('is an account that is not there or does not fit, whatever is typed', () => {
    for (const account of ['none', 'doesNotFit'] as const) {
      const reason = { check: 'account', reason: 'I want it all the same' } as const;
      expect(whyNotPromoted(promotionChecks({ ...GOOD, account }), [reason])).toMatch(/^failed: account;/);
    }
    const waiting = { check: 'account', reason: 'it will be back soon' } as const;
    expect(whyNotPromoted(promotionChecks({ ...GOOD, account: 'waiting' }), [waiting])).toBeNull();
  });
});
