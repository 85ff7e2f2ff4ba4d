import { NO_COSTS } from '../../../../../src-main/backtest/cost-tally.ts';
import type { BacktestRun } from '../../../../../src-main/backtest/recorder.ts';
import { NO_REFUSALS } from '../../../../../src-main/backtest/refusal-log.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import type { Money } from '../../../../../src-main/model/money.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { ClosedTrade } from '../../../../../src-main/model/position.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';

/** A trade of one unit from 100 to 100 plus the profit, without fees unless said otherwise. */
export function tradeOf(profit: string, changes: Partial<ClosedTrade> = {}): ClosedTrade {
  return {
    botId: 'backtest',
    instrumentId: 'simulated:BTC-USDT',
    side: 'long',
    entryTimeMs: 0,
    entryPrice: priceFromText('100'),
    exitTimeMs: 60_000,
    exitPrice: priceFromText(String(100 + Number(profit))),
    quantity: quantityFromText('1'),
    fee: 0n as Money,
    profit: moneyFromText(profit),
    exitReason: 'signal',
    entryTag: '',
    exitTag: '',
    ...changes,
  };
}

/** A candle from its four prices, `minute` minutes after the epoch. */
export function candleOf(minute: number, [open, high, low, close]: readonly [number, number, number, number]): Candle {
  return { openTimeMs: minute * 60_000, open, high, low, close, volume: 1 };
}

/** A finished run over minutes at a price of 100, unless said otherwise. */
export function runOf(trades: readonly ClosedTrade[], changes: Partial<BacktestRun> = {}): BacktestRun {
  const candles = candleColumnsOf([0, 1, 2].map((minute) => candleOf(minute, [100, 101, 99, 100])));
  return {
    request: requestOf(candles),
    trades,
    finalEquity: moneyFromText('10000'),
    fees: 0n as Money,
    costs: NO_COSTS,
    equity: Float64Array.from([10_000, 10_000, 10_000]),
    heldBars: 0,
    refusals: 0,
    refusalLog: NO_REFUSALS,
    ...changes,
  };
}
