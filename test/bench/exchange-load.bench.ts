import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { NumberedTrade } from '../../src-main/exchanges/connection/market-protocol.ts';
import type { Bench, BenchResult } from './bench.ts';
import { startExchangeProcess } from './exchange-process.ts';
import { openLiveSession } from './live-session.ts';

const SYMBOLS = 1000;
const TRADES_PER_SECOND = 20_000;
const WARM_UP_SECONDS = 15;
const SECONDS = 60;
const RESOLUTION_MS = 1;
const ALLOWED = { loopDelayMs: 20, tickToDecisionMs: 10, growthMb: 20 } as const;

/** Of ages in whole and half ms: how many there were of each. */
class Ages {
  readonly #counts = new Uint32Array(20_000);
  #total = 0;

  add(ageMs: number): void {
    const slot = Math.min(this.#counts.length - 1, Math.max(0, Math.round(ageMs * 2)));
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    this.#total++;
  }

  quantile(share: number): number {
    let left = share * this.#total;
    for (let slot = 0; slot < this.#counts.length; slot++) {
      left -= this.#counts[slot] ?? 0;
      if (left <= 0) return slot / 2;
    }
    return Number.POSITIVE_INFINITY;
  }
}

/** Heap and buffers after a collection, MB. */
function usedMb(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

const wait = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * 1,000 symbols at 20,000 trades a second from another process: real sockets, adapter, feed, engine and a bot on each. The
 * age of a trade is the time from its making at the exchange to when venue and engine have dealt with it.
 */
export const bench: Bench = {
  name: 'exchange-load',
  run: async () => {
    const args = ['--symbols', String(SYMBOLS), '--trades-per-second', String(TRADES_PER_SECOND)];
    const exchange = await startExchangeProcess('--seed', '7', ...args);
    const session = await openLiveSession(exchange, SYMBOLS);
    const lastIds = new Map<string, number>();
    const told = { trades: 0, lost: 0, decisions: 0 };
    let ages = new Ages();
    session.trading.engine.onFact(({ fact }) => {
      if (fact.kind === 'decision') told.decisions++;
    });
    const subscription = session.adapter.feed.subscribe(session.instrumentIds, (message) => {
      session.trading.receive('binance', message);
      if (message.kind !== 'trade') return;
      const { instrumentId, tradeId, timeMs } = message.trade as NumberedTrade;
      const id = Number(tradeId);
      told.lost += id - 1 - (lastIds.get(instrumentId) ?? id - 1);
      lastIds.set(instrumentId, id);
      told.trades++;
      ages.add(Date.now() - timeMs);
    });
    await wait(WARM_UP_SECONDS);
    const beforeMb = usedMb();
    const before = told.trades;
    ages = new Ages();
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    delay.enable();
    await wait(SECONDS);
    delay.disable();
    const perSecond = (told.trades - before) / SECONDS;
    const grownMb = usedMb() - beforeMb;
    const states = session.instrumentIds.filter((id) => session.adapter.feed.stateOf(id) === 'live').length;
    await subscription.dispose();
    await session.stop();
    await exchange.stop();
    const loopDelayMs = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
    return [
      row('trades a second that arrived', perSecond, '1/s', TRADES_PER_SECOND),
      row('trades lost', told.lost, 'trades', 0),
      row('symbols live', states, 'symbols', SYMBOLS),
      row('decisions of bots', told.decisions, 'decisions', SYMBOLS),
      row('event loop delay p99 (less is better)', loopDelayMs, 'ms', ALLOWED.loopDelayMs),
      row('tick to decision p50 (less is better)', ages.quantile(0.5), 'ms', ALLOWED.tickToDecisionMs),
      row('tick to decision p99 (less is better)', ages.quantile(0.99), 'ms', ALLOWED.tickToDecisionMs),
      row('memory grown (less is better)', grownMb, 'MB', ALLOWED.growthMb),
    ];
  },
};

function row(name: string, value: number, unit: string, reference: number): BenchResult {
  return { name, value, unit, reference, ratio: reference === 0 ? value : value / reference };
}
