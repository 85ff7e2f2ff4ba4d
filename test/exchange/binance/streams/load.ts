import type { MarketConnection } from './market-connection.ts';
import type { MarketHub } from './market-hub.ts';

export type LoadOptions = {
  /** Of the symbols SYM0001-USDT … this many are driven. */
  readonly symbols: number;
  readonly tradesPerSecond: number;
};

const BEAT_MS = 5;
/** More than this behind is given up: the machine cannot keep the pace, and a burst would only hide it. */
const MOST_BEHIND_MS = 500;

type Feed = { readonly stream: string; readonly head: string; readonly price: number; id: number };

/**
 * Trades at a steady pace, written straight into the sockets: each symbol's trades have running ids, so that a loss is seen.
 * Only symbols somebody listens to are told; the pace is that of all of them together.
 */
export function createLoad(hub: MarketHub, options: LoadOptions): { dispose(): void } {
  const feeds = Array.from({ length: options.symbols }, (_, index) => feedOf(index + 1));
  const driven = new Set(feeds.map((feed) => feed.stream.slice(0, 7).toUpperCase()));
  hub.isLoaded = (symbol) => driven.has(symbol.slice(0, 7));
  let toldMs = performance.now();
  let owed = 0;
  let at = 0;
  const beat = (): void => {
    const nowMs = performance.now();
    owed += (Math.min(nowMs - toldMs, MOST_BEHIND_MS) * options.tradesPerSecond) / 1_000;
    toldMs = nowMs;
    const due = Math.floor(owed);
    owed -= due;
    const batch = new Map<MarketConnection, Buffer[]>();
    for (let count = 0; count < due; count++) {
      const feed = feeds[at];
      at = (at + 1) % feeds.length;
      if (feed) addTrade(hub, feed, batch);
    }
    for (const [client, frames] of batch) if (client.kept.isOpen) client.kept.raw.write(Buffer.concat(frames));
  };
  const timer = setInterval(beat, BEAT_MS);
  return { dispose: () => clearInterval(timer) };
}

function feedOf(number: number): Feed {
  const symbol = `SYM${String(number).padStart(4, '0')}USDT`;
  return {
    stream: `${symbol.toLowerCase()}@trade`,
    head: `{"e":"trade","s":"${symbol}","M":true,"q":"1.00000000","m":${number % 2 === 0},"p":"`,
    price: 1 + (number % 50),
    id: 1,
  };
}

function addTrade(hub: MarketHub, feed: Feed, batch: Map<MarketConnection, Buffer[]>): void {
  const clients = hub.clientsOf(feed.stream);
  if (!clients || clients.size === 0) return;
  const nowMs = Date.now();
  const id = feed.id++;
  const price = (feed.price + (id % 100) / 10_000).toFixed(8);
  const payload = `${feed.head}${price}","E":${nowMs},"T":${nowMs},"t":${id}}`;
  for (const client of clients) {
    const frames = batch.get(client) ?? [];
    if (frames.length === 0) batch.set(client, frames);
    frames.push(textFrame(client.frame(feed.stream, payload)));
  }
}

/** An unmasked, final text frame, as a server sends it. */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < 126 ? 2 : 4;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = 0x81;
  if (length < 126) frame[1] = length;
  else {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, header);
  return frame;
}
