import { describe, expect, it } from 'vitest';
import { NO_ACCOUNT_LIMITS } from '../../../src-main/backtest/backtest-request.ts';
import { runBacktest } from '../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../src-main/base/outcome.ts';
import type { StrategyDefinition } from '../../../src-main/engine/strategies/strategy.ts';
import { tradingViewProfile } from '../../../src-main/exchanges/paper/tradingview-profile.ts';
import { createInstrument } from '../../../src-main/model/instrument.ts';
import { moneyFromText, moneyToNumber, priceToNumber, quantityToNumber } from '../../../src-main/model/money.ts';
import type { ClosedTrade } from '../../../src-main/model/position.ts';
import { hasTestData } from '../../fakes/candle-files.ts';
import {
  barUpDn,
  channelBreakout,
  futuresCross,
  macdStrategy,
  slippageBasic,
  slippageDirection,
  slippageLimit,
  slippagePyramiding,
} from './strategies.ts';
import type { ListedTrade } from './trade-lists.ts';
import { LIST_FOLDER, readListCandles, readTradeList } from './trade-lists.ts';

type ListCase = {
  readonly list: string;
  readonly candles: string;
  readonly strategy: StrategyDefinition;
  /** Trades in the list; every one of them is matched. */
  readonly trades: number;
  readonly slippageTicks?: number;
  readonly commissionBps?: number;
  readonly capital?: string;
  readonly sizeFraction?: number;
  readonly tick?: string;
  readonly step?: string;
  /** Contract size: the list counts contracts, we count what they hold. */
  readonly pointValue?: number;
};

/** Each list of TradingView's Strategy Tester that is here, and the strategy that made it. */
const LISTS: readonly ListCase[] = [
  {
    list: 'barupdn_trades.csv.gz',
    candles: 'ohlcv.csv.gz',
    strategy: barUpDn,
    trades: 5550,
    capital: '1000000',
    sizeFraction: 0.1,
    step: '0.1',
  },
  { list: 'channelbreakout_trades.csv.gz', candles: 'ohlcv.csv.gz', strategy: channelBreakout, trades: 2946 },
  { list: 'macd_trades.csv.gz', candles: 'ohlcv.csv.gz', strategy: macdStrategy, trades: 1808 },
  {
    list: 'slippage_basic_trades.csv',
    candles: 'ohlcv.csv.gz',
    strategy: slippageBasic,
    trades: 2,
    slippageTicks: 10,
    commissionBps: 10,
  },
  {
    list: 'slippage_direction_trades.csv.gz',
    candles: 'slippage_direction_ohlcv.csv.gz',
    strategy: slippageDirection,
    trades: 2304,
    slippageTicks: 15,
    commissionBps: 10,
  },
  {
    list: 'slippage_limit_trades.csv',
    candles: 'slippage_limit_ohlcv.csv.gz',
    strategy: slippageLimit,
    trades: 281,
    slippageTicks: 20,
    commissionBps: 10,
  },
  {
    list: 'slippage_pyramiding_trades.csv',
    candles: 'slippage_pyramiding_ohlcv.csv.gz',
    strategy: slippagePyramiding,
    trades: 3,
    slippageTicks: 5,
    commissionBps: 10,
    capital: '10000',
    sizeFraction: 0.1,
    step: '0.1',
  },
  {
    list: 'futures_pnl_trades.csv',
    candles: 'futures_pnl_ohlcv.csv.gz',
    strategy: futuresCross,
    trades: 294,
    capital: '100000',
    tick: '0.025',
    pointValue: 500,
  },
];

function tradesOf(asked: ListCase): readonly ClosedTrade[] {
  const instrument = createInstrument('imported', 'EUR-USD', {
    tick: asked.tick ?? '0.00001',
    step: asked.step ?? '1',
  });
  if (instrument === undefined) throw new Error('EUR-USD is no symbol');
  const { costs, model } = tradingViewProfile({
    commissionBps: asked.commissionBps ?? 0,
    slippageTicks: asked.slippageTicks ?? 0,
  });
  const request = {
    instrument,
    interval: '1h',
    candles: readListCandles(asked.candles),
    strategyId: asked.strategy.id,
    params: {},
    capital: moneyFromText(asked.capital ?? '1000000'),
    feeBps: costs.takerFeeBps,
    slippageBps: 0,
    spreadBps: 0,
    venue: model,
    risk: { sizeFraction: asked.sizeFraction ?? 1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
    accountRisk: NO_ACCOUNT_LIMITS,
  } as const;
  return unwrap(runBacktest(request, { findStrategy: () => asked.strategy })).trades;
}

/** What is still open at the end is listed as closed "now", which may be a tick after the last bar's close. */
function isSameExit(trade: ClosedTrade, listed: ListedTrade, tick: number): boolean {
  const apart = Math.abs(priceToNumber(trade.exitPrice) - listed.exitPrice);
  if (trade.exitReason === 'end') return apart < tick * 1.001;
  return trade.exitTimeMs === listed.exitMs && apart < tick / 1000;
}

/** Same side, same bars, prices to a thousandth of a tick, same quantity. */
function isSame(
  trade: ClosedTrade | undefined,
  listed: ListedTrade,
  { tick = '0.00001', pointValue = 1 }: ListCase,
): boolean {
  if (trade === undefined) return false;
  const near = (ours: number, theirs: number): boolean => Math.abs(ours - theirs) < Number(tick) / 1000;
  return (
    trade.side === listed.side &&
    trade.entryTimeMs === listed.entryMs &&
    near(priceToNumber(trade.entryPrice), listed.entryPrice) &&
    isSameExit(trade, listed, Number(tick)) &&
    Math.abs(quantityToNumber(trade.quantity) / pointValue - listed.quantity) < 1e-9
  );
}

/**
 * | list | trades | matched |
 * |---|---|---|
 * | barupdn | 5,550 | all |
 * | channelbreakout | 2,946 | all |
 * | macd | 1,808 | all |
 * | slippage_basic | 2 | all |
 * | slippage_direction | 2,304 | all |
 * | slippage_limit | 281 | all |
 * | slippage_pyramiding | 3 | all |
 * | futures_pnl | 294 | all |
 */
describe.each(LISTS)('TradingView’s list $list under the fill profile `tradingview`', (asked) => {
  const isHere = hasTestData(`${LIST_FOLDER}/${asked.list}`);

  it.skipIf(!isHere)(`is reproduced trade by trade: ${asked.trades} of ${asked.trades}`, () => {
    const listed = readTradeList(asked.list);
    const trades = tradesOf(asked);
    const wrong = listed.flatMap((trade, index) => (isSame(trades[index], trade, asked) ? [] : [index + 1]));
    expect({ listed: listed.length, ours: trades.length, wrong }).toEqual({
      listed: asked.trades,
      ours: asked.trades,
      wrong: [],
    });
  });

  it.skipIf(!isHere)('earns the same to the cent the list shows', () => {
    const listed = readTradeList(asked.list);
    const total = listed.reduce((sum, { entryPrice, exitPrice, quantity, side }) => {
      const points = side === 'long' ? exitPrice - entryPrice : entryPrice - exitPrice;
      const fee = ((entryPrice + exitPrice) * (asked.commissionBps ?? 0)) / 10_000;
      return sum + (points - fee) * quantity * (asked.pointValue ?? 1);
    }, 0);
    const ours = tradesOf(asked).reduce((sum, { profit }) => sum + moneyToNumber(profit), 0);
    expect(ours).toBeCloseTo(total, 2);
  });
});
