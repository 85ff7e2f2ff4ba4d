import { forgetfulJournal } from '../backtest/forgetful-journal.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { createSimulatedClock } from '../engine/clock/simulated-clock.ts';
import { Engine } from '../engine/engine.ts';
import type { SeriesPast } from '../engine/events.ts';
import { createLiveFrame } from '../engine/indicators/live-frame.ts';
import type { Journal } from '../engine/ports/journal.ts';
import type { Log } from '../engine/ports/log.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { FindStrategy } from '../engine/strategies/strategy.ts';
import type { PaperCosts } from '../exchanges/paper/costs.ts';
import { STANDARD_MARGIN } from '../exchanges/paper/margin.ts';
import { PaperVenue } from '../exchanges/paper/paper-venue.ts';
import { PAPER_ACCOUNT_ID, paperAccount } from '../model/account.ts';
import type { AccountRisk, BotConfig } from '../model/bot.ts';
import type { Candle, CandleColumns } from '../model/candle.ts';
import { candleAt, createCandleColumns } from '../model/candle.ts';
import type { Fill } from '../model/fill.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import type { Interval, TimestampMs } from '../model/time.ts';
import { intervalMs } from '../model/time.ts';

export type ReplayRequest = {
  readonly config: BotConfig;
  readonly instrument: Instrument;
  /** Closed bars of the bot's interval before its first own one: what a started bot is given. */
  readonly past: CandleColumns;
  /** The bars it judged. */
  readonly bars: CandleColumns;
  /** Of the bar after them, in which what was decided last fills; null when it is not known. */
  readonly nextOpen: number | null;
  /** The past of the further series its strategy looks at, by name; left out where it looks at its own bars alone. */
  readonly further?: Readonly<Record<string, SeriesPast>>;
  /** Bars, of the bot's interval and its span, of the other symbols among them. */
  readonly others?: readonly OtherBars[];
  readonly capital: Money;
  readonly costs: PaperCosts;
  readonly accountRisk: AccountRisk;
};

/** Another symbol that a bot looks at. */
export type OtherBars = { readonly instrument: Instrument; readonly bars: CandleColumns };

/** What the backtest did. A position it still holds is left open. */
export type ReplayedBot = {
  readonly fills: readonly Fill[];
  readonly orders: readonly Order[];
  /** Orders that a risk rule refused. */
  readonly refusals: number;
};

/**
 * A bot's own span through the engine and the simulated venue, bar by bar, as a backtest tells them (SPEC 14.3). Other
 * symbols' bars are told before the own one that closes with them.
 */
export function replayBot(request: ReplayRequest, find: FindStrategy = findStrategy): Outcome<ReplayedBot> {
  const { bars, past, instrument, further = {} } = request;
  if (find(request.config.strategyId) === undefined) {
    return fail('unknownStrategy', `strategy is "${request.config.strategyId}", expected a shipped one`);
  }
  const { engine, venue, clock, told } = openReplay(request, find);
  const config = { ...request.config, accountId: PAPER_ACCOUNT_ID };
  const refusal = engine.command({ kind: 'addBot', config }) ?? engine.command({ kind: 'startBot', botId: config.id });
  if (refusal !== null) return fail('badArgument', `the bot cannot be replayed: ${refusal}`);
  engine.offer({ kind: 'history', botId: config.id, bars: past, minutes: createCandleColumns(0), further });
  const lengthMs = intervalMs(config.interval);
  const heads = (request.others ?? []).map((other) => ({ ...other, row: 0 }));
  for (let row = 0; row < bars.openTimeMs.length; row++) {
    const candle = candleAt(bars, row);
    clock.advanceTo(candle.openTimeMs);
    venue.onCandle(instrument.id, candle);
    clock.advanceTo(candle.openTimeMs + lengthMs);
    for (const head of heads) tellUpTo(engine, head, config.interval, candle.openTimeMs);
    engine.offer({ kind: 'candle', instrumentId: instrument.id, interval: config.interval, candle });
    // Where another symbol has no bar of this time, the own one waits for it no longer.
    if (heads.length > 0) engine.offer({ kind: 'time', timeMs: clock.nowMs() });
  }
  const endMs = clock.nowMs();
  if (request.nextOpen !== null) venue.onCandle(instrument.id, flatCandle(endMs, request.nextOpen));
  return told.errors.length > 0 ? fail('badArgument', told.errors.join('; ')) : succeed(told);
}

type OtherHead = OtherBars & { row: number };

/** The bars of another symbol that have closed by the end of the own bar that opened at `openTimeMs`. */
function tellUpTo(engine: Engine, head: OtherHead, interval: Interval, openTimeMs: TimestampMs): void {
  const { instrument, bars } = head;
  for (; (bars.openTimeMs[head.row] ?? Number.POSITIVE_INFINITY) <= openTimeMs; head.row++) {
    engine.offer({ kind: 'candle', instrumentId: instrument.id, interval, candle: candleAt(bars, head.row) });
  }
}

/** A bar of which only the beginning counts. */
function flatCandle(openTimeMs: TimestampMs, price: number): Candle {
  return { openTimeMs, open: price, high: price, low: price, close: price, volume: 0 };
}

type Told = { readonly fills: Fill[]; readonly orders: Order[]; readonly errors: string[]; refusals: number };

function openReplay(request: ReplayRequest, find: FindStrategy) {
  const { config, instrument, others = [], bars, capital, costs, accountRisk } = request;
  const told: Told = { fills: [], orders: [], errors: [], refusals: 0 };
  const clock = createSimulatedClock(bars.openTimeMs[0] ?? 0);
  const venue = new PaperVenue({
    clock,
    instruments: [instrument],
    costs,
    latencyMs: 0,
    model: { margin: STANDARD_MARGIN },
    leverageOf: () => config.risk.leverage,
    report: (report) => void engine.offer({ kind: 'venue', report }),
  });
  let orders = 0;
  const engine: Engine = new Engine({
    ports: {
      clock,
      ids: { nextClientOrderId: () => `replay-${++orders}` },
      log: logTo(told.errors),
      journal: journalTo(told.orders),
      venue,
      createFrame: (requests, history) => createLiveFrame(requests, history),
    },
    instruments: [instrument, ...others.map((other) => other.instrument)],
    accounts: [paperAccount(instrument.quoteAsset, capital)],
    accountRisk,
    explainDecisions: false,
    feedInterval: config.interval,
    findStrategy: find,
  });
  engine.onFact(({ fact }) => {
    if (fact.kind === 'fill') told.fills.push(fact.fill);
    else if (fact.kind === 'refused') told.refusals++;
    else if (fact.kind === 'halted') told.errors.push(fact.reason);
    else if (fact.kind === 'bot' && fact.state === 'failed') told.errors.push(fact.reason);
  });
  return { engine, venue, clock, told };
}

function logTo(errors: string[]): Log {
  const ignore = (): void => undefined;
  return { debug: ignore, info: ignore, warn: ignore, error: (message) => void errors.push(message) };
}

/** What is sent is remembered for the comparison, nothing else. */
function journalTo(orders: Order[]): Journal {
  return { ...forgetfulJournal, recordIntent: (order) => void orders.push(order) };
}
