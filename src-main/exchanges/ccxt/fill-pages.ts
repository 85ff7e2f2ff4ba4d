import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { VenueFill } from '../connection/order-protocol.ts';
import type { CcxtTrade } from './client.ts';
import type { OrderDesk } from './order-desk.ts';
import { venueFillOf } from './parse-orders.ts';

const MOST_PAGES = 50;

/** Our fills of an instrument since a time, oldest first, each once; a list that cannot be read whole is a failure. */
export async function loadFills(
  desk: OrderDesk,
  instrument: Instrument,
  sinceMs: number,
): Promise<Outcome<readonly VenueFill[]>> {
  const { client } = desk;
  if (client.has.fetchMyTrades !== true) return fail('exchangeFailed', 'the exchange tells no fills');
  const fills = new Map<string, VenueFill>();
  let fromMs = Math.max(0, Math.floor(sinceMs));
  for (let page = 0; page < MOST_PAGES; page++) {
    const trades = await desk.ask('fetchMyTrades', () => tradesFrom(desk, instrument, fromMs));
    if (!trades.ok) return trades;
    const before = fills.size;
    const read = readAll(desk, trades.value, instrument, fills);
    if (!read.ok) return read;
    const lastMs = Math.max(fromMs, ...trades.value.map(({ timestamp }) => timestamp ?? 0));
    if (fills.size === before) return succeed(inOrder(fills, sinceMs));
    // The next page begins with the last moment of this one: several fills may share it.
    fromMs = lastMs;
  }
  return fail('exchangeFailed', `fills are more than ${MOST_PAGES} pages`);
}

async function tradesFrom(desk: OrderDesk, instrument: Instrument, fromMs: number): Promise<readonly CcxtTrade[]> {
  const symbol = desk.symbolOf(instrument);
  if (symbol === undefined) throw new RangeError(`instrument is ${instrument.id}, expected one that the exchange has`);
  return desk.client.fetchMyTrades(symbol, fromMs);
}

function readAll(
  desk: OrderDesk,
  trades: readonly CcxtTrade[],
  instrument: Instrument,
  fills: Map<string, VenueFill>,
): Outcome<void> {
  for (const trade of trades) {
    // The first of a page are the last of the one before.
    if (trade.id !== undefined && fills.has(`${trade.order ?? ''}/${trade.id}`)) continue;
    try {
      const fill = venueFillOf(desk, trade, instrument);
      if (fill === undefined) return fail('replyUnreadable', 'a fill lacks its price, its amount or its time');
      fills.set(`${fill.venueOrderId}/${fill.fillId}`, fill);
    } catch {
      return fail('replyUnreadable', 'a fill has amounts that cannot be read');
    }
  }
  return succeed(undefined);
}

function inOrder(fills: ReadonlyMap<string, VenueFill>, sinceMs: number): readonly VenueFill[] {
  return [...fills.values()]
    .filter(({ timeMs }) => timeMs >= sinceMs)
    .sort((left, right) => left.timeMs - right.timeMs);
}
