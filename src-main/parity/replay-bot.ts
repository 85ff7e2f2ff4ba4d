import { forgetfulJournal } from '../backtest/forgetful-journal.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { createSimulatedClock } from '../engine/clock/simulated-clock.ts';
import { Engine } from '../engine/engine.ts';
import { createLiveFrame } from '../engine/indicators/live-frame.ts';
import type { Journal } from '../engine/ports/journal.ts';
import type { Log } from '../engine/ports/log.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
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
import type { TimestampMs } from '../model/time.ts';
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
  readonly capital: Money;
  readonly costs: PaperCosts;
  readonly accountRisk: AccountRisk;
};

/** What the backtest did. A position it still holds is left open. */
export type ReplayedBot = {
  readonly fills: readonly Fill[];
  readonly orders: readonly Order[];
  /** Orders that a risk rule refused. */
  readonly refusals: number;
};

/** A bot's own span through the engine and the simulated venue, bar by bar, as a backtest tells them (SPEC 14.3). */
export function replayBot(request: ReplayRequest): Outcome<ReplayedBot> {
  const { bars, past, instrument } = request;
  if (findStrategy(request.config.strategyId) === undefined) {
    return fail('unknownStrategy', `strategy is "${request.config.strategyId}", expected a shipped one`);
  }
  const { engine, venue, clock, told } = openReplay(request);
  const config = { ...request.config, accountId: PAPER_ACCOUNT_ID };
  const refusal = engine.command({ kind: 'addBot', config }) ?? engine.command({ kind: 'startBot', botId: config.id });
  if (refusal !== null) return fail('badArgument', `the bot cannot be replayed: ${refusal}`);
  engine.offer({ kind: 'history', botId: config.id, bars: past, minutes: createCandleColumns(0) });
  const lengthMs = intervalMs(config.interval);
  for (let row = 0; row < bars.openTimeMs.length; row++) {
    const candle = candleAt(bars, row);
    clock.advanceTo(candle.openTimeMs);
    venue.onCandle(instrument.id, candle);
    clock.advanceTo(candle.openTimeMs + lengthMs);
    engine.offer({ kind: 'candle', instrumentId: instrument.id, interval: config.interval, candle });
  }
  const endMs = clock.nowMs();
  if (request.nextOpen !== null) venue.onCandle(instrument.id, flatCandle(endMs, request.nextOpen));
  return told.errors.length > 0 ? fail('badArgument', told.errors.join('; ')) : succeed(told);
}

/** A bar of which only the beginning counts. */
function flatCandle(openTimeMs: TimestampMs, price: number): Candle {
  return { openTimeMs, open: price, high: price, low: price, close: price, volume: 0 };
}

type Told = { readonly fills: Fill[]; readonly orders: Order[]; readonly errors: string[]; refusals: number };

function openReplay({ config, instrument, bars, capital, costs, accountRisk }: ReplayRequest) {
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
    instruments: [instrument],
    accounts: [paperAccount(instrument.quoteAsset, capital)],
    accountRisk,
    explainDecisions: false,
    feedInterval: config.interval,
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
