import { unwrap } from '../../src-main/base/outcome.ts';
import { binance } from '../../src-main/exchanges/binance/adapter.ts';
import { coinbase } from '../../src-main/exchanges/coinbase/adapter.ts';
import { createExchangeAdapter } from '../../src-main/exchanges/connection/exchange-adapter.ts';
import type { Candle } from '../../src-main/model/candle.ts';
import { copyCandle } from '../../src-main/model/candle.ts';
import { createLiveTransport } from '../../src-main/resilience/live-transport.ts';
import type { LocalExchange } from '../exchange/start-local-exchange.ts';
import { startLocalExchange } from '../exchange/start-local-exchange.ts';
import type { ManualTimers } from '../fakes/manual-timers.ts';
import { createManualTimers } from '../fakes/manual-timers.ts';
import { createTestLog } from '../fakes/test-log.ts';
import type { FaultSchedule, FaultVenue } from './fault-schedule.ts';
import { planFaults } from './fault-schedule.ts';

export type FaultVerdict = {
  readonly seed: number;
  readonly venue: FaultVenue;
  /** Closed minutes told, of all symbols. */
  readonly minutes: number;
  /** How often something went wrong, by the fault's name. */
  readonly struck: Readonly<Record<string, number>>;
  /** What must not be; empty when all is well. */
  readonly problems: readonly string[];
};

const SYMBOLS: Readonly<Record<FaultVenue, readonly string[]>> = {
  binance: ['BTC-USDT', 'ETH-USDT'],
  coinbase: ['BTC-USD', 'ETH-USD'],
};
const MINUTE_MS = 60_000;
const STEP_MS = 250;
/** How long things go wrong, and how long they may take to come right again. */
const FAULTY_MS = 4 * MINUTE_MS;
const RECOVERY_MS = 4 * MINUTE_MS;
const START_MS = Date.UTC(2026, 5, 1, 12, 0, 20);

/**
 * One session of the real adapter against the local exchange over real sockets, on a clock that is moved by hand: things go
 * wrong by the seed's schedule, then right again. What was told must be the exchange's own minutes, bit for bit, each once
 * and in order, and nothing may have been sent while the exchange had asked for silence.
 */
export async function runFaultSession(seed: number, venue: FaultVenue): Promise<FaultVerdict> {
  const timers = createManualTimers(START_MS, `faults ${seed}`);
  const clock = (): number => START_MS + timers.monotonicMs();
  const exchange = await startLocalExchange({ seed: 1 + (seed % 1000), clock, isTicking: false });
  const told = new Map(SYMBOLS[venue].map((symbol) => [`${venue}:${symbol}`, [] as Candle[]]));
  const { adapter, close } = open(exchange, venue, timers);
  const started = adapter.start();
  await move(timers, exchange, 2000);
  unwrap(await started);
  const subscription = adapter.feed.subscribe([...told.keys()], (message) => {
    if (message.kind === 'candle') told.get(message.instrumentId)?.push(copyCandle(message.candle));
  });
  const schedule = planFaults(seed, venue, FAULTY_MS);
  await goThrough(schedule, timers, exchange);
  exchange.faults.clear();
  await move(timers, exchange, RECOVERY_MS);
  const states = [...told.keys()].filter((id) => adapter.feed.stateOf(id) !== 'live');
  const problems = [
    ...[...told].flatMap(([id, candles]) => differences(exchange, id, candles, clock())),
    ...states.map((id) => `${id} is ${adapter.feed.stateOf(id)} at the end`),
    ...exchange.violations().map(({ what }) => `violation: ${what}`),
  ];
  const struck = Object.fromEntries(schedule.faults.map(({ name }) => [name, exchange.faults.struck(name)]));
  await subscription.dispose();
  await close();
  await exchange.close();
  return { seed, venue, minutes: [...told.values()].reduce((sum, { length }) => sum + length, 0), struck, problems };
}

function open(exchange: LocalExchange, venue: FaultVenue, timers: ManualTimers) {
  const definition = venue === 'binance' ? binance : coinbase;
  const stream = venue === 'binance' ? exchange.ws : `${exchange.ws}/cb`;
  const log = createTestLog();
  const pauses = { load: () => null, save: () => undefined };
  const transport = createLiveTransport({ limits: definition.budgets, timers, log, pauses });
  const urls = { rest: exchange.rest, stream, userStream: stream };
  const adapter = createExchangeAdapter(definition, { urls, transport, timers, log });
  return {
    adapter,
    async close() {
      await adapter.dispose();
      await transport.dispose();
    },
  };
}

async function goThrough(
  { faults, leaps }: FaultSchedule,
  timers: ManualTimers,
  exchange: LocalExchange,
): Promise<void> {
  const beganMs = timers.monotonicMs();
  let leapt = 0;
  for (let atMs = 0; atMs < FAULTY_MS; atMs += STEP_MS) {
    for (const { name, fromMs, toMs, setting } of faults) {
      if (fromMs >= atMs && fromMs < atMs + STEP_MS) exchange.faults.set(name, setting);
      if (toMs >= atMs && toMs < atMs + STEP_MS) exchange.faults.clear(name);
    }
    const leap = leaps[leapt];
    if (leap !== undefined && leap.atMs < atMs) {
      timers.leap(leap.byMs);
      leapt++;
    }
    await move(timers, exchange, beganMs + atMs + STEP_MS - timers.monotonicMs());
  }
}

/** Moves the clock in small steps; after each the market goes on and what is on its way arrives. */
async function move(timers: ManualTimers, exchange: LocalExchange, byMs: number): Promise<void> {
  const untilMs = timers.monotonicMs() + byMs;
  while (timers.monotonicMs() < untilMs) {
    timers.advance(Math.min(STEP_MS, untilMs - timers.monotonicMs()));
    exchange.tick();
    await arrive();
  }
}

/** Sockets of this machine deliver within a few turns of the event loop; one timer lets the slower ones through. */
async function arrive(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((done) => setImmediate(done));
  await new Promise((done) => setTimeout(done, 1));
}

/** The exchange's own minutes since the first that was told, up to those that have ended for a while. */
function differences(exchange: LocalExchange, instrumentId: string, told: readonly Candle[], nowMs: number): string[] {
  const [first] = told;
  if (first === undefined) return [`${instrumentId}: no minute was told`];
  const symbol = instrumentId.slice(instrumentId.indexOf(':') + 1);
  const settledMs = Math.floor((nowMs - 20_000) / MINUTE_MS) * MINUTE_MS;
  const isBinance = instrumentId.startsWith('binance');
  const expected = exchange.core
    .minutes(symbol, first.openTimeMs, settledMs)
    .filter(({ trades }) => isBinance || trades > 0)
    .map(({ openTimeMs, open, high, low, close, volume }) =>
      [openTimeMs, ...[open, high, low, close, volume].map(Number)].join(' '),
    );
  const heard = told
    .filter(({ openTimeMs }) => openTimeMs < settledMs)
    .map(({ openTimeMs, open, high, low, close, volume }) => [openTimeMs, open, high, low, close, volume].join(' '));
  if (heard.length === expected.length && heard.every((minute, row) => minute === expected[row])) return [];
  const row = expected.findIndex((minute, index) => minute !== heard[index]);
  const late = first.openTimeMs > START_MS + 3 * MINUTE_MS ? ' (and it began late)' : '';
  return [
    `${instrumentId}: ${heard.length} minutes, expected ${expected.length}${late}; at ${row}: ${heard[row]}, expected ${expected[row]}`,
  ];
}
