import type { Instrument } from '../../model/instrument.ts';
import type { MarketTrade, OrderBook, Quote } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';
import { createDemoBook } from './demo-book.ts';
import { gridValue } from './grid.ts';
import type { MinuteTape } from './minute-tape.ts';
import { indexAt } from './minute-tape.ts';
import type { DemoRegime } from './schedule.ts';
import { SharedWalks, SymbolMarket } from './symbol-market.ts';
import type { SymbolModel } from './symbol-model.ts';
import { createSymbolModels } from './symbol-model.ts';

const MINUTE_MS = 60_000;

/**
 * A simulated market: everything in it is a pure function of the seed and the time asked about, in any order, in any
 * process, past and future alike. Unknown instruments give undefined, or no trades.
 */
export interface DemoMarket {
  readonly seed: string;
  instruments(): readonly Instrument[];
  regimeAt(instrumentId: string, timeMs: TimestampMs): DemoRegime | undefined;
  /** Trades with `fromMs` ≤ time < `toMs`, in order of time. */
  tradesBetween(instrumentId: string, fromMs: TimestampMs, toMs: TimestampMs): MarketTrade[];
  quoteAt(instrumentId: string, timeMs: TimestampMs): Quote | undefined;
  /** Throws RangeError unless `levels` is a whole number of 1 or more. */
  bookAt(instrumentId: string, timeMs: TimestampMs, levels: number): OrderBook | undefined;
  /** Works out the price path around `timeMs` ahead of need (about 0.1 ms); changes no answer. */
  prepare(instrumentId: string, timeMs: TimestampMs): void;
}

export function createDemoMarket(seed: string): DemoMarket {
  const walks = new SharedWalks();
  const models = createSymbolModels(seed);
  const instruments = models.map((model) => model.instrument);
  const symbols = new Map(models.map((model) => [model.instrument.id, new SymbolMarket(model, walks)]));
  return {
    seed,
    instruments: () => instruments,
    regimeAt: (instrumentId, timeMs) => symbols.get(instrumentId)?.regimeAt(timeMs),
    tradesBetween(instrumentId, fromMs, toMs) {
      const symbol = symbols.get(instrumentId);
      return symbol === undefined ? [] : tradesOf(symbol, fromMs, toMs);
    },
    quoteAt(instrumentId, timeMs) {
      const symbol = symbols.get(instrumentId);
      return symbol === undefined ? undefined : quoteOf(symbol, timeMs);
    },
    bookAt(instrumentId, timeMs, levels) {
      const symbol = symbols.get(instrumentId);
      if (symbol === undefined) return undefined;
      const { tape, index } = momentOf(symbol, timeMs);
      const best = { bid: tape.bidTicks[index] as number, ask: tape.askTicks[index] as number };
      return createDemoBook(symbol.model, best, timeMs, levels);
    },
    prepare(instrumentId, timeMs) {
      symbols.get(instrumentId)?.regimeAt(timeMs);
    },
  };
}

function tradesOf(symbol: SymbolMarket, fromMs: TimestampMs, toMs: TimestampMs): MarketTrade[] {
  const trades: MarketTrade[] = [];
  const lastMinute = Math.floor((toMs - 1) / MINUTE_MS);
  for (let minute = Math.floor(fromMs / MINUTE_MS); minute <= lastMinute; minute++) {
    const tape = symbol.tapeOf(minute);
    for (let index = indexAt(tape, fromMs - 1) + 1; index <= tape.count; index++) {
      if ((tape.timesMs[index] as number) >= toMs) break;
      trades.push(tradeAt(symbol.model, tape, index));
    }
  }
  return trades;
}

function tradeAt(model: SymbolModel, tape: MinuteTape, index: number): MarketTrade {
  return {
    instrumentId: model.instrument.id,
    timeMs: tape.timesMs[index] as number,
    price: gridValue(model.tick, tape.priceTicks[index] as number),
    quantity: gridValue(model.step, tape.quantitySteps[index] as number),
    takerSide: tape.buys[index] === 1 ? 'buy' : 'sell',
  };
}

function momentOf(symbol: SymbolMarket, timeMs: TimestampMs): { tape: MinuteTape; index: number } {
  const tape = symbol.tapeOf(Math.floor(timeMs / MINUTE_MS));
  return { tape, index: indexAt(tape, timeMs) };
}

function quoteOf(symbol: SymbolMarket, timeMs: TimestampMs): Quote {
  const { tape, index } = momentOf(symbol, timeMs);
  const { instrument, tick } = symbol.model;
  return {
    instrumentId: instrument.id,
    timeMs,
    bid: gridValue(tick, tape.bidTicks[index] as number),
    ask: gridValue(tick, tape.askTicks[index] as number),
  };
}
