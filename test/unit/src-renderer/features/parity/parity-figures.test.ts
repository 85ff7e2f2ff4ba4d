import { describe, expect, it } from 'vitest';
import type { ParityBotView, ParityPartsView } from '../../../../../src-preload/contract/parity-views.ts';
import { costsOfFocus } from '../../../../../src-renderer/features/backtest-lab/costs-of-focus.ts';
import { barPieces, longestSide, sidesOf } from '../../../../../src-renderer/features/parity/gap-bar-layout.ts';
import { measuredFocus } from '../../../../../src-renderer/features/parity/measured-focus.ts';
import { totalsOf } from '../../../../../src-renderer/features/parity/parity-totals.ts';
import { flowName } from '../../../../../src-renderer/features/portfolio/performance-option.ts';
import { addDecimals, subtractDecimals } from '../../../../../src-renderer/format/index.ts';

const partsOf = (parts: Partial<ParityPartsView>): ParityPartsView => ({
  ...{ signal: '0', timing: '0', spreadAndSlippage: '0', fees: '0', missedFills: '0', size: '0', remainder: '0' },
  ...parts,
});

const none = { median: null, count: 0 };
const botOf = (parts: Partial<ParityBotView>): ParityBotView => ({
  ...{
    botId: 'a',
    botName: 'A',
    instrumentId: 'demo:BTC-USDT',
    quoteAsset: 'USDT',
    strategyId: 'grid',
    fromRun: null,
    interval: '5m',
  },
  ...{ actual: '1', model: '2', gap: '-1', parts: partsOf({ timing: '-1' }), trades: [], tradeCount: 1, spans: [] },
  measured: { takerFeeBps: none, makerFeeBps: none, spreadBps: none, slippageBps: none, latencyMs: none },
  ...parts,
});

describe('the bar of a gap', () => {
  const parts = partsOf({ signal: '-2', timing: '-1', fees: '3', size: '1' });

  it('lays losses to the left of the middle and gains to the right, each beside the one before', () => {
    expect(sidesOf(parts)).toEqual({ gained: 4, lost: 3 });
    expect(barPieces(parts, 4)).toEqual([
      { part: 'signal', leftPercent: 25, widthPercent: 25 },
      { part: 'timing', leftPercent: 12.5, widthPercent: 12.5 },
      { part: 'fees', leftPercent: 50, widthPercent: 37.5 },
      { part: 'size', leftPercent: 87.5, widthPercent: 12.5 },
    ]);
  });

  it('is as long as the longest side of the table, and empty without a gap', () => {
    expect(longestSide([parts, partsOf({ timing: '-7' })])).toBe(7);
    expect(longestSide([])).toBe(0);
    expect(barPieces(partsOf({}), 0)).toEqual([]);
  });
});

describe('totals', () => {
  it('add exactly, and never one asset to another', () => {
    const totals = totalsOf([
      botOf({ actual: '0.10000000000000000001', parts: partsOf({ fees: '-0.1' }) }),
      botOf({ actual: '0.2', parts: partsOf({ fees: '0.3' }) }),
      botOf({ quoteAsset: 'EUR', actual: '5' }),
    ]);
    expect(
      totals.map(({ quoteAsset, actual, tradeCount, parts }) => [quoteAsset, actual, tradeCount, parts.fees]),
    ).toEqual([
      ['USDT', '0.30000000000000000001', 2, '0.2'],
      ['EUR', '5', 1, '0'],
    ]);
  });

  it.each([
    ['1', '-1', '0', '2'],
    ['-0.05', '0.005', '-0.045', '-0.055'],
    ['-10', '3', '-7', '-13'],
    ['0', '0.5', '0.5', '-0.5'],
  ])('%s and %s', (left, right, sum, difference) => {
    expect([addDecimals(left, right), subtractDecimals(left, right)]).toEqual([sum, difference]);
  });
});

describe('measured costs taken over', () => {
  it('fill the form of the backtest; what was not measured stays as it is, and no price better than the market counts', () => {
    const measured = {
      takerFeeBps: { median: 9.999_99, count: 3 },
      makerFeeBps: none,
      spreadBps: { median: 0.123_456, count: 3 },
      slippageBps: { median: -0.5, count: 3 },
      latencyMs: { median: 1216.6, count: 3 },
    };
    const focus = measuredFocus(botOf({ measured }));
    expect(focus).toEqual({
      ...{ instrumentId: 'demo:BTC-USDT', interval: '5m', strategyId: 'grid', feeBps: '10', takerFeeBps: '10' },
      ...{ spreadBps: '0.1235', slippageBps: '0', latencyMs: '1217' },
    });
    expect(costsOfFocus(focus)).toEqual({
      ...{ instrumentId: 'demo:BTC-USDT', interval: '5m', feeBps: '10', takerFeeBps: '10' },
      ...{ spreadBps: '0.1235', slippageBps: '0', latencyMs: '1217' },
    });
    expect(costsOfFocus({ strategyId: 'grid' })).toEqual({});
  });
});

it('a flow is named by its direction', () => {
  expect([flowName('500'), flowName('-20.5')]).toEqual(['Deposit 500.00', 'Withdrawal 20.50']);
});
