import type { Outcome } from '../../src-main/base/outcome.ts';
import { fail, succeed } from '../../src-main/base/outcome.ts';
import type { CandleRange } from '../../src-main/engine/ports/candle-store.ts';
import type { CandleFetch, ExchangeAdapter } from '../../src-main/engine/ports/exchange.ts';
import type { Candle, CandleColumns } from '../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';
import { aggregateColumns } from '../../src-main/model/candle-aggregation.ts';
import type { Interval } from '../../src-main/model/time.ts';
import { barOpenMs, INTERVALS, intervalMs } from '../../src-main/model/time.ts';
import type { Timers } from '../../src-main/resilience/timers.ts';

export type ScriptedExchange = ExchangeAdapter & {
  /** Every range that was asked for, in order. */
  readonly asked: readonly CandleRange[];
  /** The candle of a minute; undefined for a quiet one. */
  minute(instrumentId: string, openTimeMs: number): Candle | undefined;
  /** What it really has of a range, without a request. */
  truth(range: CandleRange): CandleColumns;
  /** Called before each answer: a failure in place of it, or columns in its place; undefined lets it answer. */
  interrupt: (range: CandleRange, fetch: CandleFetch) => Promise<Outcome<CandleColumns> | undefined>;
};

export type ScriptedExchangeOptions = {
  readonly timers: Timers;
  readonly venue?: string;
  readonly intervals?: readonly Interval[];
  /** Every so many-th minute has no candle; none by default. */
  readonly quietEvery?: number;
  readonly listedMs?: number;
  readonly pageRows?: number;
  /** The exchange's clock against the timers'. */
  readonly clockOffsetMs?: number;
};

/** An exchange whose candles follow from their time alone: whatever way they come, they must be these. */
export function createScriptedExchange(options: ScriptedExchangeOptions): ScriptedExchange {
  const {
    timers,
    venue = 'binance',
    intervals = INTERVALS,
    pageRows = 1000,
    clockOffsetMs = 0,
    listedMs = Number.NEGATIVE_INFINITY,
  } = options;
  const asked: CandleRange[] = [];
  const minute = (instrumentId: string, openTimeMs: number): Candle | undefined => {
    const number = openTimeMs / intervalMs('1m');
    if (options.quietEvery !== undefined && number % options.quietEvery === 0) return undefined;
    if (openTimeMs < listedMs) return undefined;
    const open = 100 + instrumentId.length + Math.round(Math.sin(number / 50) * 1000) / 100;
    return {
      openTimeMs,
      open,
      high: open + 1 + (number % 7),
      low: open - 1 - (number % 5),
      close: open + 0.5,
      volume: number % 100,
    };
  };
  const truth = ({ instrumentId, interval, fromMs, toMs }: CandleRange): CandleColumns => {
    const nowMs = timers.nowMs() + clockOffsetMs;
    const minutes: Candle[] = [];
    let timeMs = Math.max(fromMs, barOpenMs('1m', listedMs));
    for (; timeMs < toMs && timeMs + intervalMs('1m') <= nowMs; timeMs += intervalMs('1m')) {
      const candle = minute(instrumentId, timeMs);
      if (candle !== undefined) minutes.push(candle);
    }
    return aggregateColumns(candleColumnsOf(minutes), '1m', interval, nowMs);
  };
  const exchange: ScriptedExchange = {
    venue,
    asked,
    minute,
    truth,
    interrupt: async () => undefined,
    get feed(): never {
      throw new Error('this exchange has no feed');
    },
    candleIntervals: intervals,
    start: async () => succeed(undefined),
    instruments: () => [],
    async candles(range, fetch) {
      asked.push(range);
      const answer = await exchange.interrupt(range, fetch);
      if (answer !== undefined) return answer;
      if (fetch.signal?.aborted === true) return fail('cancelled', 'the request was cancelled');
      const pages = Math.max(1, Math.ceil((range.toMs - range.fromMs) / intervalMs(range.interval) / pageRows));
      for (let page = 1; page <= pages; page++) fetch.report?.(page / pages);
      return succeed(truth(range));
    },
    health: () => ({
      clock: { offsetMs: clockOffsetMs, uncertaintyMs: 50, measuredMs: timers.nowMs() },
      latencyMs: null,
      budgets: [],
      pausedUntilMs: null,
      breakers: [],
      streams: [],
    }),
    permissions: async () => fail('bug', 'not scripted'),
    openTrading: async () => fail('bug', 'not scripted'),
    dispose: () => undefined,
  };
  return exchange;
}
