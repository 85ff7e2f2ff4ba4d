import { unitsToText } from '../../core/amount.ts';
import type { ExchangeCore, MarketDriver } from '../../core/core-types.ts';
import { eight } from '../order-view.ts';
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

/** Prices walk up and down this many ticks; their texts are made once. */
const STEPS = 50;

type Feed = {
  readonly stream: string;
  readonly driver: MarketDriver;
  readonly isSell: boolean;
  readonly head: string;
  readonly prices: readonly string[];
};

/**
 * Trades at a steady pace, written straight into the sockets: each symbol's trades have running ids, so that a loss is seen.
 * Only symbols somebody listens to are told; the pace is that of all of them together.
 */
export function createLoad(core: ExchangeCore, hub: MarketHub, options: LoadOptions): { dispose(): void } {
  const feeds = Array.from({ length: options.symbols }, (_, index) => feedOf(core, index + 1));
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

function feedOf(core: ExchangeCore, number: number): Feed {
  const name = `SYM${String(number).padStart(4, '0')}`;
  const driver = core.drive(`${name}-USDT`);
  const isSell = number % 2 === 0;
  const prices = Array.from({ length: STEPS }, (_, step) =>
    eight(unitsToText(driver.price + step, driver.pricePlaces)),
  );
  const quantity = eight(unitsToText(QUANTITY_UNITS, driver.quantityPlaces));
  const head = `{"e":"trade","s":"${name}USDT","M":true,"q":"${quantity}","m":${isSell},"p":"`;
  return { stream: `${name.toLowerCase()}usdt@trade`, driver, isSell, head, prices };
}

const QUANTITY_UNITS = 10;

/** Only what somebody listens to happens: candles are those of the trades that were sent. */
function addTrade(hub: MarketHub, feed: Feed, batch: Map<MarketConnection, Buffer[]>): void {
  const clients = hub.clientsOf(feed.stream);
  if (!clients || clients.size === 0) return;
  const nowMs = Date.now();
  const step = Math.floor(nowMs / 100) % STEPS;
  const id = feed.driver.tell(feed.driver.price + step, QUANTITY_UNITS, feed.isSell);
  const payload = `${feed.head}${feed.prices[step]}","E":${nowMs},"T":${nowMs},"t":${id}}`;
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
