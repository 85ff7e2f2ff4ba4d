import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { ExchangeAdapter } from '../../../../src-main/engine/ports/exchange.ts';
import { binance } from '../../../../src-main/exchanges/binance/adapter.ts';
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

const IDS = ['binance:BTC-USDT', 'binance:ETH-USDT'];

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
function listen(adapter: ExchangeAdapter): Heard {
  const heard: Heard = { trades: [], candles: [], books: [], quotes: [] };
  for (const id of IDS) adapter.feed.watchBook(id);
  adapter.feed.subscribe(IDS, (message) => {
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
function keepTrading({ core, tick }: LocalExchange): () => void {
  let count = 0;
  const handle = setInterval(() => {
    for (const id of IDS) {
      const symbol = id.slice('binance:'.length);
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

describe('a tape of Binance', () => {
  it('played gives the trades, minutes and books of the live session, over a break too', {
    timeout: 90_000,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-tape-'));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    // The exchange's minute ends some seconds after the beginning.
    const offsetMs = 56_500 - (Date.now() % 60_000);
    const exchange = await startLocalExchange({ seed: 7, clock: () => Date.now() + offsetMs });
    closing.push(() => exchange.close());
    closing.push(keepTrading(exchange));
    const [timers, log] = [createSystemTimers(), createTestLog()];
    const transport = createLiveTransport({
      limits: binance.budgets,
      timers,
      log,
      pauses: { load: () => null, save: () => undefined },
    });
    closing.push(() => transport.dispose());
    const urls = { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws };
    const path = join(folder, 'binance.tape.gz');
    const recording = unwrap(recordTape(transport, path, { exchange: 'binance', urls, timers, log }));
    const adapter = createExchangeAdapter(binance, { urls, transport, timers, log });
    closing.push(() => adapter.dispose());
    unwrap(await adapter.start());
    const live = listen(adapter);
    await untilTrue(() => live.books.some((book) => book !== 'null') && live.trades.length > 10);
    exchange.dropSockets('terminate');
    await untilTrue(() => live.candles.length >= IDS.length);
    const [trades, books] = [live.trades.length, live.books.length];
    await untilTrue(() => live.trades.length > trades + 20 && live.books.slice(books).some((book) => book !== 'null'));
    await recording.stop();
    const heard: Heard = structuredClone(live);

    for (let round = 0; round < 2; round++) {
      const tape = unwrap(await createTapeTransport(path, createManualTimers(), 'unpaced'));
      const played = createExchangeAdapter(binance, {
        urls,
        transport: tape,
        timers: tape.timers,
        log: createTestLog(),
      });
      const started = played.start();
      const ended = tape.play();
      unwrap(await started);
      const again = listen(played);
      const end = await ended;
      expect(end).toMatchObject({ isTorn: false, unheardFrames: 0, unknownRequests: 0 });
      expect(again.trades).toEqual(heard.trades);
      expect(again.candles).toEqual(heard.candles);
      expect(again.quotes).toEqual(heard.quotes);
      expect(again.books).toEqual(heard.books);
      await played.dispose();
      tape.dispose();
    }
    expect(heard.candles.length).toBeGreaterThanOrEqual(IDS.length);
  });
});
