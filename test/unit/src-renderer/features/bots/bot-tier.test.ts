import { describe, expect, it } from 'vitest';
import type { PositionView } from '../../../../../src-preload/contract/views.ts';
import { tierOf } from '../../../../../src-renderer/features/bots/bot-tier.ts';

const holding = (unrealisedProfit: string): PositionView => ({
  botId: 'a',
  instrumentId: 'demo:BTC-USDT',
  quantity: '1',
  averagePrice: '100',
  markPrice: 100,
  value: '100',
  unrealisedProfit,
  openedMs: 1,
});

const tier = (profits: readonly number[], position: PositionView | null = null, state = 'running' as const) =>
  tierOf({ bot: { state, position }, profits, isTradingHalted: false });

describe('tierOf', () => {
  it('a bot that failed, was interrupted, or of which all trading is halted is halted', () => {
    for (const state of ['failed', 'interrupted'] as const) {
      expect(tierOf({ bot: { state, position: null }, profits: [1], isTradingHalted: false })).toBe('halted');
    }
    expect(tierOf({ bot: { state: 'running', position: null }, profits: [1], isTradingHalted: true })).toBe('halted');
  });

  it('one that holds nothing is idle while it does not run, or has closed no trade', () => {
    expect(tierOf({ bot: { state: 'stopped', position: null }, profits: [9], isTradingHalted: false })).toBe('idle');
    expect(tier([])).toBe('idle');
    expect(tier([], holding('0'))).toBe('earning');
  });

  it('trades and the open position count together', () => {
    expect(tier([5, -2], holding('-4'))).toBe('losing');
    expect(tier([5, -2], holding('-3'))).toBe('earning');
    expect(tier([-5], holding('6'))).toBe('earning');
  });

  it('hot takes five trades and 60 % of them won', () => {
    expect(tier([1, 1, 1, 1])).toBe('earning');
    expect(tier([1, 1, 1, -1, -1])).toBe('hot');
    expect(tier([9, 1, -1, -1, -1])).toBe('earning');
  });

  it('only the last twenty trades count', () => {
    expect(tier([-1000, ...Array.from({ length: 20 }, () => 1)])).toBe('hot');
    expect(tier([-1000, ...Array.from({ length: 19 }, () => 1)])).toBe('losing');
  });
});
