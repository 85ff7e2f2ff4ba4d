import { describe, expect, it } from 'vitest';
import type { MarketMessage } from '../../../../../src-main/engine/ports/market-feed.ts';
import type { ExchangeFeed } from '../../../../../src-main/exchanges/connection/exchange-feed.ts';
import { createExchangeFeed } from '../../../../../src-main/exchanges/connection/exchange-feed.ts';
import type { ManualTimers } from '../../../../fakes/manual-timers.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import type { ScriptedMarket, ScriptedMarketOptions } from '../../../../fakes/scripted-exchange-market.ts';
import { createScriptedMarket, minuteOf } from '../../../../fakes/scripted-exchange-market.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

const START_MS = Date.UTC(2026, 0, 1, 12, 0, 20);
const MINUTE_MS = 60_000;
/** The minute that forms at the start. */
const FIRST_MS = Date.UTC(2026, 0, 1, 12, 0);
const BTC = 'scripted:BTC-USDT';
const ETH = 'scripted:ETH-USDT';

type Desk = {
  readonly timers: ManualTimers;
  readonly market: ScriptedMarket;
  readonly feed: ExchangeFeed;
  readonly said: MarketMessage[];
  readonly minutes: () => string[];
  readonly states: () => string[];
  readonly times: () => number[];
};

function desk(options: Partial<ScriptedMarketOptions> = {}): Desk {
  const timers = createManualTimers(START_MS);
  const market = createScriptedMarket({ timers, ...options });
  const feed = createExchangeFeed({
    protocol: market.protocol,
    timers,
    log: createTestLog(),
    serverNowMs: () => timers.nowMs(),
    instruments: () => market.instruments,
    findInstrument: (instrumentId) => market.instruments.find(({ id }) => id === instrumentId),
  });
  const said: MarketMessage[] = [];
  return {
    timers,
    market,
    feed,
    said,
    minutes: () =>
      said.flatMap((message) =>
        message.kind === 'candle'
          ? [`${message.instrumentId} ${(message.candle.openTimeMs - FIRST_MS) / MINUTE_MS}`]
          : [],
      ),
    states: () => said.flatMap((message) => (message.kind === 'state' ? [message.state] : [])),
    times: () => said.flatMap((message) => (message.kind === 'time' ? [message.timeMs] : [])),
  };
}

/** Copies what is borrowed. */
function keep(said: MarketMessage[]): (message: MarketMessage) => void {
  return (message) => said.push(structuredClone(message));
}

/** A quiet market that is alive. */
async function runAlive({ timers, market }: Desk, byMs: number): Promise<void> {
  for (let leftMs = byMs; leftMs > 0; leftMs -= 1_000) {
    market.listener().alive([...market.wanted().market]);
    await timers.run(Math.min(1_000, leftMs));
  }
}

describe('exchange feed: states', () => {
  it('is disconnected until the stream is whole, then live; says so when subscribed to', async () => {
    const d = desk();
    expect(d.feed.stateOf(BTC)).toBe('disconnected');
    d.feed.subscribe([BTC], keep(d.said));
    expect(d.states()).toEqual(['disconnected']);
    d.market.connect();
    expect(d.feed.stateOf(BTC)).toBe('live');
    expect(d.states()).toEqual(['disconnected', 'live']);
  });

  it('is stale without a sign of life, and live again with the next', async () => {
    const d = desk({ staleAfterMs: 5_000 });
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    await d.timers.run(4_900);
    expect(d.feed.stateOf(BTC)).toBe('live');
    await d.timers.run(2_000);
    expect(d.feed.stateOf(BTC)).toBe('stale');
    d.market.listener().trade(trade('1'));
    expect(d.feed.stateOf(BTC)).toBe('live');
    const last = d.said.slice(-2).map(({ kind }) => kind);
    expect(last).toEqual(['state', 'trade']);
  });

  it('asks over REST when the stream stays down, as delayed, and no more once it is back', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    d.market.disconnect();
    await d.timers.run(4_000);
    expect(d.feed.stateOf(BTC)).toBe('disconnected');
    expect(d.market.quoteRequests).toEqual([]);
    await d.timers.run(4_000);
    expect(d.feed.stateOf(BTC)).toBe('delayed');
    expect(d.said.some(({ kind }) => kind === 'quote')).toBe(true);
    d.market.connect();
    expect(d.feed.stateOf(BTC)).toBe('live');
    const asked = d.market.quoteRequests.length;
    await runAlive(d, 10_000);
    expect(d.market.quoteRequests.length).toBe(asked);
  });

  it('tells minutes over REST while the stream is down', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    await d.timers.run(3 * MINUTE_MS);
    expect(d.minutes()).toEqual([`${BTC} 0`, `${BTC} 1`, `${BTC} 2`]);
    expect(d.states()).toEqual(['disconnected', 'delayed']);
  });

  it('is disconnected when REST is down as well', async () => {
    const d = desk();
    d.market.quotesFail = true;
    d.feed.subscribe([BTC], keep(d.said));
    await d.timers.run(30_000);
    expect(d.states()).toEqual(['disconnected']);
    expect(d.market.quoteRequests.length).toBeLessThan(8);
  });
});

describe('exchange feed: minutes (exchanges.md 6)', () => {
  it('tells what the stream closes at once, without asking REST', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    await runAlive(d, 40_100);
    d.market.close(BTC, FIRST_MS);
    expect(d.minutes()).toEqual([`${BTC} 0`]);
    await runAlive(d, 30_000);
    expect(d.market.pages).toEqual([]);
  });

  it('after a break: what was missed is told while nothing may be entered, the newest as live', async () => {
    const d = desk();
    d.market.quotesFail = true;
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    await runAlive(d, 30_000);
    d.market.disconnect();
    d.market.pageFaults.push(...Array<'fail'>(50).fill('fail'));
    await d.timers.run(3 * MINUTE_MS + 13_500);
    expect(d.minutes()).toEqual([]);
    d.market.pageFaults.length = 0;
    d.market.connect();
    await d.timers.run(0);
    const told = d.said.filter(({ kind }) => kind === 'state' || kind === 'candle').slice(-5);
    expect(told.map((message) => (message.kind === 'state' ? message.state : message.kind))).toEqual([
      'candle',
      'candle',
      'candle',
      'live',
      'candle',
    ]);
    expect(d.states()).toEqual(['disconnected', 'live', 'disconnected', 'live']);
    expect(d.minutes()).toEqual([0, 1, 2, 3].map((minute) => `${BTC} ${minute}`));
  });

  it('a minute without a closing word is asked for 3 s after its end', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    await runAlive(d, 42_900);
    expect(d.market.pages).toEqual([]);
    await runAlive(d, 1_500);
    expect(d.minutes()).toEqual([`${BTC} 0`]);
    expect(d.market.pages[0]?.fromMs).toBe(FIRST_MS - 2 * MINUTE_MS);
  });

  it('a quiet minute is passed over at the second look, and the time waits for that', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    d.market.pageFaults.push(
      () => [],
      () => [],
    );
    await runAlive(d, 45_000);
    expect(d.market.pages.length).toBe(1);
    expect(Math.max(...d.times())).toBe(FIRST_MS + MINUTE_MS - 1);
    await runAlive(d, 10_000);
    expect(d.market.pages.length).toBe(2);
    expect(d.minutes()).toEqual([]);
    expect(d.feed.counters().passedOver).toBe(1);
    expect(d.times().at(-1)).toBeGreaterThan(FIRST_MS + MINUTE_MS);
  });

  it('a row that one answer lacks is not passed over', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    d.market.pageFaults.push((rows) => rows.filter(({ openTimeMs }) => openTimeMs !== FIRST_MS));
    await runAlive(d, 60_000);
    expect(d.minutes()).toEqual([`${BTC} 0`]);
    expect(d.feed.counters().passedOver).toBe(0);
  });

  it('what was told stands: REST saying otherwise later is counted', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    await runAlive(d, 40_000);
    const own = minuteOf(BTC, FIRST_MS, 0);
    if (own === null) throw new Error('expected a minute');
    d.market.listener().candle(BTC, { ...own, close: own.close + 0.5 }, true);
    await runAlive(d, MINUTE_MS + 4_000);
    expect(d.minutes()).toEqual([`${BTC} 0`, `${BTC} 1`]);
    expect(d.feed.counters().corrections).toBe(1);
  });

  it('late and repeated closings are ignored', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    await runAlive(d, 40_000);
    for (const minute of [0, 0, -1, 0]) d.market.close(BTC, FIRST_MS + minute * MINUTE_MS);
    expect(d.minutes()).toEqual([`${BTC} 0`]);
    expect(d.feed.counters().late).toBe(3);
  });

  it('more minutes than a page holds come page by page', async () => {
    const d = desk({ pageRows: 5 });
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    await d.timers.run(1_000);
    d.timers.leap(12 * MINUTE_MS);
    await runAlive(d, 5_000);
    expect(d.minutes()).toEqual([...Array(12).keys()].map((minute) => `${BTC} ${minute}`));
    expect(d.feed.stateOf(BTC)).toBe('live');
  });

  it('a planned change-over just after a minute’s end leaves the state as it is', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    await runAlive(d, 41_000);
    d.market.connect();
    expect(d.states()).toEqual(['disconnected', 'live']);
    d.market.disconnect();
    d.market.connect();
    expect(d.feed.stateOf(BTC)).toBe('disconnected');
    d.market.close(BTC, FIRST_MS);
    expect(d.feed.stateOf(BTC)).toBe('live');
  });

  it('one that takes the place of another goes on where that one ended, a day back at most', async () => {
    const d = desk({ symbols: ['BTC-USDT', 'ETH-USDT'] });
    const toldToMs: Record<string, number> = { [BTC]: FIRST_MS - 3 * MINUTE_MS, [ETH]: FIRST_MS - 9_000 * MINUTE_MS };
    d.feed.subscribe([BTC, ETH], keep(d.said), (id) => toldToMs[id]);
    d.market.connect();
    expect(d.feed.stateOf(BTC)).not.toBe('live');
    await runAlive(d, 10_000);
    expect(d.feed.stateOf(BTC)).toBe('live');
    const told = d.minutes();
    expect(told.filter((line) => line.startsWith(BTC))).toEqual([`${BTC} -3`, `${BTC} -2`, `${BTC} -1`]);
    expect(told.filter((line) => line.startsWith(ETH))).toHaveLength(1_440);
    expect(told.at(-1)).toBe(`${ETH} -1`);
  });

  it('many instruments that come back together are asked for a few at a time, all of them', async () => {
    const symbols = [...Array(200).keys()].map((index) => `S${index}-USDT`);
    const d = desk({ symbols });
    d.market.quotesFail = true;
    d.feed.subscribe(
      d.market.instruments.map(({ id }) => id),
      keep(d.said),
    );
    d.market.connect();
    d.market.disconnect();
    let underWay = 0;
    let most = 0;
    d.market.pageDelayMs = () => {
      most = Math.max(most, ++underWay);
      d.timers.after(50, () => void underWay--);
      return 50;
    };
    await d.timers.run(44_000);
    d.market.connect();
    await d.timers.run(5_000);
    expect(d.minutes().length).toBe(200);
    expect(most).toBeLessThanOrEqual(12);
  });

  it('tells the forming minute, but not one that is behind what was told', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    const forming = minuteOf(BTC, FIRST_MS, 0);
    if (forming === null) throw new Error('expected a minute');
    d.market.listener().candle(BTC, forming, false);
    d.market.close(BTC, FIRST_MS);
    d.market.listener().candle(BTC, forming, false);
    expect(d.said.filter(({ kind }) => kind === 'forming').length).toBe(1);
  });
});

describe('exchange feed: trades, quotes and time', () => {
  it('a planned change-over tells a trade twice: it is told once, and times do not go back', () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    const { listener } = d.market;
    for (const [id, timeMs] of [
      ['1', 10],
      ['2', 20],
      ['4', 40],
      ['2', 20],
      ['3', 30],
      ['4', 40],
    ] as const) {
      listener().trade(trade(id, timeMs));
    }
    const told = d.said.flatMap((message) => (message.kind === 'trade' ? [message.trade.timeMs] : []));
    expect(told).toEqual([10, 20, 40, 40]);
    expect(d.feed.counters().duplicateTrades).toBe(2);
  });

  it('time comes every 250 ms and waits at a minute that is outstanding, but not for one that is stale for a minute', async () => {
    const d = desk({ symbols: ['BTC-USDT', 'ETH-USDT'] });
    d.market.quotesFail = true;
    d.feed.subscribe([BTC, ETH], keep(d.said));
    d.market.connect();
    await d.timers.run(1_000);
    expect(d.times()).toEqual([250, 500, 750, 1_000].map((ms) => START_MS + ms));
    d.market.disconnect(ETH);
    d.market.pageDelayMs = () => Number.MAX_SAFE_INTEGER;
    for (let second = 0; second < 50; second++) {
      d.market.listener().alive([BTC]);
      await d.timers.run(1_000);
    }
    d.market.close(BTC, FIRST_MS);
    await d.timers.run(500);
    expect(d.times().at(-1)).toBe(FIRST_MS + MINUTE_MS - 1);
    for (let second = 0; second < 20; second++) {
      d.market.listener().alive([BTC]);
      await d.timers.run(1_000);
    }
    expect(d.feed.stateOf(BTC)).toBe('live');
    expect(d.times().at(-1)).toBeGreaterThan(FIRST_MS + MINUTE_MS);
  });

  it('subscriptions are counted: topics go with the last, a stream is opened once', () => {
    const d = desk({ symbols: ['BTC-USDT', 'ETH-USDT'] });
    const first = d.feed.subscribe([BTC], keep(d.said));
    const second = d.feed.subscribe([BTC, ETH], keep(d.said));
    expect([...d.market.wanted().market].sort()).toEqual([BTC, ETH]);
    void first.dispose();
    void first.dispose();
    expect([...d.market.wanted().market].sort()).toEqual([BTC, ETH]);
    void second.dispose();
    expect([...d.market.wanted().market]).toEqual([]);
    d.said.length = 0;
    d.market.listener().trade(trade('9'));
    expect(d.said).toEqual([]);
  });

  it('an instrument that the exchange does not have is refused', () => {
    const d = desk();
    expect(() => d.feed.subscribe(['scripted:NO-USDT'], () => undefined)).toThrow(RangeError);
    expect(() => d.feed.watchBook('scripted:NO-USDT')).toThrow(RangeError);
  });

  it('a book that stays crossed is built anew', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    const watch = d.feed.watchBook(BTC);
    expect([...d.market.wanted().books]).toEqual([BTC]);
    const side = (price: number) => ({ prices: Float64Array.of(price), quantities: Float64Array.of(1) });
    d.market.books.set(BTC, { instrumentId: BTC, timeMs: 0, bids: side(101), asks: side(100) });
    await d.timers.run(1_000);
    expect(d.market.resynced).toEqual([]);
    await d.timers.run(1_000);
    expect(d.market.resynced).toEqual([BTC]);
    expect(d.feed.counters().resyncedBooks).toBe(1);
    void watch.dispose();
    expect([...d.market.wanted().books]).toEqual([]);
  });

  it('disposed, nothing is left running and nothing is said', async () => {
    const d = desk();
    d.feed.subscribe([BTC], keep(d.said));
    d.market.connect();
    await d.feed.dispose();
    d.said.length = 0;
    d.market.listener().trade(trade('1'));
    await d.timers.run(MINUTE_MS);
    expect(d.said).toEqual([]);
    expect(d.market.isDisposed).toBe(true);
    expect(d.timers.pending()).toBe(0);
  });
});

function trade(tradeId: string, timeMs = START_MS) {
  return { tradeId, instrumentId: BTC, timeMs, price: 100, quantity: 1, takerSide: 'buy' as const };
}
