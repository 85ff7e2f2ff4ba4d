import { createHash } from 'node:crypto';
import type { BacktestRequest } from '../../src-main/backtest/backtest-request.ts';
import { NO_ACCOUNT_LIMITS } from '../../src-main/backtest/backtest-request.ts';
import type { BacktestReport } from '../../src-main/backtest/report.ts';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import { moneyFromText, moneyToText, priceToText, quantityToText } from '../../src-main/model/money.ts';
import type { ClosedTrade } from '../../src-main/model/position.ts';
import { instrumentFor, WHOLE } from './engine-session.ts';

/** A request with the costs of a usual exchange. */
export function requestOf(candles: CandleColumns, changes: Partial<BacktestRequest> = {}): BacktestRequest {
  return {
    instrument: instrumentFor('BTC-USDT'),
    interval: '1m',
    candles,
    strategyId: 'sma-cross',
    params: {},
    capital: moneyFromText('10000'),
    feeBps: 10,
    slippageBps: 2,
    spreadBps: 1,
    risk: WHOLE,
    accountRisk: NO_ACCOUNT_LIMITS,
    ...changes,
  };
}

function tradeLine(trade: ClosedTrade): string {
  return [
    trade.side,
    trade.entryTimeMs,
    priceToText(trade.entryPrice),
    trade.exitTimeMs,
    priceToText(trade.exitPrice),
    quantityToText(trade.quantity),
    moneyToText(trade.fee),
    moneyToText(trade.profit),
    trade.exitReason,
  ].join(' ');
}

/** What a run came to, in short: trades, equity and a hash over every trade and every metric to nine digits. */
export function fingerprintOf({ trades, metrics, finalEquity }: BacktestReport): string {
  const rounded = Object.entries(metrics).map(([name, value]) =>
    typeof value === 'number' ? `${name} ${Number(value.toPrecision(9))}` : `${name} ${value}`,
  );
  const hash = createHash('sha256')
    .update([...trades.map(tradeLine), moneyToText(finalEquity), ...rounded].join('\n'))
    .digest('hex');
  return `${trades.length} trades, ${moneyToText(finalEquity)}, ${hash.slice(0, 16)}`;
}
