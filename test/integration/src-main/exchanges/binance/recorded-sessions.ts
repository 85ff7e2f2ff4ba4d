import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createPublicRest } from '../../../../../src-main/exchanges/binance/rest.ts';
import { type BinanceStream, openMarketStream } from '../../../../../src-main/exchanges/binance/stream.ts';
import type { NumberedTrade, StreamListener } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { copyCandle } from '../../../../../src-main/model/candle.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import type { Quote } from '../../../../../src-main/model/market-trade.ts';
import {
  type Bench,
  createBench,
  type ScriptedReply,
  type ScriptedSocket,
} from '../../../../unit/src-main/exchanges/binance/scripted-transport.ts';

const DATA = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data');

export function testDataText(path: string): string {
  const bytes = readFileSync(join(DATA, path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** What a stream told, each its own copy. */
export type Told = {
  readonly trades: NumberedTrade[];
  readonly quotes: Quote[];
  readonly candles: { readonly instrumentId: string; readonly candle: Candle; readonly isClosed: boolean }[];
  readonly states: string[];
};

export function createKeeper(): { told: Told; listener: StreamListener } {
  const told: Told = { trades: [], quotes: [], candles: [], states: [] };
  const listener: StreamListener = {
    trade: (trade) => void told.trades.push(trade),
    quote: (quote) => void told.quotes.push(quote),
    candle: (instrumentId, candle, isClosed) =>
      void told.candles.push({ instrumentId, candle: copyCandle(candle), isClosed }),
    connected: (ids) => void told.states.push(`connected ${ids.join(' ')}`),
    broken: (ids, reason) => void told.states.push(`broken ${ids.join(' ')}: ${reason}`),
    alive: () => undefined,
  };
  return { told, listener };
}

export type Session = {
  readonly bench: Bench;
  readonly stream: BinanceStream;
  readonly socket: ScriptedSocket;
  readonly told: Told;
  /** Answers the open request for a snapshot of a symbol. */
  readonly answerSnapshot: (symbol: string, body: unknown) => Promise<void>;
};

/** A stream of all topics of these instruments, subscribed and acknowledged; snapshots wait for their answers. */
export async function openSession(instruments: readonly Instrument[]): Promise<Session> {
  const bench = createBench(instruments);
  const waiting = new Map<string, (reply: ScriptedReply) => void>();
  bench.transport.answer = (built) =>
    new Promise((answer) => {
      waiting.set(new URL(built.url).searchParams.get('symbol') ?? '', answer);
    });
  const { told, listener } = createKeeper();
  const stream = openMarketStream(bench.parts, createPublicRest(bench.parts), listener);
  const ids = new Set(instruments.map(({ id }) => id));
  stream.want({ market: ids, books: ids });
  const [socket] = bench.transport.sockets;
  if (socket === undefined) throw new Error('no socket was opened');
  socket.options.onOpen();
  for (const { id } of socket.takeSent()) socket.receive({ result: null, id });
  await bench.timers.run(0);
  return {
    bench,
    stream,
    socket,
    told,
    answerSnapshot: async (symbol, body) => {
      waiting.get(symbol)?.({ body });
      await bench.timers.run(0);
    },
  };
}
