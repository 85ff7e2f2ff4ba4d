import { assertNever } from '../base/assert-never.ts';
import { BoundedQueue } from '../base/bounded-queue.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Account } from '../model/account.ts';
import type { AccountRisk } from '../model/bot.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import type { Instrument, VenueId } from '../model/instrument.ts';
import type { ManualOrder, ManualPreview } from '../model/manual-order.ts';
import type { Money } from '../model/money.ts';
import { isOpenOrder } from '../model/order.ts';
import type { RiskOverview } from '../model/risk-standing.ts';
import type { Interval } from '../model/time.ts';
import type { Universe } from '../model/universe.ts';
import { addAccount } from './accounts.ts';
import { onCommand } from './commands.ts';
import type { AccountLane, EngineContext, EnginePorts, Reversal } from './context.ts';
import type { EngineState } from './engine-state.ts';
import type { EngineCommand, EngineEvent } from './events.ts';
import { Execution } from './execution/execution.ts';
import { FactStream } from './fact-stream.ts';
import type { Fact, FactListener } from './facts.ts';
import { endRun } from './fail-bot.ts';
import { changeLimits, enforce } from './govern.ts';
import { onHistory } from './history.ts';
import { onCandle, onFill, onOrderEnded } from './pipeline.ts';
import type { Portfolio } from './portfolio/portfolio.ts';
import type { VenueReport } from './ports/venue.ts';
import { previewByHand } from './preview-by-hand.ts';
import { onVenueLook } from './reconcile.ts';
import { onIntents, onStrategyFailed } from './remote.ts';
import { restore } from './restore.ts';
import { MarketCorrelation } from './risk/correlation/market-correlation.ts';
import { RiskClock } from './risk/risk-clock.ts';
import { riskOverviewOf } from './risk-overview.ts';
import { snapshotOf } from './snapshot.ts';
import { findStrategy } from './strategies/registry.ts';
import type { FindStrategy } from './strategies/strategy.ts';
import { onFeedState, onInstrument, onMark, onQuote, onTime, onTrade } from './trades.ts';

export type EngineOptions = {
  readonly ports: EnginePorts;
  /** Whose minutes are built from trades, or come as a tape. */
  readonly instruments: readonly Instrument[];
  /** Whose minutes their exchange tells. More may come as `instrument` events. */
  readonly toldInstruments?: readonly Instrument[];
  /** Whose money is traded; the first is the only one in a backtest. */
  readonly accounts: readonly [Account, ...Account[]];
  readonly accountRisk: AccountRisk;
  /** Limits over all accounts of a group. Left out, as in a backtest, nothing looks over them. */
  readonly governor?: GovernorLimits;
  readonly explainDecisions: boolean;
  /** Length of the bars that `candle` events bring; longer ones are built from them. Minutes when left out. */
  readonly feedInterval?: Interval;
  /** What may be entered when; everything always when left out. */
  readonly universe?: Universe;
  /** `closeFirst` when left out. */
  readonly reversal?: Reversal;
  /** The shipped strategies when left out. */
  readonly findStrategy?: FindStrategy;
};

const QUEUE_CAPACITY = 65_536;

/**
 * One lane: events are handled one at a time, in the order they were offered; what an event causes is queued behind it.
 * An exception in here is a bug or a broken journal: trading halts, state is kept, the fact says why.
 */
export class Engine {
  readonly #context: EngineContext;
  /** Of the first account. */
  readonly #portfolio: Portfolio;
  readonly #queue = new BoundedQueue<EngineEvent>(QUEUE_CAPACITY);
  #draining = false;

  constructor(options: EngineOptions) {
    const { ports } = options;
    const facts = new FactStream(ports.log);
    this.#context = {
      ports,
      accounts: new Map(),
      books: new Map(),
      alarms: new Map(),
      markets: new Map(),
      lanes: new Map(),
      execution: new Execution({
        ...ports,
        emit: (fact) => this.#tell(fact),
        priceNow: (instrumentId) => this.#context.markets.get(instrumentId)?.mark.price ?? Number.NaN,
      }),
      planned: new Set(),
      watching: new Set(),
      lostParts: [],
      facts,
      accountRisk: options.accountRisk,
      governors: new Map(),
      governorLimits: options.governor ?? null,
      governorMemories: new Map(),
      correlation: new MarketCorrelation(),
      later: (event) => this.#handleLater(event),
      isHalting: false,
      universe: options.universe ?? null,
      riskClock: new RiskClock(ports.clock),
      nextDayMs: 0,
      feedInterval: options.feedInterval ?? '1m',
      halt: null,
      explainDecisions: options.explainDecisions,
      reversal: options.reversal ?? 'closeFirst',
      findStrategy: options.findStrategy ?? findStrategy,
    };
    for (const account of options.accounts) addAccount(this.#context, account);
    this.#portfolio = this.#account(options.accounts[0].id).portfolio;
    for (const instrument of options.instruments) onInstrument(this.#context, instrument, false);
    for (const instrument of options.toldInstruments ?? []) onInstrument(this.#context, instrument, true);
    restore(this.#context);
  }

  /**
   * Handles an event and everything it causes; while one is being handled, queues it behind. False when the queue is
   * full: the caller must stop the source.
   */
  offer(event: EngineEvent): boolean {
    if (this.#draining) return this.#queue.push(event);
    this.#run(event);
    return true;
  }

  /** Hands over a command and says why it was refused, null when it was done. Not to be called by an observer of facts. */
  command(command: EngineCommand): string | null {
    if (this.#draining) return 'the engine is at work on an event, expected a command from outside';
    return this.#run({ kind: 'command', command });
  }

  onFact(listener: FactListener): Disposable {
    return this.#context.facts.listen(listener);
  }

  snapshot(): EngineState {
    return snapshotOf(this.#context);
  }

  /** What an order of a person's would come to now, or why there is none. Sends nothing. */
  previewOrder(order: ManualOrder): ManualPreview | string {
    return previewByHand(this.#context, order);
  }

  /** What the governors see, and which markets move together: for a person who looks. */
  riskStanding(): RiskOverview {
    return riskOverviewOf(this.#context);
  }

  /** Cash and positions of the first account at the latest prices, float64, quote asset: for curves. */
  equityNumber(): number {
    return this.#portfolio.equityNumber();
  }

  /** Cash and positions of an account at the latest prices, in its quote asset; of the first one when none is named. */
  equity(accountId?: string): Money {
    return (accountId === undefined ? this.#portfolio : this.#account(accountId).portfolio).equity();
  }

  /** Whether any bot of the first account holds a position now. */
  hasPosition(): boolean {
    return this.#portfolio.hasPosition();
  }

  /** Of the bot's positions; 1, fully paid, for one that is not known. */
  leverageOf(botId: string): number {
    return this.#context.lanes.get(botId)?.config.risk.leverage ?? 1;
  }

  /** The exchange an account is at; null for simulated money. Throws RangeError for an account that does not exist. */
  venueOf(accountId: string): VenueId | null {
    return this.#account(accountId).account.venue;
  }

  /** Whose money an open order trades with; undefined for one that is not open. */
  accountOf(clientOrderId: string): string | undefined {
    return this.#context.execution.find(clientOrderId)?.order.accountId;
  }

  #account(accountId: string): AccountLane {
    const lane = this.#context.accounts.get(accountId);
    if (lane === undefined) throw new RangeError(`account is "${accountId}", expected one that exists`);
    return lane;
  }

  /** An order that has ended binds nothing any more. */
  #tell(fact: Fact): void {
    if (fact.kind === 'order' && !isOpenOrder(fact.state)) {
      for (const governor of this.#context.governors.values()) governor.onOrderEnded(fact.order.clientOrderId);
    }
    this.#context.facts.emit(fact);
  }

  #handleLater(event: EngineEvent): void {
    if (this.#queue.push(event)) return;
    this.#context.ports.log.error('an event of the engine itself found no place in the queue', { event: event.kind });
  }

  #run(event: EngineEvent): string | null {
    this.#draining = true;
    try {
      const refusal = this.#handle(event);
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#handle(next);
      return refusal;
    } finally {
      this.#draining = false;
    }
  }

  /** Why a command was refused; null for everything else. */
  #handle(event: EngineEvent): string | null {
    try {
      if (event.kind === 'command') return onPersonsCommand(this.#context, event.command);
      process(this.#context, event);
      return null;
    } catch (error) {
      return breakDown(this.#context, event, error);
    }
  }
}

function onPersonsCommand(engine: EngineContext, command: EngineCommand): string | null {
  const reason = onCommand(engine, command);
  if (reason === null) return null;
  const timeMs = engine.ports.clock.nowMs();
  engine.facts.emit({ kind: 'commandRefused', command: command.kind, reason, timeMs });
  return reason;
}

function process(engine: EngineContext, event: Exclude<EngineEvent, { kind: 'command' }>): void {
  switch (event.kind) {
    case 'candle':
      onCandle(engine, event.instrumentId, event.interval, event.candle);
      return;
    case 'trade':
      onTrade(engine, event.trade);
      return;
    case 'quote':
      onQuote(engine, event.quote);
      return;
    case 'mark':
      onMark(engine, event.instrumentId, event.price);
      return;
    case 'time':
      if (event.isProof === true && engine.riskClock.hear(event.timeMs)) engine.nextDayMs = 0;
      onTime(engine, event.timeMs, event.venue);
      return;
    case 'state':
      onFeedState(engine, event.instrumentId, event.state, event.timeMs);
      return;
    case 'instrument':
      onInstrument(engine, event.instrument, event.tellsCandles);
      return;
    case 'venue':
      onReport(engine, event.report);
      return;
    case 'look':
      onVenueLook(engine, event.look);
      return;
    case 'history':
      onHistory(engine, event.botId, event);
      return;
    case 'pastQuarters':
      engine.correlation.onPast(event.instrumentId, event.bars);
      return;
    case 'intents':
      onIntents(engine, event.botId, event.intents);
      return;
    case 'strategyFailed':
      onStrategyFailed(engine, event.botId, event.reason);
      return;
    case 'enforce':
      enforce(engine, event.group);
      return;
    case 'config':
      engine.accountRisk = event.accountRisk;
      if (event.governor !== undefined) changeLimits(engine, event.governor);
      engine.nextDayMs = 0;
      engine.facts.emit({ kind: 'configured', timeMs: engine.ports.clock.nowMs() });
      return;
    default:
      assertNever(event, 'event');
  }
}

function onReport(engine: EngineContext, report: VenueReport): void {
  switch (report.kind) {
    case 'accepted':
      engine.execution.report(report.clientOrderId, 'accept', '');
      return;
    case 'refused':
      onOrderEnded(engine, report.clientOrderId, 'refuse', report.reason);
      return;
    case 'cancelled':
      onOrderEnded(engine, report.clientOrderId, 'cancel', report.reason);
      return;
    case 'unknown':
      engine.execution.report(report.clientOrderId, 'lose', report.reason);
      return;
    case 'filled':
      onFill(engine, report.fill, report.done);
      return;
    default:
      assertNever(report, 'venue report');
  }
}

/** Nothing may be sent on top of a state that is in doubt. Bots keep their positions; a person decides. */
function breakDown(engine: EngineContext, event: EngineEvent, error: unknown): string {
  const reason = `stopped by an internal error: ${error instanceof Error ? error.message : String(error)}`;
  const timeMs = engine.ports.clock.nowMs();
  engine.ports.log.error('the engine failed and halted', { event: event.kind, error: String(error) });
  if (engine.halt === null) {
    engine.halt = { reason, timeMs };
    engine.facts.emit({ kind: 'halted', reason, timeMs });
    attempt(engine, 'the halt could not be recorded', () => engine.ports.journal.recordHalt(reason, timeMs));
  }
  for (const lane of engine.lanes.values()) {
    lane.reverseTo = null;
    if (lane.state !== 'running') continue;
    lane.state = 'failed';
    lane.reason = reason;
    attempt(engine, `bot ${lane.config.id} could not be ended where it runs`, () => endRun(lane));
    engine.facts.emit({ kind: 'bot', config: lane.config, state: 'failed', reason, timeMs });
  }
  for (const { order } of engine.execution.openOrders()) {
    attempt(engine, `order ${order.clientOrderId} could not be cancelled`, () =>
      engine.execution.cancel(order.clientOrderId),
    );
  }
  return reason;
}

/** While breaking down: each step is tried, whatever became of the one before. */
function attempt(engine: EngineContext, failure: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    engine.ports.log.error(failure, { error: String(error) });
  }
}
