import { moneyToText } from '../../model/money.ts';
import type { RunResult } from './run-result.ts';
import { tradeText } from './trade-text.ts';

/**
 * Everything of a run but the candles' prices: settings, costs, trades, metrics, statistics, peers' figures and the
 * equity at every candle's close. Times in epoch ms, amounts exact decimal text, curves float64; null where undefined.
 */
export function resultToJson({ run, ...result }: RunResult): string {
  const { request } = run;
  const { metrics, statistics, peerMetrics, sections, fidelity, entryRegimes } = result;
  const { openTimeMs } = request.candles;
  const document = {
    strategy: request.strategyId,
    params: request.params,
    instrument: request.instrument.id,
    symbol: request.instrument.symbol,
    interval: request.interval,
    candles: openTimeMs.length,
    firstTime: openTimeMs[0],
    lastTime: openTimeMs[openTimeMs.length - 1],
    capital: moneyToText(request.capital),
    costs: { feeBps: request.feeBps, slippageBps: request.slippageBps, spreadBps: request.spreadBps },
    risk: request.risk,
    accountRisk: request.accountRisk,
    ...(request.regimes === undefined ? {} : { regimes: request.regimes }),
    finalEquity: moneyToText(run.finalEquity),
    metrics,
    statistics,
    peerMetrics,
    fidelity,
    refusals: run.refusals,
    refusalLog: sections.refusals,
    costsSplit: sections.costs,
    groups: sections.groups,
    returnDistribution: sections.returnDistribution,
    exposure: columnsOf(sections.exposure),
    trades: run.trades.map((trade, index) => ({ ...tradeText(trade), entryRegime: entryRegimes[index] })),
    equity: { openTime: Array.from(openTimeMs), value: Array.from(run.equity) },
  };
  return `${JSON.stringify(document)}\n`;
}

/** Float64 columns as plain lists, which is what JSON knows. */
function columnsOf(columns: Readonly<Record<string, Float64Array>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Array.from(values)]));
}
