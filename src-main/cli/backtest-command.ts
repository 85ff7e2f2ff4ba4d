import type { BacktestRequest } from '../backtest/backtest-request.ts';
import { NO_ACCOUNT_LIMITS, parseStrategyParams } from '../backtest/backtest-request.ts';
import { metricsOf } from '../backtest/metrics.ts';
import { peerMetricsOf } from '../backtest/peer-metrics.ts';
import type { BacktestRun } from '../backtest/recorder.ts';
import { runBacktest } from '../backtest/run-backtest.ts';
import { statisticsOf } from '../backtest/statistics/statistics-of.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { CsvReadResult } from '../data-import/csv-candles.ts';
import { moneyFromText, moneyToText, priceToText, quantityToText } from '../model/money.ts';
import type { ClosedTrade } from '../model/position.ts';
import { CANDLE_FILE_OPTIONS, readCandleFile } from './candle-file.ts';
import type { CliCommand, CliReply } from './command.ts';
import type { CommandOptions } from './options.ts';

const BPS = { from: 0, to: 1000, standard: 0 };

/** Everything but the candles, checked before a long file is read. */
function readRequest(options: CommandOptions): Outcome<Omit<BacktestRequest, 'candles'>> {
  const strategyId = options.text('strategy');
  const params = parseStrategyParams(strategyId, options.object('params'));
  if (!params.ok) return params;
  return succeed({
    instrument: options.instrument('symbol'),
    interval: options.interval('interval'),
    strategyId,
    params: params.value,
    capital: moneyFromText(options.decimal('capital', '10000')),
    feeBps: options.number('fee-bps', { from: -100, to: 1000, standard: 10 }),
    slippageBps: options.number('slippage-bps', BPS),
    spreadBps: options.number('spread-bps', BPS),
    risk: {
      sizeFraction: options.fraction('size-fraction', 1) ?? 1,
      stopLossFraction: options.fraction('stop-loss-fraction', 0.99),
      takeProfitFraction: options.fraction('take-profit-fraction', 100),
    },
    accountRisk: NO_ACCOUNT_LIMITS,
  });
}

function tradeText(trade: ClosedTrade): Record<string, unknown> {
  return {
    side: trade.side,
    entryTime: trade.entryTimeMs,
    entryPrice: priceToText(trade.entryPrice),
    exitTime: trade.exitTimeMs,
    exitPrice: priceToText(trade.exitPrice),
    quantity: quantityToText(trade.quantity),
    fee: moneyToText(trade.fee),
    profit: moneyToText(trade.profit),
    exitReason: trade.exitReason,
  };
}

function replyOf(run: BacktestRun, file: CsvReadResult, durationMs: number): CliReply {
  return {
    json: {
      strategy: run.request.strategyId,
      params: run.request.params,
      candles: file.columns.openTimeMs.length,
      trades: run.trades.map(tradeText),
      finalEquity: moneyToText(run.finalEquity),
      metrics: metricsOf(run),
      statistics: statisticsOf(run),
      peerMetrics: peerMetricsOf(run),
      refusals: run.refusals,
      durationMs,
      data: file.report,
    },
  };
}

export const backtestCommand: CliCommand = {
  name: 'backtest',
  summary: 'runs a strategy over a file of candles, without any database',
  options: {
    ...CANDLE_FILE_OPTIONS,
    strategy: 'id of a strategy, see `strategies`',
    params: 'its parameters as a JSON object',
    'fee-bps': 'fee of a fill in basis points of its notional, 10 by default',
    'slippage-bps': 'what market and stop orders lose on top, 0 by default',
    'spread-bps': 'between bid and ask, 0 by default',
    capital: 'starting cash in the quote asset, 10000 by default',
    'size-fraction': 'share of equity an entry takes, 1 by default',
    'stop-loss-fraction': 'distance of the stop from the entry, none by default',
    'take-profit-fraction': 'distance of the target from the entry, none by default',
  },
  async run(options, place) {
    const request = readRequest(options);
    if (!request.ok) return request;
    const file = await readCandleFile(options, place);
    if (!file.ok) return file;
    const startedMs = place.elapsedMs();
    const run = runBacktest({ ...request.value, candles: file.value.columns });
    if (!run.ok) return run;
    return succeed(replyOf(run.value, file.value, place.elapsedMs() - startedMs));
  },
};
