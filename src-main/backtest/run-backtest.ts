import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { SimulatedClock } from '../engine/clock/simulated-clock.ts';
import { createSimulatedClock } from '../engine/clock/simulated-clock.ts';
import { Engine } from '../engine/engine.ts';
import type { EngineEvent } from '../engine/events.ts';
import { createReplayFrame } from '../engine/indicators/replay-frame.ts';
import type { Log } from '../engine/ports/log.ts';
import type { FindStrategy } from '../engine/strategies/strategy.ts';
import { PaperVenue } from '../exchanges/paper/paper-venue.ts';
import type { BotConfig } from '../model/bot.ts';
import type { CandleColumns } from '../model/candle.ts';
import { candleAt, createCandleColumns } from '../model/candle.ts';
import { intervalMs } from '../model/time.ts';
import type { BacktestRequest } from './backtest-request.ts';
import { checkRequest } from './backtest-request.ts';
import { forgetfulJournal } from './forgetful-journal.ts';
import type { BacktestRun } from './recorder.ts';
import { Recorder } from './recorder.ts';
import { TapeCandle } from './tape-candle.ts';

/** What a long run says and asks while it works. */
export type BacktestHooks = {
  /** 0 to 1. */
  onProgress?(fraction: number): void;
  isCancelled?(): boolean;
  /** Where `strategyId` is looked up; the shipped strategies when left out. */
  readonly findStrategy?: FindStrategy;
};

/** Candles between two looks at the hooks: a few milliseconds. */
const HOOK_EVERY = 8192;
const BOT_ID = 'backtest';
const NO_CANDLES = createCandleColumns(0);

/** Runs a strategy over a series through the engine that also trades live. Equal requests give equal results to the bit. */
export function runBacktest(request: BacktestRequest, hooks: BacktestHooks = {}): Outcome<BacktestRun> {
  const checked = checkRequest(request, hooks.findStrategy);
  if (!checked.ok) return checked;
  const session = openSession(checked.value, hooks.findStrategy);
  const finished = replay(session, hooks);
  return finished ? succeed(session.recorder.result()) : fail('cancelled', 'the backtest was cancelled');
}

type Session = {
  readonly request: BacktestRequest;
  readonly clock: SimulatedClock;
  readonly engine: Engine;
  readonly venue: PaperVenue;
  readonly recorder: Recorder;
};

function openSession(request: BacktestRequest, findStrategy: FindStrategy | undefined): Session {
  const { candles, instrument } = request;
  const log = createErrorLog();
  const clock = createSimulatedClock(candles.openTimeMs[0] ?? 0);
  const venue = new PaperVenue({
    clock,
    instruments: [instrument],
    costs: {
      makerFeeBps: request.feeBps,
      takerFeeBps: request.feeBps,
      spreadBps: request.spreadBps,
      slippageBps: request.slippageBps,
    },
    latencyMs: 0,
    report: (report) => void engine.offer({ kind: 'venue', report }),
  });
  let orders = 0;
  const engine: Engine = new Engine({
    ports: {
      clock,
      ids: { nextClientOrderId: () => `bt-${++orders}` },
      log: log.log,
      journal: forgetfulJournal,
      venue,
      createFrame: (requests) => createReplayFrame(candles, requests),
    },
    instruments: [instrument],
    quoteAsset: instrument.quoteAsset,
    startingCapital: request.capital,
    accountRisk: request.accountRisk,
    explainDecisions: false,
    reversal: request.reversal ?? 'closeFirst',
    ...(findStrategy === undefined ? {} : { findStrategy }),
  });
  const recorder = new Recorder(request, engine, log.errors);
  startBot(engine, request);
  return { request, clock, engine, venue, recorder };
}

function startBot(engine: Engine, request: BacktestRequest): void {
  const config: BotConfig = {
    id: BOT_ID,
    name: request.strategyId,
    instrumentId: request.instrument.id,
    interval: request.interval,
    strategyId: request.strategyId,
    params: request.params,
    risk: request.risk,
  };
  engine.offer({ kind: 'command', command: { kind: 'addBot', config } });
  engine.offer({ kind: 'command', command: { kind: 'startBot', botId: BOT_ID } });
  engine.offer({ kind: 'history', botId: BOT_ID, bars: NO_CANDLES, minutes: NO_CANDLES });
}

/** Errors are kept for the result: nobody reads a backtest's log. */
function createErrorLog(): { log: Log; errors: string[] } {
  const errors: string[] = [];
  const ignore = (): void => undefined;
  const keep = (message: string, fields?: Readonly<Record<string, unknown>>): void => {
    errors.push(`${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { log: { debug: ignore, info: ignore, warn: ignore, error: keep }, errors };
}

/**
 * Bar by bar: the venue fills what the bar allows, then the engine judges its close. The last bar is not judged: nothing
 * could fill any more; what is still held is closed at its close. False when it was cancelled.
 */
function replay({ request, clock, engine, venue, recorder }: Session, hooks: BacktestHooks): boolean {
  const { candles, instrument, interval } = request;
  const lengthMs = intervalMs(interval);
  const last = candles.openTimeMs.length - 1;
  // One candle and one event serve the whole tape: both are borrowed by whoever is called with them.
  const candle = new TapeCandle(candles);
  const event: EngineEvent = { kind: 'candle', instrumentId: instrument.id, interval, candle };
  for (let row = 0; row <= last; row++) {
    if (row % HOOK_EVERY === 0 && !goOn(hooks, row / (last + 1))) return false;
    candle.row = row;
    const openTimeMs = candles.openTimeMs[row] as number;
    clock.advanceTo(openTimeMs);
    venue.onCandle(instrument.id, candle);
    if (row === last) engine.offer({ kind: 'command', command: { kind: 'stopBot', botId: BOT_ID } });
    else clock.advanceTo(Math.min(openTimeMs + lengthMs, candles.openTimeMs[row + 1] as number));
    engine.offer(event);
    recorder.countHeldBar();
    recorder.sampleEquity(row);
  }
  closeOut(engine, venue, candles, instrument.id);
  recorder.sampleEquity(last);
  return true;
}

function goOn(hooks: BacktestHooks, fraction: number): boolean {
  if (hooks.isCancelled?.() === true) return false;
  hooks.onProgress?.(fraction);
  return true;
}

function closeOut(engine: Engine, venue: PaperVenue, candles: CandleColumns, instrumentId: string): void {
  engine.offer({ kind: 'command', command: { kind: 'closePositions', purpose: 'end' } });
  venue.onTapeEnd(instrumentId, candleAt(candles, candles.openTimeMs.length - 1));
}
