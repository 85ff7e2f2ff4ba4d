import type { SimulatedClock } from '../../src-main/engine/clock/simulated-clock.ts';
import { createSimulatedClock } from '../../src-main/engine/clock/simulated-clock.ts';
import type { EngineOptions } from '../../src-main/engine/engine.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import type { AccountStanding } from '../../src-main/engine/engine-state.ts';
import type { EngineCommand } from '../../src-main/engine/events.ts';
import type { Fact } from '../../src-main/engine/facts.ts';
import { createLiveFrame } from '../../src-main/engine/indicators/live-frame.ts';
import type { Clock } from '../../src-main/engine/ports/clock.ts';
import type { Journal } from '../../src-main/engine/ports/journal.ts';
import type { RegimeModel } from '../../src-main/engine/ports/regime-model.ts';
import type { StrategyHost } from '../../src-main/engine/ports/strategy-host.ts';
import type { Venue, VenueReport } from '../../src-main/engine/ports/venue.ts';
import type { FindStrategy } from '../../src-main/engine/strategies/strategy.ts';
import type { PaperCosts } from '../../src-main/exchanges/paper/costs.ts';
import { PaperVenue } from '../../src-main/exchanges/paper/paper-venue.ts';
import type { VenueModel } from '../../src-main/exchanges/paper/venue-model.ts';
import { paperAccount } from '../../src-main/model/account.ts';
import type { AccountRisk, BotConfig, BotRisk } from '../../src-main/model/bot.ts';
import type { Candle, CandleColumns } from '../../src-main/model/candle.ts';
import { createCandleColumns } from '../../src-main/model/candle.ts';
import type { FeeRates } from '../../src-main/model/execution-style.ts';
import type { GovernorLimits } from '../../src-main/model/governor-limits.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import { createInstrument } from '../../src-main/model/instrument.ts';
import type { OrderBook } from '../../src-main/model/market-trade.ts';
import type { Money } from '../../src-main/model/money.ts';
import { moneyFromText, moneyToText, quantityToText } from '../../src-main/model/money.ts';
import { MemoryJournal } from './memory-journal.ts';
import { createTestLog } from './test-log.ts';

export const MINUTE_MS = 60_000;
/** Midnight UTC. */
export const START_MS = Date.UTC(2024, 0, 2);

export const NO_COSTS: PaperCosts = { makerFeeBps: 0, takerFeeBps: 0, spreadBps: 0, slippageBps: 0 };
export const NO_LIMITS: AccountRisk = { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 };
export const WHOLE: BotRisk = { sizeFraction: 1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 };
export const NO_BARS: CandleColumns = createCandleColumns(0);

export function instrumentFor(symbol: string, grid: { tick?: string; step?: string } = {}): Instrument {
  const instrument = createInstrument('test', symbol, grid);
  if (instrument === undefined) throw new Error(`${symbol} is no symbol`);
  return instrument;
}

export const BTC = instrumentFor('BTC-USDT', { tick: '0.01', step: '0.00001' });
export const ETH = instrumentFor('ETH-USDT', { tick: '0.01', step: '0.0001' });

/** A bar by its four prices: `[open, high, low, close]`. */
export type Prices = readonly [number, number, number, number];

export type SessionOptions = {
  readonly journal?: Journal;
  readonly costs?: PaperCosts;
  readonly accountRisk?: AccountRisk;
  /** Left out, nothing looks over the accounts together. */
  readonly governor?: GovernorLimits;
  readonly capital?: string;
  /** In place of paper in USDT with the capital. */
  readonly accounts?: EngineOptions['accounts'];
  readonly latencyMs?: number;
  readonly model?: VenueModel;
  readonly startMs?: number;
  /** What the engine reads of the session's clock, in place of that clock itself. */
  readonly clockOf?: (clock: Clock) => Clock;
  readonly explain?: boolean;
  /** In place of the simulated venue. */
  readonly venue?: Venue;
  readonly strategyHost?: StrategyHost;
  readonly regimeModel?: RegimeModel;
  readonly bookOf?: (instrumentId: string) => OrderBook | null;
  readonly feesOf?: (accountId: string, instrumentId: string) => FeeRates | null;
  /** The shipped strategies, or those a test put in their place, when left out. */
  readonly findStrategy?: FindStrategy;
  /** First part of the order ids: a restarted session needs another one. */
  readonly idPrefix?: string;
  readonly onFact?: (fact: Fact) => void;
};

/** An engine with everything round it, driven by hand: the wiring that `composition` does, small enough to read. */
export class EngineSession {
  readonly clock: SimulatedClock;
  readonly engine: Engine;
  readonly paper: PaperVenue;
  readonly journal: Journal;
  readonly log = createTestLog();
  readonly facts: Fact[] = [];
  readonly sequences: number[] = [];

  constructor(options: SessionOptions = {}) {
    this.clock = createSimulatedClock(options.startMs ?? START_MS);
    this.journal = options.journal ?? new MemoryJournal();
    this.paper = new PaperVenue({
      clock: this.clock,
      instruments: [BTC, ETH],
      costs: options.costs ?? NO_COSTS,
      latencyMs: options.latencyMs ?? 0,
      model: options.model ?? {},
      ...(options.bookOf === undefined ? {} : { bookOf: options.bookOf }),
      report: (report) => this.report(report),
    });
    let orders = 0;
    this.engine = new Engine({
      ports: {
        clock: options.clockOf?.(this.clock) ?? this.clock,
        ids: { nextClientOrderId: () => `${options.idPrefix ?? 'o'}-${++orders}` },
        log: this.log,
        journal: this.journal,
        venue: options.venue ?? this.paper,
        createFrame: createLiveFrame,
        ...(options.strategyHost === undefined ? {} : { strategyHost: options.strategyHost }),
        ...(options.regimeModel === undefined ? {} : { regimeModel: options.regimeModel }),
        ...(options.bookOf === undefined ? {} : { bookOf: options.bookOf }),
        ...(options.feesOf === undefined ? {} : { feesOf: options.feesOf }),
      },
      instruments: [BTC, ETH],
      accounts: options.accounts ?? [paperAccount('USDT', moneyFromText(options.capital ?? '10000'))],
      accountRisk: options.accountRisk ?? NO_LIMITS,
      ...(options.governor === undefined ? {} : { governor: options.governor }),
      explainDecisions: options.explain ?? false,
      ...(options.findStrategy === undefined ? {} : { findStrategy: options.findStrategy }),
    });
    this.engine.onFact(({ sequence, fact }) => {
      this.sequences.push(sequence);
      this.facts.push(fact);
      options.onFact?.(fact);
    });
  }

  report(report: VenueReport): void {
    if (!this.engine.offer({ kind: 'venue', report })) throw new Error('the queue is full');
  }

  command(command: EngineCommand): string | null {
    return this.engine.command(command);
  }

  /** Adds a bot with a script, starts it and gives it an empty past. */
  startScripted(script: string, changes: Partial<BotConfig> = {}): BotConfig {
    const config = scriptedBot(script, changes);
    const refusal = this.command({ kind: 'addBot', config }) ?? this.command({ kind: 'startBot', botId: config.id });
    if (refusal !== null) throw new Error(refusal);
    this.startHistory(config.id);
    return config;
  }

  /** An empty past, which a started bot waits for. */
  startHistory(botId: string): void {
    this.engine.offer({ kind: 'history', botId, bars: NO_BARS, minutes: NO_BARS });
  }

  /** One minute: the venue fills what the bar allows, then the engine judges its close. */
  bar(prices: Prices, instrument: Instrument = BTC, openTimeMs = this.clock.nowMs()): void {
    const [open, high, low, close] = prices;
    const candle: Candle = { openTimeMs, open, high, low, close, volume: 1 };
    this.clock.advanceTo(openTimeMs);
    this.paper.onCandle(instrument.id, candle);
    this.clock.advanceTo(openTimeMs + MINUTE_MS);
    this.engine.offer({ kind: 'candle', instrumentId: instrument.id, interval: '1m', candle });
  }

  /** Best bid and ask, told to venue and engine as a feed does. */
  quote(bid: number, ask: number): void {
    const quote = { instrumentId: BTC.id, timeMs: this.clock.nowMs(), bid, ask };
    this.paper.onQuote(quote);
    this.engine.offer({ kind: 'quote', quote });
  }

  /** A trade in which that side took, then the clock of the feed. */
  trade(price: number, takerSide: 'buy' | 'sell' = 'buy', afterMs = 100, quantity = 1): void {
    this.clock.advanceTo(this.clock.nowMs() + afterMs);
    const trade = { instrumentId: BTC.id, timeMs: this.clock.nowMs(), price, quantity, takerSide };
    this.paper.onTrade(trade);
    this.engine.offer({ kind: 'trade', trade });
    this.engine.offer({ kind: 'time', timeMs: trade.timeMs });
  }

  flat(price: number): void {
    this.bar([price, price, price, price]);
  }

  of<Kind extends Fact['kind']>(kind: Kind): Extract<Fact, { kind: Kind }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind);
  }

  /** Fills as `side quantity@price purpose`. */
  fills(): string[] {
    return this.of('fill').map(
      ({ fill }) => `${fill.side} ${quantityToText(fill.quantity)}@${Number(fill.price) / 1e12} ${fill.purpose}`,
    );
  }

  /** The first account, or the one that is named. */
  account(id?: string): AccountStanding {
    const { accounts } = this.engine.snapshot();
    const found = id === undefined ? accounts[0] : accounts.find(({ account }) => account.id === id);
    if (found === undefined) throw new Error(`no account ${id}`);
    return found;
  }

  /** The exchange of live accounts has what the books say, and no order that is not ours. */
  reconcile(venue = 'test'): void {
    const { accounts, bots } = this.engine.snapshot();
    const balances = new Map<string, Money>();
    const add = (asset: string, amount: bigint): void =>
      void balances.set(asset, ((balances.get(asset) ?? 0n) + amount) as Money);
    for (const { account, cash } of accounts) if (account.venue === venue) add(account.quoteAsset, cash);
    for (const { instrument, position } of bots) add(instrument.baseAsset, position.quantity * 10n ** 12n);
    const timeMs = this.clock.nowMs();
    this.engine.offer({ kind: 'look', look: { kind: 'orders', venue, foreign: [], toldUpToMs: timeMs, timeMs } });
    this.engine.offer({ kind: 'look', look: { kind: 'balances', venue, balances, readMs: timeMs, timeMs } });
  }

  cash(accountId?: string): string {
    return moneyToText(this.account(accountId).cash);
  }

  position(botId = 'bot'): string {
    const bot = this.engine.snapshot().bots.find(({ config }) => config.id === botId);
    return bot === undefined ? 'none' : quantityToText(bot.position.quantity);
  }

  state(botId = 'bot'): string {
    return this.engine.snapshot().bots.find(({ config }) => config.id === botId)?.state ?? 'none';
  }

  /** Open orders as `purpose side state`. */
  open(): string[] {
    return this.engine.snapshot().openOrders.map(({ order, state }) => `${order.purpose} ${order.side} ${state}`);
  }
}

export function scriptedBot(script: string, changes: Partial<BotConfig> = {}): BotConfig {
  return {
    id: 'bot',
    name: 'Bot',
    instrumentId: BTC.id,
    interval: '1m',
    strategyId: 'scripted',
    params: { script },
    risk: WHOLE,
    ...changes,
  };
}
