import type { Outcome } from '../../src-main/base/outcome.ts';
import { fail, succeed } from '../../src-main/base/outcome.ts';
import type {
  CandlePageRequest,
  MarketProtocol,
  StreamListener,
  WantedTopics,
} from '../../src-main/exchanges/connection/market-protocol.ts';
import type { Candle, CandleColumns } from '../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import { createInstrument } from '../../src-main/model/instrument.ts';
import type { OrderBook, Quote } from '../../src-main/model/market-trade.ts';
import { intervalMs } from '../../src-main/model/time.ts';
import type { ManualTimers } from './manual-timers.ts';

const MINUTE_MS = 60_000;

/** The exchange's own minute, the same whenever it is asked: a function of its name and time. Null for a quiet one. */
export function minuteOf(instrumentId: string, openTimeMs: number, quietEvery = 7): Candle | null {
  let hash = openTimeMs / MINUTE_MS;
  for (const letter of instrumentId) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003;
  if (quietEvery > 0 && hash % quietEvery === 0) return null;
  const open = 100 + (hash % 50);
  return { openTimeMs, open, high: open + 3, low: open - 2, close: open + 1, volume: 1 + (hash % 9) };
}

export type PageFault = 'fail' | 'hang' | ((rows: Candle[]) => Candle[]);

export type ScriptedMarket = {
  readonly protocol: MarketProtocol;
  readonly instruments: readonly Instrument[];
  readonly wanted: () => WantedTopics;
  /** The stream's ear; undefined before the stream was opened. */
  readonly listener: () => StreamListener;
  readonly pages: CandlePageRequest[];
  readonly quoteRequests: string[][];
  readonly resynced: string[];
  readonly books: Map<string, OrderBook>;
  /** What happens to the next pages, first come first served; without one they are as they should be. */
  readonly pageFaults: PageFault[];
  /** How long a page takes, ms. */
  pageDelayMs: () => number;
  /** Rows of minutes that ended within this time are not whole yet. */
  restLagMs: number;
  quotesFail: boolean;
  quietEvery: number;
  isDisposed: boolean;
  /** The stream says that the minute is closed; nothing when it was quiet. */
  close(instrumentId: string, openTimeMs: number): void;
  connect(...instrumentIds: readonly string[]): void;
  disconnect(...instrumentIds: readonly string[]): void;
};

export type ScriptedMarketOptions = {
  readonly timers: ManualTimers;
  readonly symbols?: readonly string[];
  readonly staleAfterMs?: number;
  readonly pageRows?: number;
  readonly streamsCandles?: boolean;
};

export function scriptedInstruments(symbols: readonly string[] = ['BTC-USDT']): readonly Instrument[] {
  return symbols.map((symbol) => {
    const instrument = createInstrument('scripted', symbol, { tick: '0.01', step: '0.00001' });
    if (instrument === undefined) throw new RangeError(`${symbol} is no symbol`);
    return instrument;
  });
}

/** A market that does what a test says, and answers REST from its own minutes. Its clock is the timers' wall clock. */
export function createScriptedMarket(options: ScriptedMarketOptions): ScriptedMarket {
  const { timers } = options;
  const instruments = scriptedInstruments(options.symbols);
  let listener: StreamListener | undefined;
  let wanted: WantedTopics = { market: new Set(), books: new Set() };
  const ids = (given: readonly string[]): readonly string[] => (given.length > 0 ? given : [...wanted.market]);

  const market: ScriptedMarket = {
    instruments,
    wanted: () => wanted,
    listener: () => {
      if (listener === undefined) throw new Error('the stream was not opened');
      return listener;
    },
    pages: [],
    quoteRequests: [],
    resynced: [],
    books: new Map(),
    pageFaults: [],
    pageDelayMs: () => 0,
    restLagMs: 0,
    quotesFail: false,
    quietEvery: 0,
    isDisposed: false,
    close(instrumentId, openTimeMs) {
      const candle = minuteOf(instrumentId, openTimeMs, market.quietEvery);
      if (candle !== null) listener?.candle(instrumentId, candle, true);
    },
    connect: (...given) => listener?.connected(ids(given)),
    disconnect: (...given) => listener?.broken(ids(given), 'scripted'),
    protocol: {
      venue: 'scripted',
      candleIntervals: ['1m', '5m', '1h'],
      pageRows: options.pageRows ?? 1000,
      streamsCandles: options.streamsCandles ?? true,
      staleAfterMs: options.staleAfterMs ?? 10_000,
      serverTimeMs: async () => succeed(timers.nowMs()),
      instruments: async () => succeed(instruments),
      candlePage: (request) => candlePage(market, timers, request),
      quotes: (asked) => quotes(market, timers, asked),
      openStream(ear) {
        listener = ear;
        return {
          want: (topics) => {
            wanted = topics;
          },
          book: (instrumentId) => market.books.get(instrumentId),
          resyncBook: (instrumentId) => void market.resynced.push(instrumentId),
          dispose: () => {
            market.isDisposed = true;
          },
        };
      },
    },
  };
  return market;
}

async function candlePage(
  market: ScriptedMarket,
  timers: ManualTimers,
  request: CandlePageRequest,
): Promise<Outcome<CandleColumns>> {
  market.pages.push(request);
  const fault = market.pageFaults.shift();
  if (fault === 'hang') return new Promise(() => undefined);
  await sleep(timers, market.pageDelayMs());
  if (fault === 'fail') return fail('networkFailed', 'scripted');
  const rows = rowsOf(market, timers.nowMs(), request);
  return succeed(candleColumnsOf(fault === undefined ? rows : fault(rows)));
}

function rowsOf(market: ScriptedMarket, nowMs: number, request: CandlePageRequest): Candle[] {
  const { instrument, interval, fromMs, toMs } = request;
  const rows: Candle[] = [];
  for (let openMs = fromMs; openMs < toMs && openMs <= nowMs; openMs += intervalMs(interval)) {
    const minute = minuteOf(instrument.id, openMs, market.quietEvery);
    if (minute === null) continue;
    const isWhole = openMs + intervalMs(interval) + market.restLagMs <= nowMs;
    rows.push(isWhole ? minute : { ...minute, close: minute.open, volume: minute.volume / 2 });
  }
  return rows;
}

async function quotes(
  market: ScriptedMarket,
  timers: ManualTimers,
  asked: readonly Instrument[],
): Promise<Outcome<readonly Quote[]>> {
  market.quoteRequests.push(asked.map(({ id }) => id));
  if (market.quotesFail) return fail('networkFailed', 'scripted');
  return succeed(asked.map(({ id }) => ({ instrumentId: id, timeMs: timers.nowMs(), bid: 99, ask: 101 })));
}

/** Until the timers have moved so far. */
export function sleep(timers: ManualTimers, delayMs: number): Promise<void> {
  if (delayMs <= 0) return Promise.resolve();
  return new Promise((resolve) => void timers.after(delayMs, resolve));
}
