import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { BookRow } from '../../src-main/exchanges/connection/book-levels.ts';

const DATA = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data', 'ticks-l2', 'hftbacktest');

/** What a recording of Binance streams tells, by the time it was received, ms. Rows of depth are absolute quantities. */
export type RecordedTick = { readonly timeMs: number } & (
  | { readonly kind: 'quote'; readonly bid: number; readonly ask: number }
  | { readonly kind: 'trade'; readonly price: number; readonly quantity: number; readonly takerSide: 'buy' | 'sell' }
  | { readonly kind: 'depth'; readonly bids: readonly BookRow[]; readonly asks: readonly BookRow[] }
  | { readonly kind: 'snapshot'; readonly bids: readonly BookRow[]; readonly asks: readonly BookRow[] }
);

type Depth = { readonly e: 'depthUpdate'; readonly u: number; readonly b: BookRow[]; readonly a: BookRow[] };
type Trade = { readonly e: 'trade'; readonly p: string; readonly q: string; readonly m: boolean };
/** On spot without a name of its own. */
type Ticker = { readonly e?: 'bookTicker'; readonly b: string; readonly a: string };
type Snapshot = { readonly lastUpdateId: number; readonly bids: BookRow[]; readonly asks: BookRow[] };
type Message = { readonly data: Depth | Trade | Ticker } | Snapshot;

export function hasRecording(file: string): boolean {
  return existsSync(join(DATA, file));
}

/** The recording in its order. What the snapshot holds already is left out, as it would set older quantities. */
export function readRecording(file: string): readonly RecordedTick[] {
  const lines = gunzipSync(readFileSync(join(DATA, file)))
    .toString('utf8')
    .trim()
    .split('\n');
  const ticks: RecordedTick[] = [];
  const snapshotId = Number(/"lastUpdateId":(\d+)/.exec(lines.slice(0, 200).join('\n'))?.[1] ?? 0);
  for (const line of lines) {
    const space = line.indexOf(' ');
    const timeMs = Number(line.slice(0, space - 6));
    const tick = tickOf(JSON.parse(line.slice(space + 1)) as Message, timeMs, snapshotId);
    if (tick !== null) ticks.push(tick);
  }
  return ticks;
}

function tickOf(message: Message, timeMs: number, snapshotId: number): RecordedTick | null {
  if (!('data' in message)) return { kind: 'snapshot', timeMs, bids: message.bids, asks: message.asks };
  const { data } = message;
  if (data.e === 'depthUpdate')
    return data.u <= snapshotId ? null : { kind: 'depth', timeMs, bids: data.b, asks: data.a };
  if (data.e === 'trade') {
    if (Number(data.p) <= 0) return null; // an internal correction of the exchange
    return {
      kind: 'trade',
      timeMs,
      price: Number(data.p),
      quantity: Number(data.q),
      takerSide: data.m ? 'sell' : 'buy',
    };
  }
  return { kind: 'quote', timeMs, bid: Number(data.b), ask: Number(data.a) };
}
