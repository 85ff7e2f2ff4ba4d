import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { ExchangeAdapter } from '../../../../src-main/engine/ports/exchange.ts';
import { binance } from '../../../../src-main/exchanges/binance/adapter.ts';
import { coinbase } from '../../../../src-main/exchanges/coinbase/adapter.ts';
import { createExchangeAdapter } from '../../../../src-main/exchanges/connection/exchange-adapter.ts';
import { recordTape } from '../../../../src-main/market-data/tape/record-tape.ts';
import { createTapeTransport } from '../../../../src-main/market-data/tape/tape-transport.ts';
import { copyCandle } from '../../../../src-main/model/candle.ts';
import { createLiveTransport } from '../../../../src-main/resilience/live-transport.ts';
import { createSystemTimers } from '../../../../src-main/resilience/system-timers.ts';
import type { LocalExchange } from '../../../exchange/start-local-exchange.ts';
import { startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

const SYMBOLS = { binance: ['BTC-USDT', 'ETH-USDT'], coinbase: ['BTC-USD', 'ETH-USD'] } as const;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Heard = {
  readonly trades: string[];
  readonly candles: string[];
  readonly books: string[];
  readonly quotes: string[];
};

/** What an adapter says of the market; at each trade also how the book stands. */
function listen(adapter: ExchangeAdapter, symbols: readonly string[]): Heard {
  const heard: Heard = { trades: [], candles: [], books: [], quotes: [] };
  const ids = symbols.map((symbol) => `${adapter.venue}:${symbol}`);
  for (const id of ids) adapter.feed.watchBook(id);
  adapter.feed.subscribe(ids, (message) => {
    if (message.kind === 'trade') {
      heard.trades.push(JSON.stringify(message.trade));
      const { bids, asks } = adapter.feed.book(message.trade.instrumentId, 20) ?? {};
      heard.books.push(JSON.stringify(bids === undefined ? null : { bids, asks }));
    } else if (message.kind === 'quote') {
      // Binance gives quotes and snapshots no time of its own: ours comes from a measured clock, and how long a request was
      // on its way is not on a tape.
      const { timeMs: _timeMs, ...quote } = message.quote;
      heard.quotes.push(JSON.stringify(quote));
    } else if (message.kind === 'candle') {
      heard.candles.push(JSON.stringify({ id: message.instrumentId, ...copyCandle(message.candle) }));
    }
  });
  return heard;
}

/** Somebody trades on both markets, so that the session is a short one. */
function keepTrading({ core, tick }: LocalExchange, symbols: readonly string[]): () => void {
  let count = 0;
  const handle = setInterval(() => {
    for (const symbol of symbols) {
      const { asks, bids } = core.book(symbol, 1);
      const side = ++count % 3 === 0 ? 'sell' : 'buy';
      const [price] = (side === 'buy' ? asks : bids)[0] ?? [];
      if (price !== undefined) core.tradeAt(symbol, price, `0.0${(count % 9) + 1}`, side);
    }
    tick();
  }, 15);
  return () => clearInterval(handle);
}

async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a tape of an exchange', () => {
  it.each([binance, coinbase])(
    'of $name played gives the trades, minutes and books of the live session, over a break too',
    {
      timeout: 90_000,
    },
    async (definition) => {
      const symbols = SYMBOLS[definition.venue as keyof typeof SYMBOLS];
      const folder = mkdtempSync(join(tmpdir(), 'bellwether-tape-'));
      closing.push(() => rmSync(folder, { recursive: true, force: true }));
      // The exchange's minute ends some seconds after the beginning.
      const offsetMs = 57_500 - (Date.now() % 60_000);
      const exchange = await startLocalExchange({ seed: 7, clock: () => Date.now() + offsetMs });
      closing.push(() => exchange.close());
      closing.push(keepTrading(exchange, symbols));
      const [timers, log] = [createSystemTimers(), createTestLog()];
      const transport = createLiveTransport({
        limits: definition.budgets,
        timers,
        log,
        pauses: { load: () => null, save: () => undefined },
      });
      closing.push(() => transport.dispose());
      const stream = definition === coinbase ? `${exchange.ws}/cb` : exchange.ws;
      const urls = { rest: exchange.rest, stream, userStream: stream };
      const path = join(folder, 'session.tape.gz');
      const recording = unwrap(recordTape(transport, path, { exchange: definition.venue, urls, timers, log }));
      const adapter = createExchangeAdapter(definition, { urls, transport, timers, log });
      closing.push(() => adapter.dispose());
      unwrap(await adapter.start());
      const live = listen(adapter, symbols);
      await untilTrue(() => live.books.some((book) => book !== 'null') && live.trades.length > 10);
      exchange.dropSockets('terminate');
      await untilTrue(() => live.candles.length >= symbols.length);
      const [trades, books] = [live.trades.length, live.books.length];
      await untilTrue(
        () => live.trades.length > trades + 20 && live.books.slice(books).some((book) => book !== 'null'),
      );
      const stopped = recording.stop();
      const heard: Heard = structuredClone(live);
      await stopped;

      for (let round = 0; round < 2; round++) {
        const tape = unwrap(await createTapeTransport(path, createManualTimers(), 'unpaced'));
        const played = createExchangeAdapter(definition, {
          urls,
          transport: tape,
          timers: tape.timers,
          log: createTestLog(),
        });
        const started = played.start();
        const ended = tape.play();
        unwrap(await started);
        const again = listen(played, symbols);
        const end = await ended;
        // What was under way when the recording ended has no reply on the tape.
        expect(end).toMatchObject({ isTorn: false, unheardFrames: 0 });
        expect(again.trades).toEqual(heard.trades);
        expect(again.candles).toEqual(heard.candles);
        expect(again.quotes).toEqual(heard.quotes);
        expect(again.books).toEqual(heard.books);
        await played.dispose();
        tape.dispose();
      }
      expect(heard.candles.length).toBeGreaterThanOrEqual(symbols.length);
    },
  );
});
