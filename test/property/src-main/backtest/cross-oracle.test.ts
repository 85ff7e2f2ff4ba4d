import { describe, expect, it } from 'vitest';
import { NO_ACCOUNT_LIMITS } from '../../../../src-main/backtest/backtest-request.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { moneyFromText } from '../../../../src-main/model/money.ts';
import { crossOracle, type OracleOptions } from '../../../fakes/cross-oracle.ts';
import { instrumentFor, WHOLE } from '../../../fakes/engine-session.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

/** Integers over 10^40 in the oracle; 12, 8 and 20 places in the product. */
const [PRICE, QUANTITY, MONEY] = [10n ** 28n, 10n ** 32n, 10n ** 20n];

function compare(candles: CandleColumns, options: OracleOptions): number {
  const run = unwrap(
    runBacktest({
      instrument: instrumentFor('BTC-USDT'),
      interval: '1m',
      candles,
      strategyId: 'sma-cross',
      params: { fast: options.fast, slow: options.slow, direction: options.direction },
      capital: moneyFromText(options.capital),
      feeBps: Number(options.feeBps),
      slippageBps: Number(options.slippageBps),
      spreadBps: Number(options.spreadBps),
      risk: { ...WHOLE, sizeFraction: Number(options.sizeFraction) },
      accountRisk: NO_ACCOUNT_LIMITS,
    }),
  );
  const expected = crossOracle(candles, options);
  const ours = run.trades.map((trade) => ({
    side: trade.side,
    entryTimeMs: trade.entryTimeMs,
    entryPrice: trade.entryPrice * PRICE,
    exitTimeMs: trade.exitTimeMs,
    exitPrice: trade.exitPrice * PRICE,
    quantity: trade.quantity * QUANTITY,
    fee: trade.fee * MONEY,
    profit: trade.profit * MONEY,
    exitReason: trade.exitReason,
  }));
  expect(ours).toEqual(expected.trades);
  expect(run.finalEquity * MONEY).toBe(expected.cash);
  expect(run.fees * MONEY).toBe(expected.trades.reduce((sum, { fee }) => sum + fee, 0n));
  return run.trades.length;
}

const COSTS = [
  { feeBps: '10', slippageBps: '0', spreadBps: '0' },
  { feeBps: '0', slippageBps: '0', spreadBps: '0' },
  { feeBps: '7.5', slippageBps: '3', spreadBps: '2' },
  { feeBps: '2.5', slippageBps: '0.7', spreadBps: '11.3' },
] as const;
const PERIODS = [
  [1, 2],
  [2, 5],
  [10, 30],
  [7, 50],
] as const;
const TAPES = [
  { places: 2, firstPrice: 60_000 },
  { places: 8, firstPrice: 0.00001234 },
  { places: 1, firstPrice: 25.5, volatility: 0.02 },
  { places: 5, firstPrice: 1.1, volatility: 0.0001 },
] as const;

describe('sma-cross through the engine is the specification, to the last digit (SPEC 14)', () => {
  for (const [tapeIndex, tape] of TAPES.entries()) {
    for (const [costIndex, costs] of COSTS.entries()) {
      it(`tape ${tapeIndex}, costs ${JSON.stringify(costs)}`, () => {
        let trades = 0;
        for (const [fast, slow] of PERIODS) {
          for (const direction of ['long', 'both'] as const) {
            const seed = `${tapeIndex}/${costIndex}/${fast}/${direction}`;
            const candles = seededTape(seed, { bars: 600, gapShare: 0.03, ...tape });
            const sizeFraction = fast === 2 ? '0.37' : '1';
            const sizes = {
              sizeFraction,
              capital: tapeIndex === 2 ? '2500.5' : '10000',
              priceScale: 12,
              quantityScale: 8,
            };
            trades += compare(candles, { fast, slow, direction, ...costs, ...sizes });
          }
        }
        expect(trades).toBeGreaterThan(200);
      });
    }
  }

  it('series shorter than the slow average trade nothing, one longer may', () => {
    const options = { ...COSTS[0], capital: '100', sizeFraction: '1', priceScale: 12, quantityScale: 8 };
    for (let bars = 1; bars < 8; bars++) {
      compare(seededTape(`short ${bars}`, { bars }), { fast: 1, slow: 5, direction: 'both', ...options });
    }
  });
});
