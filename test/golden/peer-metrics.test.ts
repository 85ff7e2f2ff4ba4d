import { describe, expect, it } from 'vitest';
import { peerMetricsOf } from '../../src-main/backtest/peer-metrics.ts';
import { runBacktest } from '../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../src-main/base/outcome.ts';
import { moneyFromText, quantityFromText } from '../../src-main/model/money.ts';
import { requestOf } from '../fakes/backtest-runs.ts';
import { hasTestData, testDataCandles } from '../fakes/candle-files.ts';
import { instrumentFor } from '../fakes/engine-session.ts';

/**
 * What backtesting.py 0.6.6 itself says of the same crossing of averages (whole units, no costs, capital 10,000,000) on the
 * same candles. Stocks have no weekends, so a year of theirs is not 365 daily points. Both tapes end flat: what is open at
 * the end it closes at the last open.
 */
const SAID = [
  ['backtesting-py/GOOG.csv', '1d', 2064, { sharpe: 0.781695537, sortino: 1.533930081, calmar: 0.733498207, annualisedReturn: 0.218056216, profitFactor: 3.769854102, expectancy: 0.060906433, systemQuality: 1.667522703 }],
  ['binance-spot-1h/BTC_USDT-1h.csv.gz', '1h', 4965, { sharpe: 0.767985859, sortino: 2.034956125, calmar: 1.886565793, annualisedReturn: 0.440222432, profitFactor: 1.324824237, expectancy: 0.002492491, systemQuality: 0.646611000 }],
] as const;

describe('the figures of backtesting.py', () => {
  for (const [file, interval, rows, said] of SAID) {
    it.skipIf(!hasTestData(file))(file, () => {
      const request = requestOf(testDataCandles(file, rows), {
        interval,
        instrument: { ...instrumentFor('BTC-USDT'), step: quantityFromText('1') },
        capital: moneyFromText('10000000'),
        ...{ feeBps: 0, slippageBps: 0, spreadBps: 0 },
      });
      const figures = peerMetricsOf(unwrap(runBacktest(request))).backtestingPy;
      for (const [name, value] of Object.entries(said)) {
        expect(figures[name as keyof typeof said], name).toBeCloseTo(value, 7);
      }
    });
  }
});
