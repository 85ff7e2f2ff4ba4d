import { NO_ACCOUNT_LIMITS } from '../../src-main/backtest/backtest-request.ts';
import type { PortfolioRequest } from '../../src-main/backtest/portfolio-request.ts';
import { runPortfolio } from '../../src-main/backtest/run-portfolio.ts';
import { unwrap } from '../../src-main/base/outcome.ts';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import { createInstrument } from '../../src-main/model/instrument.ts';
import { moneyFromText } from '../../src-main/model/money.ts';
import { hasTestData, testDataCandles } from '../fakes/candle-files.ts';
import { seededTape } from '../fakes/seeded-tape.ts';
import type { Bench } from './bench.ts';

const SYMBOLS = ['ADA', 'AVAX', 'BCH', 'BNB', 'BTC', 'DOGE', 'ETH', 'LINK', 'LTC', 'SOL', 'TRX', 'XRP'];
const CANDLES = 12_000;
const WARM_UPS = 2;
const RUNS = 7;
/** What the whole run may take, seconds. */
const ALLOWED_SECONDS = 1.5;

function candlesOf(symbol: string): CandleColumns {
  const file = `binance-spot-1h/${symbol}_USDT-1h.csv.gz`;
  if (hasTestData(file)) return testDataCandles(file, CANDLES);
  const minutes = seededTape(symbol, { bars: CANDLES, places: 4 });
  return { ...minutes, openTimeMs: minutes.openTimeMs.map((_, row) => Date.UTC(2024, 0, 1) + row * 3_600_000) };
}

function requestOf(): PortfolioRequest {
  const tapes = SYMBOLS.map((symbol) => {
    const instrument = createInstrument('imported', `${symbol}-USDT`);
    if (instrument === undefined) throw new Error(`${symbol}-USDT is no symbol`);
    return { instrument, interval: '1h' as const, candles: candlesOf(symbol) };
  });
  const risk = { sizeFraction: 1 / SYMBOLS.length, stopLossFraction: null, takeProfitFraction: null, leverage: 1 };
  return {
    tapes,
    bots: tapes.map(({ instrument, interval }) => {
      const { id, symbol } = instrument;
      return { id: symbol, name: symbol, instrumentId: id, interval, strategyId: 'signal-blend', params: {}, risk };
    }),
    capital: moneyFromText('10000'),
    feeBps: 10,
    slippageBps: 2,
    spreadBps: 1,
    accountRisk: NO_ACCOUNT_LIMITS,
  };
}

export const bench: Bench = {
  name: 'portfolio',
  run: async () => {
    const request = requestOf();
    const seconds: number[] = [];
    for (let run = -WARM_UPS; run < RUNS; run++) {
      const startedMs = performance.now();
      unwrap(runPortfolio(request));
      if (run >= 0) seconds.push((performance.now() - startedMs) / 1000);
    }
    const value = seconds.toSorted((a, b) => a - b)[RUNS >> 1] as number;
    const name = '12 symbols, 12,000 candles each, signal-blend (less is better)';
    return [{ name, value, unit: 's', reference: ALLOWED_SECONDS, ratio: value / ALLOWED_SECONDS }];
  },
};
