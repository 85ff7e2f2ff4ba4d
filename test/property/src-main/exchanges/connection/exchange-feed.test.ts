import { describe, expect, it } from 'vitest';
import type { FeedState, MarketMessage } from '../../../../../src-main/engine/ports/market-feed.ts';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import { createExchangeFeed } from '../../../../../src-main/exchanges/connection/exchange-feed.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import type { ManualTimers } from '../../../../fakes/manual-timers.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import type { ScriptedMarket } from '../../../../fakes/scripted-exchange-market.ts';
import { createScriptedMarket, minuteOf } from '../../../../fakes/scripted-exchange-market.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

const MINUTE_MS = 60_000;
const SYMBOLS = ['BTC-USDT', 'ETH-USDT', 'DOGE-USDT'];
const STORM_MS = 20 * MINUTE_MS;
const CALM_MS = 3 * MINUTE_MS;
const QUIET_EVERY = 5;
const TRUSTED: ReadonlySet<FeedState> = new Set(['live', 'delayed']);

type Heard = {
  readonly told: Map<string, Candle[]>;
  readonly states: Map<string, FeedState>;
  readonly untrustedSinceMs: Map<string, number>;
  timeMs: number;
  readonly problems: string[];
};

/** Listens as strictly as the engine may: order, ages, times. */
function createListener(timers: ManualTimers, firstMs: number): Heard & { hear: (message: MarketMessage) => void } {
  const heard: Heard = {
    told: new Map(),
    states: new Map(),
    untrustedSinceMs: new Map(),
    timeMs: Number.NEGATIVE_INFINITY,
    problems: [],
  };
  const toldOf = (id: string): Candle[] => {
    const list = heard.told.get(id) ?? [];
    heard.told.set(id, list);
    return list;
  };
  const hearTime = (timeMs: number): void => {
    if (timeMs <= heard.timeMs) heard.problems.push(`time ${timeMs} after ${heard.timeMs}`);
    heard.timeMs = timeMs;
    for (const symbol of SYMBOLS) {
      const id = `scripted:${symbol}`;
      const since = heard.untrustedSinceMs.get(id);
      if (since !== undefined && timers.monotonicMs() - since > 59_000) continue;
      const count = toldOf(id).length;
      const expected = truth(id, firstMs, timeMs).length;
      if (count < expected) heard.problems.push(`${id}: time ${timeMs} with ${count} of ${expected} minutes told`);
    }
  };
  return {
    ...heard,
    hear(message) {
      if (message.kind === 'time') hearTime(message.timeMs);
      if (message.kind === 'state') {
        heard.states.set(message.instrumentId, message.state);
        if (TRUSTED.has(message.state)) heard.untrustedSinceMs.delete(message.instrumentId);
        else if (!heard.untrustedSinceMs.has(message.instrumentId)) {
          heard.untrustedSinceMs.set(message.instrumentId, timers.monotonicMs());
        }
      }
      if (message.kind !== 'candle') return;
      const ageMs = timers.nowMs() - message.candle.openTimeMs - MINUTE_MS;
      const state = heard.states.get(message.instrumentId) ?? 'disconnected';
      if (ageMs >= 10_000 && TRUSTED.has(state)) heard.problems.push(`a minute ${ageMs} ms old was told as ${state}`);
      toldOf(message.instrumentId).push({ ...message.candle });
    },
  };
}

/** The exchange's own minutes that end by `endMs`. */
function truth(id: string, firstMs: number, endMs: number): Candle[] {
  const minutes: Candle[] = [];
  for (let openMs = firstMs; openMs + MINUTE_MS <= endMs; openMs += MINUTE_MS) {
    const minute = minuteOf(id, openMs, QUIET_EVERY);
    if (minute !== null) minutes.push(minute);
  }
  return minutes;
}

type Storm = {
  readonly timers: ManualTimers;
  readonly market: ScriptedMarket;
  readonly next: () => number;
  /** Instruments whose stream is down, until when; half-open ones do not say so. */
  readonly down: Map<string, { untilMs: number; saysSo: boolean }>;
  isCalm: boolean;
};

/** Closings of the stream: late, lost, twice, in the wrong order, and only while connected. */
function scheduleClosings({ timers, market, next, down }: Storm, firstMs: number): void {
  for (let openMs = firstMs; openMs < firstMs + STORM_MS + CALM_MS + MINUTE_MS; openMs += MINUTE_MS) {
    for (const { id } of market.instruments) {
      const deliver = (delayMs: number): void => {
        const atMs = openMs + MINUTE_MS + delayMs - timers.nowMs();
        timers.after(atMs, () => {
          if (!down.has(id)) market.close(id, openMs);
        });
      };
      const isCalm = openMs >= firstMs + STORM_MS;
      if (isCalm || next() > 0.25) deliver(next() * 2_000);
      if (next() < 0.25) deliver(next() * 100_000);
    }
  }
}

function stormOn(storm: Storm): void {
  const { timers, market, next, down, isCalm } = storm;
  for (const { id } of market.instruments) {
    const broken = down.get(id);
    if (broken !== undefined && (isCalm || timers.nowMs() >= broken.untilMs)) {
      down.delete(id);
      if (!broken.saysSo) market.disconnect(id);
      market.connect(id);
    } else if (broken === undefined && !isCalm && next() < 0.01) {
      const saysSo = next() < 0.7;
      down.set(id, { untilMs: timers.nowMs() + next() ** 3 * 300_000, saysSo });
      if (saysSo) market.disconnect(id);
    } else if (broken === undefined) market.listener().alive([id]);
  }
  market.quotesFail = !isCalm && next() < 0.3;
  market.restLagMs = next() * 2_900;
}

function scriptRest(storm: Storm): void {
  const { market, next } = storm;
  const dropped = new Set<number>();
  market.pageDelayMs = () => (next() < 0.2 ? next() * 6_000 : next() * 200);
  const shift = market.pageFaults.shift.bind(market.pageFaults);
  market.pageFaults.shift = () => {
    if (storm.isCalm) return shift();
    if (next() < 0.25) return 'fail';
    if (next() < 0.7) return shift();
    return (rows) =>
      rows.filter(({ openTimeMs }) => {
        if (dropped.has(openTimeMs) || next() < 0.7) return true;
        dropped.add(openTimeMs);
        return false;
      });
  };
}

async function session(seed: number): Promise<{ problems: readonly string[]; expected: number }> {
  const random = createSeededRandom(`feed-${seed}`);
  const next = (): number => random.next();
  const timers = createManualTimers(Date.UTC(2026, 0, 1, 12) + Math.floor(next() * MINUTE_MS));
  const firstMs = Math.floor(timers.nowMs() / MINUTE_MS) * MINUTE_MS;
  const market = createScriptedMarket({ timers, symbols: SYMBOLS, pageRows: 4 + Math.floor(next() * 20) });
  market.quietEvery = QUIET_EVERY;
  const storm: Storm = { timers, market, next, down: new Map(), isCalm: false };
  let isInDoubt = false;
  const feed = createExchangeFeed({
    protocol: market.protocol,
    timers,
    log: createTestLog(),
    serverNowMs: () => (isInDoubt ? undefined : timers.nowMs()),
    instruments: () => market.instruments,
    findInstrument: (instrumentId) => market.instruments.find(({ id }) => id === instrumentId),
  });
  const listener = createListener(timers, firstMs);
  feed.subscribe(
    market.instruments.map(({ id }) => id),
    listener.hear,
  );
  scriptRest(storm);
  scheduleClosings(storm, firstMs);
  market.connect();
  for (let elapsedMs = 0; elapsedMs < STORM_MS + CALM_MS; elapsedMs += 1_000) {
    storm.isCalm = elapsedMs >= STORM_MS;
    isInDoubt = !storm.isCalm && next() < 0.1;
    stormOn(storm);
    await timers.run(1_000);
  }
  for (const { id } of market.instruments) {
    const lastEndMs = timers.nowMs() - MINUTE_MS / 2;
    const told = (listener.told.get(id) ?? []).filter(({ openTimeMs }) => openTimeMs + MINUTE_MS <= lastEndMs);
    expect(told, `seed ${seed}, ${id}`).toEqual(truth(id, firstMs, lastEndMs));
    if (feed.stateOf(id) !== 'live') listener.problems.push(`${id} is ${feed.stateOf(id)} in the end`);
  }
  await feed.dispose();
  return {
    problems: listener.problems,
    expected: truth(market.instruments[0]?.id ?? '', firstMs, timers.nowMs()).length,
  };
}

describe('exchange feed in a storm (exchanges.md 6: missed candles, open candle taken as closed, stale data)', () => {
  it.each([...Array(24).keys()])(
    'seed %i: the minutes told are the exchange’s own, each once and in order',
    async (seed) => {
      const { problems, expected } = await session(seed);
      expect(problems).toEqual([]);
      expect(expected).toBeGreaterThan(10);
    },
  );
});
