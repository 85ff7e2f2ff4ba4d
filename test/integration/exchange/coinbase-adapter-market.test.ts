import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unwrap } from '../../../src-main/base/outcome.ts';
import { coinbase } from '../../../src-main/exchanges/coinbase/adapter.ts';
import type { ProtocolParts } from '../../../src-main/exchanges/connection/exchange-definition.ts';
import type { MarketStream, NumberedTrade } from '../../../src-main/exchanges/connection/market-protocol.ts';
import type { Instrument } from '../../../src-main/model/instrument.ts';
import { createLiveTransport } from '../../../src-main/resilience/live-transport.ts';
import { createSystemTimers } from '../../../src-main/resilience/system-timers.ts';
import type { Transport } from '../../../src-main/resilience/transport.ts';
import { type LocalCoinbase, startLocalCoinbase } from '../../exchange/coinbase/local-coinbase.ts';
import { createTestLog } from '../../fakes/test-log.ts';

const MINUTE_MS = 60_000;
const BTC = 'coinbase:BTC-USD';
const UNLIMITED = { privatePerSecond: 1_000, publicPerSecond: 1_000 };

let exchange: LocalCoinbase;
let transport: Transport;
const log = createTestLog();

function connect(): ProtocolParts {
  const timers = createSystemTimers();
  const pauses = { load: () => null, save: () => undefined };
  transport = createLiveTransport({ limits: coinbase.budgets, timers, log, pauses });
  const urls = { rest: exchange.rest, stream: exchange.stream, userStream: `${exchange.stream}/user` };
  return { urls, transport, timers, log, serverNowMs: () => exchange.core.nowMs(), findInstrument: () => undefined };
}

afterEach(async () => {
  await transport.dispose();
  await exchange.close();
});

describe('market data of our own adapter', () => {
  let nowMs = 0;
  let instruments: readonly Instrument[];
  let parts: ProtocolParts;

  beforeEach(async () => {
    nowMs = Date.UTC(2026, 0, 5, 12, 0, 30);
    exchange = await startLocalCoinbase({ coinbase: UNLIMITED, core: { clock: () => nowMs } });
    const bare = connect();
    instruments = unwrap(await coinbase.market(bare).instruments());
    parts = { ...bare, findInstrument: (id) => instruments.find((one) => one.id === id) };
  });

  const instrumentOf = (id: string): Instrument => {
    const found = instruments.find((one) => one.id === id);
    if (found === undefined) throw new Error(`the local exchange has no ${id}`);
    return found;
  };

  it('time, instruments and candles are the exchange’s own, minutes without trades left out', async () => {
    const market = coinbase.market(parts);
    expect(unwrap(await market.serverTimeMs())).toBe(nowMs);
    expect(instruments.map(({ symbol }) => symbol)).toContain('BTC-USDC');
    const toMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    const fromMs = toMs - market.pageRows * MINUTE_MS;
    const request = { instrument: instrumentOf('coinbase:ADA-USD'), interval: '1m', priority: 'history' } as const;
    const told = unwrap(await market.candlePage({ ...request, fromMs, toMs }));
    const own = exchange.core.minutes('ADA-USD', fromMs, toMs).filter(({ trades }) => trades > 0);
    expect(own.length).toBeLessThan(market.pageRows);
    expect([...told.openTimeMs]).toEqual(own.map(({ openTimeMs }) => openTimeMs));
    expect([...told.close]).toEqual(own.map(({ close }) => Number(close)));
    expect([...told.volume]).toEqual(own.map(({ volume }) => Number(volume)));
  });

  type Listening = { readonly stream: MarketStream; readonly trades: NumberedTrade[]; readonly said: string[] };

  function listen(): Listening {
    const [trades, said]: [NumberedTrade[], string[]] = [[], []];
    const stream = coinbase.market(parts).openStream({
      trade: (trade) => void trades.push(trade),
      quote: () => undefined,
      candle: () => undefined,
      connected: (ids) => void said.push(`connected ${ids.join()}`),
      broken: (ids) => void said.push(`broken ${ids.join()}`),
      alive: () => undefined,
    });
    stream.want({ market: new Set([BTC]), books: new Set([BTC]) });
    return { stream, trades, said };
  }

  function expectOwnBook({ stream }: Listening): void {
    const told = stream.book(BTC, 20);
    const own = exchange.core.book('BTC-USD', 20);
    const numbers = (side: typeof own.bids) => side.map((level) => level.map(Number));
    const pairs = (side: { readonly prices: Float64Array; readonly quantities: Float64Array } | undefined) =>
      [...(side?.prices ?? [])].map((price, index) => [price, side?.quantities[index]]);
    expect(pairs(told?.bids)).toEqual(numbers(own.bids));
    expect(pairs(told?.asks)).toEqual(numbers(own.asks));
  }

  /** Moves the market on, half a second at a time, until what is told of the book is the book. */
  async function untilOwnBook(listening: Listening): Promise<void> {
    await vi.waitFor(
      () => {
        nowMs += 500;
        expectOwnBook(listening);
      },
      { timeout: 5_000, interval: 120 },
    );
  }

  it.each([
    'sequenceSkip',
    'streamDropped',
    'streamTwice',
    'streamReordered',
    'streamMalformed',
    'socketClosed',
    'socketTerminated',
  ])('%s: the book is the exchange’s own again, and no trade comes twice', async (fault) => {
    const listening = listen();
    const own: string[] = [];
    exchange.core.onEvent((event) => event.kind === 'trade' && own.push(String(event.trade.id)));
    await untilOwnBook(listening);
    exchange.faults.set(fault, { count: 1, where: 'l2_data' });
    await vi.waitFor(
      () => {
        nowMs += 500;
        expect(exchange.faults.struck(fault)).toBe(1);
      },
      { interval: 60 },
    );
    exchange.faults.set(fault, { count: 1, where: 'market_trades' });
    await vi.waitFor(
      () => {
        nowMs += 500;
        expect(exchange.faults.struck(fault)).toBe(2);
      },
      { timeout: 3_000, interval: 60 },
    );
    await untilOwnBook(listening);
    const ids = listening.trades.map(({ tradeId }) => tradeId);
    expect(ids).toEqual([...new Set(ids)]);
    expect(own).toEqual(expect.arrayContaining(ids));
    await listening.stream.dispose();
  });

  it.each(['snapshotSplit', 'snapshotLarge'])('%s: the book is the exchange’s own', async (fault) => {
    exchange.faults.set(fault, { count: 1 });
    const listening = listen();
    await untilOwnBook(listening);
    expect(exchange.faults.struck(fault)).toBe(1);
    await listening.stream.dispose();
  });
});
