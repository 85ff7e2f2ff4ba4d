import { describe, expect, it } from 'vitest';
import { NO_ACCOUNT_LIMITS } from '../../../../src-main/backtest/backtest-request.ts';
import { runPortfolio } from '../../../../src-main/backtest/run-portfolio.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { moneyFromText, moneyToNumber } from '../../../../src-main/model/money.ts';
import { instrumentFor, WHOLE } from '../../../fakes/engine-session.ts';
import type { PortfolioOracleOptions } from '../../../fakes/portfolio-oracle.ts';
import { portfolioOracle } from '../../../fakes/portfolio-oracle.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

const SYMBOLS = ['AAA-USDT', 'BBB-USDT', 'CCC-USDT', 'DDD-USDT'];
const tapes = SYMBOLS.map((symbol, index) => ({
  instrument: instrumentFor(symbol),
  interval: '1m' as const,
  candles: seededTape(symbol, { bars: 4000 - index * 500, gapShare: index === 2 ? 0.0005 : 0 }),
}));

function compare(options: PortfolioOracleOptions): { readonly trades: number; readonly refused: number } {
  const { fast, slow, feeRate, capital, sizeFraction, maxDailyLossFraction } = options;
  const { combined } = unwrap(
    runPortfolio({
      tapes,
      bots: tapes.map(({ instrument, interval }) => ({
        id: instrument.symbol,
        name: instrument.symbol,
        instrumentId: instrument.id,
        interval,
        strategyId: 'sma-cross',
        params: { fast, slow },
        risk: { ...WHOLE, sizeFraction },
      })),
      capital: moneyFromText(String(capital)),
      feeBps: feeRate * 10_000,
      slippageBps: 0,
      spreadBps: 0,
      accountRisk: { ...NO_ACCOUNT_LIMITS, maxDailyLossFraction },
    }),
  );
  const expected = portfolioOracle(
    tapes.map(({ candles }) => candles),
    options,
  );
  const ours = combined.trades.map(({ instrumentId, entryTimeMs, exitTimeMs }) => ({
    symbol: tapes.findIndex(({ instrument }) => instrument.id === instrumentId),
    entryTimeMs,
    exitTimeMs,
  }));
  expect(ours).toEqual(expected.trades);
  const counts = Object.fromEntries(combined.refusalLog.rules.map(({ rule, count }) => [rule, count]));
  expect({ buyingPower: 0, dailyLoss: 0, ...counts }).toEqual(expected.refused);
  expect(moneyToNumber(combined.finalEquity)).toBeCloseTo(expected.finalEquity, 3);
  return { trades: ours.length, refused: expected.refused.buyingPower + expected.refused.dailyLoss };
}

describe('many bots on one capital trade what a plain loop makes of the rules (SPEC 5.5, 14.5)', () => {
  const BASE = { fast: 3, slow: 9, feeRate: 0.001, capital: 10_000, sizeFraction: 0.4, maxDailyLossFraction: null };

  it.each([
    BASE,
    { ...BASE, sizeFraction: 0.26, feeRate: 0 },
    { ...BASE, fast: 5, slow: 30, sizeFraction: 1 },
    { ...BASE, sizeFraction: 0.3, maxDailyLossFraction: 0.02 },
  ])('%j', (options) => {
    const { trades, refused } = compare(options);
    expect(trades).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(20);
  });
});
