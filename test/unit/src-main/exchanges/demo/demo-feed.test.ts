import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../../src-main/engine/clock/simulated-clock.ts';
import type { Clock } from '../../../../../src-main/engine/ports/clock.ts';
import type { MarketMessage } from '../../../../../src-main/engine/ports/market-feed.ts';
import { createDemoFeed } from '../../../../../src-main/exchanges/demo/demo-feed.ts';
import { createDemoMarket } from '../../../../../src-main/exchanges/demo/demo-market.ts';

const START_MS = Date.UTC(2026, 5, 17, 13, 30, 0, 123);
const IDS = ['demo:BTC-USDT', 'demo:ETH-USDT', 'demo:DOGE-USDT'];
const market = createDemoMarket('bellwether');

function tradesOf(messages: readonly MarketMessage[]) {
  return messages.flatMap((message) => (message.kind === 'trade' ? [message.trade] : []));
}

function expectedTrades(ids: readonly string[], fromMs: number, toMs: number) {
  return ids
    .flatMap((id) => market.tradesBetween(id, fromMs + 1, toMs + 1))
    .sort((left, right) => left.timeMs - right.timeMs);
}

/** A clock whose timer fires when the test says so, at whatever time the test sets: a wall clock that leaps. */
function createWallClock(startMs: number): Clock & { tickAt(timeMs: number): void; timers: number } {
  let nowMs = startMs;
  let callback: (() => void) | undefined;
  const clock = {
    timers: 0,
    nowMs: () => nowMs,
    every(_: number, wanted: () => void) {
      callback = wanted;
      clock.timers++;
      return {
        dispose() {
          callback = undefined;
          clock.timers--;
        },
      };
    },
    tickAt(timeMs: number) {
      nowMs = timeMs;
      callback?.();
    },
  };
  return clock;
}

describe('demo feed', () => {
  it('says each trade once, in order of time, then a quote each, then the time', () => {
    const clock = createSimulatedClock(START_MS);
    const feed = createDemoFeed(market, clock);
    const messages: MarketMessage[] = [];
    feed.subscribe(IDS, (message) => messages.push(message));
    clock.advanceTo(START_MS + 250);
    expect(messages.filter((message) => message.kind !== 'trade').map((message) => message.kind)).toEqual([
      'quote',
      'quote',
      'quote',
      'time',
    ]);
    expect(messages.at(-1)).toEqual({ kind: 'time', timeMs: START_MS + 250 });
    clock.advanceTo(START_MS + 180_000);
    expect(tradesOf(messages)).toEqual(expectedTrades(IDS, START_MS, START_MS + 180_000));
    expect(IDS.map((id) => feed.stateOf(id))).toEqual(IDS.map(() => 'simulated'));
    expect(feed.stateOf('demo:NONE-USDT')).toBe('disconnected');
    expect(feed.book('demo:BTC-USDT', 20)?.timeMs).toBe(START_MS + 180_000);
    expect(feed.book('demo:NONE-USDT', 20)).toBeUndefined();
  });

  it('never says a trade after the time it belongs to was said to be complete', () => {
    const clock = createSimulatedClock(START_MS);
    let completeUpToMs = START_MS;
    let late = 0;
    createDemoFeed(market, clock, 1_000).subscribe(IDS, (message) => {
      if (message.kind === 'time') completeUpToMs = message.timeMs;
      if (message.kind === 'trade' && message.trade.timeMs <= completeUpToMs) late++;
    });
    clock.advanceTo(START_MS + 300_000);
    expect(late).toBe(0);
    expect(completeUpToMs).toBe(START_MS + 300_000);
  });

  it('after a suspend tells the past in bounded slices, losing nothing', () => {
    const clock = createWallClock(START_MS);
    const ids = market.instruments().map((instrument) => instrument.id);
    const messages: MarketMessage[] = [];
    createDemoFeed(market, clock).subscribe(ids, (message) => messages.push(message));
    clock.tickAt(START_MS + 250);
    const wakeMs = START_MS + 20 * 60_000;
    let mostPerTick = 0;
    let ticks = 0;
    while (messages.at(-1)?.kind !== 'time' || (messages.at(-1) as { timeMs: number }).timeMs < wakeMs) {
      const before = messages.length;
      clock.tickAt(wakeMs);
      mostPerTick = Math.max(mostPerTick, tradesOf(messages.slice(before)).length);
      ticks++;
    }
    expect(mostPerTick).toBeLessThanOrEqual(2_000);
    expect(ticks).toBeGreaterThanOrEqual(20);
    expect(tradesOf(messages)).toEqual(expectedTrades(ids, START_MS, wakeMs));
  });

  it('stays silent while the wall clock is behind what was said, then goes on without repeating', () => {
    const clock = createWallClock(START_MS);
    const messages: MarketMessage[] = [];
    createDemoFeed(market, clock).subscribe(IDS, (message) => messages.push(message));
    clock.tickAt(START_MS + 30_000);
    const said = messages.length;
    clock.tickAt(START_MS + 10_000);
    clock.tickAt(START_MS + 30_000);
    expect(messages.length).toBe(said);
    clock.tickAt(START_MS + 60_000);
    expect(tradesOf(messages)).toEqual(expectedTrades(IDS, START_MS, START_MS + 60_000));
  });

  it('stops at once when disposed, even from inside its own message', async () => {
    const clock = createWallClock(START_MS);
    const messages: MarketMessage[] = [];
    const subscription = createDemoFeed(market, clock).subscribe(IDS, (message) => {
      messages.push(message);
      void subscription.dispose();
    });
    clock.tickAt(START_MS + 60_000);
    expect(messages.length).toBe(1);
    expect(clock.timers).toBeLessThanOrEqual(0);
    await subscription.dispose();
  });

  it('refuses an instrument it does not have, and says an instrument asked for twice once', () => {
    const clock = createSimulatedClock(START_MS);
    const feed = createDemoFeed(market, clock);
    expect(() => feed.subscribe(['demo:NONE-USDT'], () => undefined)).toThrow('instrumentId is "demo:NONE-USDT"');
    const quotes: string[] = [];
    feed.subscribe(['demo:BTC-USDT', 'demo:BTC-USDT'], (message) => {
      if (message.kind === 'quote') quotes.push(message.quote.instrumentId);
    });
    clock.advanceTo(START_MS + 250);
    expect(quotes).toEqual(['demo:BTC-USDT']);
  });
});
