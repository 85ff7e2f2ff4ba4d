import { createSimulatedClock } from '../engine/clock/simulated-clock.ts';
import { Engine } from '../engine/engine.ts';
import type { FrameFactory, FrameSource } from '../engine/indicators/frame.ts';
import { createReplayFrame } from '../engine/indicators/replay-frame.ts';
import type { Journal } from '../engine/ports/journal.ts';
import type { Log } from '../engine/ports/log.ts';
import type { FindStrategy } from '../engine/strategies/strategy.ts';
import { PaperVenue } from '../exchanges/paper/paper-venue.ts';
import { PAPER_ACCOUNT_ID, paperAccount } from '../model/account.ts';
import type { BotConfig } from '../model/bot.ts';
import type { CandleColumns } from '../model/candle.ts';
import { createCandleColumns } from '../model/candle.ts';
import { aggregateColumns } from '../model/candle-aggregation.ts';
import type { BacktestRequest } from './backtest-request.ts';
import { forgetfulJournal } from './forgetful-journal.ts';
import type { PortfolioRequest } from './portfolio-request.ts';
import { Recorder } from './recorder.ts';
import type { Session } from './replay.ts';
import type { Tape } from './tape.ts';
import { costsOf, modelOf, reversalOf } from './venue-settings.ts';

const NO_CANDLES = createCandleColumns(0);

/**
 * The engine with the simulated venue round it, its bots started. `recorded` is the run as the recorder describes it; a
 * `watcher` is told why each order left, which changes none of them.
 */
export function openSession(
  request: PortfolioRequest,
  recorded: BacktestRequest,
  findStrategy: FindStrategy | undefined,
  watcher?: Journal,
): Session {
  const { tapes, venue: settings = {} } = request;
  const leverages = new Map(request.bots.map(({ id, risk }) => [id, risk.leverage]));
  const timesMs = recorded.candles.openTimeMs;
  const instruments = tapes.map(({ instrument }) => instrument);
  const log = createErrorLog();
  const clock = createSimulatedClock(timesMs[0] ?? 0);
  const venue = new PaperVenue({
    clock,
    instruments,
    costs: costsOf(request, settings),
    latencyMs: settings.latencyMs ?? 0,
    model: modelOf(settings, request.bots),
    leverageOf: (botId) => leverages.get(botId) ?? 1,
    report: (report) => void engine.offer({ kind: 'venue', report }),
  });
  let orders = 0;
  const engine: Engine = new Engine({
    ports: {
      clock,
      ids: { nextClientOrderId: () => `bt-${++orders}` },
      log: log.log,
      journal: watcher ?? forgetfulJournal,
      venue,
      createFrame: framesOver(tapes),
    },
    instruments,
    accounts: [paperAccount(recorded.instrument.quoteAsset, request.capital)],
    accountRisk: request.accountRisk,
    explainDecisions: watcher !== undefined,
    feedInterval: recorded.interval,
    reversal: reversalOf(settings),
    ...(request.universe === undefined ? {} : { universe: request.universe }),
    ...(findStrategy === undefined ? {} : { findStrategy }),
  });
  const recorder = new Recorder(recorded, engine, log.errors);
  for (const bot of request.bots) startBot(engine, bot);
  return { request, timesMs, clock, engine, venue, recorder };
}

/** Frames walk the tapes themselves, or the longer bars made of them once for all who look at them. */
function framesOver(tapes: readonly Tape[]): FrameFactory {
  const made = new Map<string, CandleColumns>();
  const columnsOf = ({ instrumentId, interval }: FrameSource): CandleColumns => {
    const tape = tapes.find(({ instrument }) => instrument.id === instrumentId);
    if (tape === undefined) throw new Error(`a frame of ${instrumentId} was asked for, expected one with a tape`);
    if (tape.interval === interval) return tape.candles;
    const key = `${instrumentId} ${interval}`;
    const columns = made.get(key) ?? aggregateColumns(tape.candles, tape.interval, interval);
    made.set(key, columns);
    return columns;
  };
  return (requests, _history, source) => createReplayFrame(columnsOf(source), requests);
}

/** Whatever it trades with otherwise: here the money is made up. */
function startBot(engine: Engine, bot: BotConfig): void {
  const config = bot.accountId === undefined ? bot : { ...bot, accountId: PAPER_ACCOUNT_ID };
  engine.offer({ kind: 'command', command: { kind: 'addBot', config } });
  engine.offer({ kind: 'command', command: { kind: 'startBot', botId: config.id } });
  engine.offer({ kind: 'history', botId: config.id, bars: NO_CANDLES, minutes: NO_CANDLES });
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
