import { describe, expect, it } from 'vitest';
import type { NumberedTrade } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { hasTestData } from '../../../../fakes/candle-files.ts';
import { instrumentOf } from '../../../../unit/src-main/exchanges/binance/scripted-transport.ts';
import { openSession, type Session, testDataText } from './recorded-sessions.ts';

const SPOT = 'ticks-l2/hftbacktest/spot';
const BTC_DAYS = [`${SPOT}/btcusdt_20240808.gz`, `${SPOT}/btcusdt_20240809.gz`];
const ETH_DAY = [`${SPOT}/ethusdt_20240808.gz`];
const CRYPTOFEED = 'ws/cryptofeed/BINANCE.ws.1.0';

/** The text of a field as it stands in a frame, read without a JSON parser. */
const field = (text: string, name: string): string =>
  new RegExp(`"${name}":"?([^",}\\]]*)"?[,}\\]]`).exec(text)?.[1] ?? '';

/** The frames of a recording: what stands behind the receive time. */
const framesOf = (files: readonly string[]): string[] =>
  files.flatMap((file) => testDataText(file).trim().split('\n')).map((line) => line.slice(line.indexOf(' ') + 1));

type Best = { readonly updateId: number; readonly texts: readonly [string, string, string, string] };

function bestsOf(frames: readonly string[]): Best[] {
  return frames
    .filter((frame) => frame.includes('@bookTicker"'))
    .map((frame) => {
      const data = frame.slice(frame.indexOf('"data"'));
      const texts = [field(data, 'b'), field(data, 'B'), field(data, 'a'), field(data, 'A')] as const;
      return { updateId: Number(field(data, 'u')), texts };
    })
    .sort((left, right) => left.updateId - right.updateId);
}

/** The book as the raw texts make it, one step at a time: slow, and nobody's code but this. */
class PlainBook {
  readonly bids = new Map<string, string>();
  readonly asks = new Map<string, string>();

  take(frame: string, names: readonly [bids: string, asks: string]): void {
    for (const [index, side] of [this.bids, this.asks].entries()) {
      const rows = new RegExp(`"${names[index]}":\\[((?:\\["[^"]*","[^"]*"\\],?)*)\\]`).exec(frame)?.[1] ?? '';
      for (const [, price = '', quantity = ''] of rows.matchAll(/\["([^"]*)","([^"]*)"\]/g)) {
        if (/^0\.?0*$/.test(quantity)) side.delete(price);
        else side.set(price, quantity);
      }
    }
  }

  /** Prices and quantities of the best levels of a side. */
  top(side: 'bids' | 'asks', levels: number): number[][] {
    const rows = [...this[side]].map(([price, quantity]) => [Number(price), Number(quantity)]);
    const sign = side === 'bids' ? -1 : 1;
    return rows.sort((left, right) => sign * ((left[0] ?? 0) - (right[0] ?? 0))).slice(0, levels);
  }
}

type BookCheck = {
  compared: number;
  /** Updates after which our best levels are not those of the last best-price message. */
  readonly different: number[];
  /** Those of them at which the raw texts did name the level that the best-price message names. */
  readonly ours: number[];
  readonly unlikePlain: number[];
};

const PLAIN_EACH = 100;
const PLAIN_LEVELS = 50;

/**
 * After each change of the book its best levels must be those of the last best-price message up to the same update: the exchange
 * sends one whenever price or quantity of a best level changes.
 */
function compareBook(replayed: Replayed, check: BookCheck, lastId: number): void {
  const { session, bests, plain, instrument } = replayed;
  const book = session.stream.book(instrument.id, PLAIN_LEVELS);
  const best = bests[lastIndexUpTo(bests, lastId)];
  if (book === undefined || best === undefined) return;
  const { bids, asks } = book;
  const actual = [bids.prices[0], bids.quantities[0], asks.prices[0], asks.quantities[0]];
  check.compared++;
  if (best.texts.some((text, index) => Number(text) !== actual[index])) {
    check.different.push(lastId);
    const [bid, , ask] = best.texts;
    if (plain.bids.has(bid) && plain.asks.has(ask)) check.ours.push(lastId);
  }
  if (check.compared % PLAIN_EACH !== 0) return;
  const rowsOf = (side: typeof bids): number[][] =>
    [...side.prices].map((price, i) => [price, side.quantities[i] ?? 0]);
  const isAlike =
    JSON.stringify(rowsOf(bids)) === JSON.stringify(plain.top('bids', PLAIN_LEVELS)) &&
    JSON.stringify(rowsOf(asks)) === JSON.stringify(plain.top('asks', PLAIN_LEVELS));
  if (!isAlike) check.unlikePlain.push(lastId);
}

function lastIndexUpTo(bests: readonly Best[], updateId: number): number {
  let low = 0;
  let high = bests.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bests[middle]?.updateId ?? 0) <= updateId) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

type Replayed = {
  readonly session: Session;
  readonly instrument: Instrument;
  readonly bests: readonly Best[];
  readonly plain: PlainBook;
};

async function replay(frames: readonly string[], instrument: Instrument): Promise<Replayed & { check: BookCheck }> {
  const session = await openSession([instrument]);
  const replayed = { session, instrument, bests: bestsOf(frames), plain: new PlainBook() };
  const check: BookCheck = { compared: 0, different: [], ours: [], unlikePlain: [] };
  const early: string[] = [];
  let snapshotId = Number.POSITIVE_INFINITY;
  const take = (frame: string): void => {
    if (Number(field(frame, 'u')) > snapshotId) replayed.plain.take(frame, ['b', 'a']);
  };
  for (const frame of frames) {
    if (frame.startsWith('{"lastUpdateId"')) {
      snapshotId = Number(field(frame, 'lastUpdateId'));
      replayed.plain.take(frame, ['bids', 'asks']);
      for (const change of early) take(change);
      await session.answerSnapshot(instrument.symbol.replace('-', ''), frame);
      continue;
    }
    session.socket.receive(frame);
    if (!frame.includes('"depthUpdate"')) continue;
    if (snapshotId === Number.POSITIVE_INFINITY) early.push(frame);
    take(frame);
    compareBook(replayed, check, Number(field(frame, 'u')));
  }
  return { ...replayed, check };
}

function tradeTexts(frame: string): string[] {
  return ['t', 'T', 'p', 'q', 'm'].map((name) => field(frame, name));
}

function tradeDiffers(frame: string, trade: NumberedTrade | undefined): boolean {
  const [id, time, price, quantity, buyerIsMaker] = tradeTexts(frame);
  return (
    id !== trade?.tradeId ||
    Number(time) !== trade?.timeMs ||
    Number(price) !== trade?.price ||
    Number(quantity) !== trade?.quantity ||
    buyerIsMaker !== String(trade?.takerSide === 'sell')
  );
}

/**
 * At two updates the recording contradicts itself: the best-price message names a bid that no change of the book up to then
 * holds, and that the next change deletes.
 */
const CONTRADICTIONS = [50_093_478_174, 50_093_480_542];

describe.each([
  {
    name: 'BTCUSDT over midnight',
    files: BTC_DAYS,
    symbol: 'BTC-USDT',
    counts: [6_495, 73_174, 19_904],
    different: CONTRADICTIONS,
  },
  { name: 'ETHUSDT', files: ETH_DAY, symbol: 'ETH-USDT', counts: [3_434, 24_077, 6_106], different: [] },
])('a recorded session: $name', ({ files, symbol, counts, different }) => {
  const [depths = 0, quotes, trades] = counts;

  it.skipIf(!files.every(hasTestData))('decodes whole, and its book is right after every change', async () => {
    const frames = framesOf(files);
    const { session, check } = await replay(frames, instrumentOf(symbol));
    const { told, stream } = session;
    expect(stream.counts).toMatchObject({ malformed: 0, foreign: 0 });
    expect([told.trades.length, told.quotes.length]).toEqual([trades, quotes]);
    expect(check).toMatchObject({ different, ours: [], unlikePlain: [] });
    // Only the few changes before the snapshot have no book.
    expect(check.compared).toBeGreaterThan(depths - 10);
    expect(told.states).toEqual([`connected binance:${symbol}`]);
    expect(session.bench.transport.sent).toHaveLength(1);

    const tradeFrames = frames.filter((frame) => frame.includes('"e":"trade"'));
    expect(tradeFrames.filter((frame, index) => tradeDiffers(frame, told.trades[index]))).toEqual([]);
    const quoteFrames = frames.filter((frame) => frame.includes('@bookTicker"'));
    const wrong = quoteFrames.filter((frame, index) => {
      const data = frame.slice(frame.indexOf('"data"'));
      const quote = told.quotes[index];
      return Number(field(data, 'b')) !== quote?.bid || Number(field(data, 'a')) !== quote.ask;
    });
    expect(wrong).toEqual([]);
  });
});

describe('a recorded session of four thin markets', () => {
  const symbols = ['NKN-USDT', 'BLZ-ETH', 'LRC-BTC', 'RUNE-EUR'];

  it.skipIf(!hasTestData(CRYPTOFEED))('decodes whole; books join their snapshots and follow', async () => {
    const session = await openSession(symbols.map(instrumentOf));
    const lines = testDataText(CRYPTOFEED).trim().split('\n').slice(1);
    const snapshots = testDataText('ws/cryptofeed/BINANCE.http.0.0').trim().split('\n');
    for (const line of snapshots) {
      const symbol = /symbol=([A-Z]+)/.exec(line)?.[1] ?? '';
      await session.answerSnapshot(symbol, line.slice(line.indexOf(': {') + 2));
    }
    const frames = lines.filter((line) => line.includes('{')).map((line) => line.slice(line.indexOf('{')));
    for (const frame of frames) session.socket.receive(frame);
    const count = (kind: string): number => frames.filter((frame) => frame.includes(kind)).length;
    expect(session.stream.counts).toEqual({
      frames: frames.length + 1,
      malformed: 0,
      foreign: count('aggTrade@') + count('@aggTrade'),
    });
    expect(session.told.quotes).toHaveLength(count('@bookTicker'));
    expect(session.told.candles).toHaveLength(count('@kline_1m'));
    for (const { candle } of session.told.candles) expect(candle.volume).toBeGreaterThanOrEqual(0);
    for (const symbol of symbols) {
      const book = session.stream.book(`binance:${symbol}`, 5);
      expect(book?.bids.prices[0]).toBeLessThan(book?.asks.prices[0] ?? 0);
    }
    // A snapshot that is older than a change it must be continued by is asked for again: none was here.
    expect(session.bench.transport.sent).toHaveLength(symbols.length);
  });
});
