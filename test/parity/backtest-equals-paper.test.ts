import { describe, expect, it } from 'vitest';
import type { BacktestRequest } from '../../src-main/backtest/backtest-request.ts';
import { runBacktest } from '../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../src-main/base/outcome.ts';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import { candleAt } from '../../src-main/model/candle.ts';
import { aggregateColumns } from '../../src-main/model/candle-aggregation.ts';
import type { ClosedTrade } from '../../src-main/model/position.ts';
import type { Interval } from '../../src-main/model/time.ts';
import { intervalMs } from '../../src-main/model/time.ts';
import { requestOf } from '../fakes/backtest-runs.ts';
import { BTC, EngineSession, WHOLE } from '../fakes/engine-session.ts';
import { seededTape } from '../fakes/seeded-tape.ts';

const COSTS = { makerFeeBps: 10, takerFeeBps: 10, spreadBps: 3, slippageBps: 2 };
const GUARDED = { sizeFraction: 0.6, stopLossFraction: 0.006, takeProfitFraction: 0.01, leverage: 1 };

/** The paper session of a bot that was set up as the backtest's request says: live frames, a journal, the real queue. */
function paperSession(request: BacktestRequest): EngineSession {
  const session = new EngineSession({ costs: COSTS, startMs: request.candles.openTimeMs[0] as number, explain: true });
  const { strategyId, params, interval, risk, regimes } = request;
  const rules = regimes === undefined ? {} : { regimes };
  session.startScripted('', { strategyId, params, interval, risk, ...rules });
  return session;
}

/** Closed trades of the session; the backtest's without the closing trade of its end. */
const closed = (session: EngineSession): ClosedTrade[] =>
  session.of('tradeClosed').map(({ trade }) => ({ ...trade, botId: '' }));
const expected = (request: BacktestRequest): ClosedTrade[] =>
  unwrap(runBacktest(request))
    .trades.filter(({ exitReason }) => exitReason !== 'end')
    .map((trade) => ({ ...trade, botId: '' }));

/** The bar itself is told, when it has closed. */
function tellBars(session: EngineSession, candles: CandleColumns, interval: Interval): void {
  for (let row = 0; row < candles.openTimeMs.length; row++) {
    const candle = candleAt(candles, row);
    session.clock.advanceTo(candle.openTimeMs);
    session.paper.onCandle(BTC.id, candle);
    session.clock.advanceTo(
      Math.min(candle.openTimeMs + intervalMs(interval), candles.openTimeMs[row + 1] ?? Infinity),
    );
    session.engine.offer({ kind: 'candle', instrumentId: BTC.id, interval, candle });
  }
}

/** Each minute as four trades; the feed tells the time at each minute's beginning and end. */
function tellTrades(session: EngineSession, minutes: CandleColumns): void {
  const tellTime = (timeMs: number): void => {
    session.clock.advanceTo(timeMs);
    session.engine.offer({ kind: 'time', timeMs });
  };
  for (let row = 0; row < minutes.openTimeMs.length; row++) {
    const { openTimeMs, open, high, low, close, volume } = candleAt(minutes, row);
    tellTime(openTimeMs);
    [open, high, low, close].forEach((price, index) => {
      const timeMs = openTimeMs + index * 15_000;
      session.clock.advanceTo(timeMs);
      const trade = { instrumentId: BTC.id, timeMs, price, quantity: volume / 4, takerSide: 'buy' as const };
      session.paper.onTrade(trade);
      session.engine.offer({ kind: 'trade', trade });
    });
    tellTime(openTimeMs + 60_000);
  }
}

const STRATEGIES = [
  ['sma-cross', { fast: 3, slow: 8, direction: 'both' }],
  ['sma-cross', { fast: 10, slow: 30 }],
  ['signal-blend', {}],
  ['donchian-breakout', { direction: 'both' }],
  ['bollinger-reversion', { direction: 'both' }],
  ['supertrend-follow', { direction: 'both' }],
] as const;

/** Entries and exits that rest at prices, that are added to and taken off in parts, stops that follow. */
const PRICED = [
  ['bos-uptrend', { swingLength: 3, validBars: 50 }],
  ['choch-uptrend-reversal', { swingLength: 3, validBars: 50, entryAt: 'middle', closeBreak: false }],
  ['grid', { reference: 30_000, levels: 12, step: 0.004, stopBelow: 0.02 }],
  ['dca', { trigger: 'either', everyBars: 7, dip: 0.002, takeProfit: 0.004 }],
  ['donchian-breakout', { direction: 'both', trailingAtr: 2 }],
] as const;

const tape = seededTape('parity', { bars: 4000, gapShare: 0.01, firstPrice: 30_000 });
const costs = { feeBps: 10, spreadBps: COSTS.spreadBps, slippageBps: COSTS.slippageBps, instrument: BTC };

/** Some left out, some smaller: the tape goes through all of them. */
const BY_REGIME = {
  allowed: ['range', 'trendUp', 'highVolatility'],
  sizeFactors: { range: 0.5, highVolatility: 0.25 },
} as const;

describe('a bot that goes by regimes (SPEC 14.3, 17)', () => {
  it.each([
    ['sma-cross', { fast: 3, slow: 8, direction: 'both' }],
    ['dca', { trigger: 'either', everyBars: 7, dip: 0.002, takeProfit: 0.004 }],
  ])('%s trades on paper what it trades in a backtest, refused and sized the same', (strategyId, params) => {
    const request = requestOf(tape, { strategyId, params, risk: GUARDED, regimes: BY_REGIME, ...costs });
    const session = paperSession(request);
    tellBars(session, tape, request.interval);
    const run = unwrap(runBacktest(request));
    expect(closed(session).length).toBeGreaterThan(20);
    expect(closed(session)).toEqual(expected(request));
    const refused = session.of('refused').filter(({ rule }) => rule === 'regime');
    expect(refused.length).toBeGreaterThan(5);
    expect(run.refusalLog.rules.find(({ rule }) => rule === 'regime')?.count).toBe(refused.length);
    expect(session.of('regime').length).toBeGreaterThan(10);
  });
});

describe('paper trades what the backtest trades on the same tape (SPEC 14)', () => {
  it.each([...STRATEGIES, ...PRICED])('%s %j on bars, with stops and targets', (strategyId, params) => {
    const request = requestOf(tape, { strategyId, params, risk: GUARDED, ...costs });
    const session = paperSession(request);
    tellBars(session, tape, '1m');
    const wanted = expected(request);
    expect(wanted.length).toBeGreaterThan(20);
    expect(new Set(wanted.map(({ exitReason }) => exitReason)).size).toBeGreaterThanOrEqual(2);
    expect(closed(session)).toEqual(wanted);
  });

  it.each(STRATEGIES)('%s %j on single trades, minutes built by the engine', (strategyId, params) => {
    const request = requestOf(tape, { strategyId, params, risk: WHOLE, ...costs });
    const session = paperSession(request);
    tellTrades(session, tape);
    const wanted = expected(request);
    expect(wanted.length).toBeGreaterThan(20);
    expect(closed(session)).toEqual(wanted);
  });

  it.each(STRATEGIES)('%s %j on 5-minute bars built from trades', (strategyId, params) => {
    const candles = aggregateColumns(tape, '1m', '5m');
    const request = requestOf(candles, { strategyId, params, risk: WHOLE, interval: '5m', ...costs });
    const session = paperSession(request);
    tellTrades(session, tape);
    // A bar that lacks its first minutes opens with its first trade: the fills are the same, a little later.
    const onBars = (trades: readonly ClosedTrade[]): ClosedTrade[] =>
      trades.map((trade) => ({
        ...trade,
        entryTimeMs: fiveMinutes(trade.entryTimeMs),
        exitTimeMs: fiveMinutes(trade.exitTimeMs),
      }));
    const wanted = expected(request);
    expect(wanted.length).toBeGreaterThan(3);
    expect(onBars(closed(session))).toEqual(wanted);
  });
});

const fiveMinutes = (timeMs: number): number => Math.floor(timeMs / 300_000) * 300_000;
