import type { Account, AccountGroup } from '../model/account.ts';
import type { AccountRisk, BotConfig, BotState } from '../model/bot.ts';
import type { Bracket } from '../model/bracket.ts';
import type { Candle } from '../model/candle.ts';
import type { FeeRates } from '../model/execution-style.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import type { Instrument } from '../model/instrument.ts';
import type { OrderBook } from '../model/market-trade.ts';
import type { Money, Quantity, Ratio } from '../model/money.ts';
import type { OrderPurpose } from '../model/order.ts';
import type { RiskCheck } from '../model/risk-check.ts';
import type { Interval, TimestampMs } from '../model/time.ts';
import type { Universe } from '../model/universe.ts';
import type { VenueBooks } from './books.ts';
import type { EngineEvent } from './events.ts';
import type { Execution } from './execution/execution.ts';
import type { Plan } from './execution/plans/plan.ts';
import type { Protection } from './execution/protection.ts';
import type { FactStream } from './fact-stream.ts';
import type { Alarm, DecisionFact } from './facts.ts';
import type { Frame, FrameFactory } from './indicators/frame.ts';
import type { Aggregator } from './market-data/aggregator.ts';
import type { InstrumentMarket } from './market-data/instrument-market.ts';
import type { Holding, Portfolio } from './portfolio/portfolio.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Journal, JournalState, RiskDay } from './ports/journal.ts';
import type { Log } from './ports/log.ts';
import type { RegimeModel } from './ports/regime-model.ts';
import type { RemoteStrategy, StrategyHost } from './ports/strategy-host.ts';
import type { Venue } from './ports/venue.ts';
import type { RegimeTracker } from './regime/regime-tracker.ts';
import type { MarketCorrelation } from './risk/correlation/market-correlation.ts';
import type { Governor } from './risk/governor.ts';
import type { RiskClock } from './risk/risk-clock.ts';
import type { RiskContext } from './risk/rule.ts';
import type { RunningSeries } from './running-series.ts';
import type { FurtherSeries } from './strategies/further-series.ts';
import type { EnterIntent } from './strategies/intent.ts';
import type { FindStrategy, StrategyDefinition, StrategyRun } from './strategies/strategy.ts';

/**
 * How an entry at market turns a position round: closed first, then entered from the equity that is left; or both in one
 * order of the size that was asked for, as TradingView does it.
 */
export type Reversal = 'closeFirst' | 'oneOrder';

/** What the engine is given. Backtest, paper and live differ in these and in nothing else. */
export type EnginePorts = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly journal: Journal;
  readonly venue: Venue;
  readonly createFrame: FrameFactory;
  /** Left out where every strategy runs in the engine itself. */
  readonly strategyHost?: StrategyHost;
  /** The shipped one when left out. */
  readonly regimeModel?: RegimeModel;
  /** The order book as of now; null, or left out, where nobody keeps one. */
  readonly bookOf?: (instrumentId: string) => OrderBook | null;
  /** What trading costs an account there; null, or left out, where it is not known. */
  readonly feesOf?: (accountId: string, instrumentId: string) => FeeRates | null;
};

export type Halt = { readonly reason: string; readonly timeMs: TimestampMs };

/** The part of a bot that exists while it has its history: from the candle to the intent. */
export type RunningBot = {
  readonly frame: Frame;
  /** Of its own bars; null for a bot that does not go by it. */
  readonly regime: RegimeTracker | null;
  readonly strategy: StrategyRun;
  /** Index of the first bar it may judge. */
  readonly warmUp: number;
  /** Builds the bot's bars from those of the feed; null when these are its bars. */
  readonly aggregator: Aggregator | null;
  /** Other intervals and symbols it looks at; null for its own bars alone. */
  readonly further: RunningSeries | null;
  /** The strategy where it runs elsewhere; null when it runs in here. */
  readonly remote: RemoteStrategy | null;
};

/** A bar that arrived before the bot's history did. */
export type WaitingBar = { readonly instrumentId: string; readonly interval: Interval; readonly candle: Candle };

/** One instrument's market, the bots that trade it and those that only look at it. */
export type MarketLane = InstrumentMarket & { bots: readonly BotLane[]; watchers: readonly BotLane[] };

/** One account in the engine. No amount of one is ever counted with another's. */
export type AccountLane = {
  readonly account: Account;
  /** One that was closed keeps its past and takes no bots. */
  isOpen: boolean;
  readonly portfolio: Portfolio;
  /** What is known of its exchange; null where nothing is to be reconciled. */
  readonly books: VenueBooks | null;
  /** Of what its fees are worth, the part that was taken from other assets than it knows. */
  feesElsewhere: Money;
  /** What the risk rules may look at. */
  readonly view: RiskContext;
  day: RiskDay | null;
};

/** An entry that several orders carry out, with what the strategy asked for and what it may come to bind. */
export type RunningPlan = {
  readonly plan: Plan;
  readonly intent: EnterIntent;
  readonly notional: Money;
  /** What each rule said of the whole; none where nobody keeps it. */
  readonly checks: readonly RiskCheck[];
};

/** One bot in the engine. */
export type BotLane = {
  config: BotConfig;
  state: BotState;
  reason: string;
  readonly account: AccountLane;
  readonly definition: StrategyDefinition;
  readonly market: MarketLane;
  /** The further series its strategy looks at. */
  readonly further: readonly FurtherSeries[];
  readonly holding: Holding;
  /** `config.risk.sizeFraction`, exact. */
  readonly sizeShare: Ratio;
  running: RunningBot | null;
  waiting: WaitingBar[];
  /** The entry to make as soon as the position that is being closed is gone. */
  reverseTo: EnterIntent | null;
  /** Entries to send once the one of their tag that they replace is gone. */
  readonly replacements: Map<string, EnterIntent>;
  /** What entries under way were asked for with, by client order id. */
  readonly entries: Map<string, EnterIntent>;
  /** The entry that several orders carry out now; null when none does. */
  plan: RunningPlan | null;
  /** What ends the open position besides its strategy and its owner's settings. */
  bracket: Bracket | null;
  /** Where the trailing stop has come to; NaN before it is active. */
  trailingPrice: number;
  /** What is to be closed as soon as no exit locks it any more; null for nothing. */
  closing: { readonly purpose: OrderPurpose; readonly tag: string; readonly quantity?: Quantity } | null;
  /** What protects the position and rests at no venue. */
  watched: readonly Protection[];
  /** Its venue did not take stop and target of this position as one order. */
  isBracketRefused: boolean;
  /** Bars at whose close the open position was held. */
  barsHeld: number;
  /** Something that protects the position did not come to rest, or rests no more, without our asking for it. */
  lacksProtection: boolean;
  /** Since when it has no stop at its exchange though it asked for one; null when nothing is wrong. */
  unprotectedSinceMs: TimestampMs | null;
  decision: DecisionFact | null;
};

/** Everything the engine knows while it runs. Stages get what they need of it from `pipeline.ts`. */
export type EngineContext = {
  readonly ports: EnginePorts;
  readonly accounts: Map<string, AccountLane>;
  /** By exchange; empty where all is simulated. */
  readonly books: Map<string, VenueBooks>;
  /** What a person should see at once, by key. */
  readonly alarms: Map<string, Alarm>;
  readonly markets: Map<string, MarketLane>;
  readonly lanes: Map<string, BotLane>;
  readonly execution: Execution;
  /** Bots with a plan under way; almost always none. */
  readonly planned: Set<BotLane>;
  /** Bots with levels that no venue holds. */
  readonly watching: Set<BotLane>;
  /** Open orders whose plan ended with the app: taken back as soon as the clock of a feed says something. */
  readonly lostParts: string[];
  readonly facts: FactStream;
  accountRisk: AccountRisk;
  /** What looks over all accounts of a group; none in a backtest. */
  readonly governors: Map<AccountGroup, Governor>;
  /** Of all groups; null where nothing looks over the accounts. */
  governorLimits: GovernorLimits | null;
  /** What the journal knew of governors, for groups whose first account comes later. */
  governorMemories: JournalState['governors'];
  /** Which markets move together, for the governors. */
  readonly correlation: MarketCorrelation;
  /** Handles an event when the one at hand is done with. */
  readonly later: (event: EngineEvent) => void;
  /** The kill switch was thrown by a rule and follows after the event at hand. */
  isHalting: boolean;
  /** What may be entered when; null for everything always. */
  readonly universe: Universe | null;
  /** When the first account's day is over; all roll at the same hour. */
  nextDayMs: TimestampMs;
  /** By which days, weeks and pauses end. */
  readonly riskClock: RiskClock;
  /** Length of the bars the feed's trades become, and of those it tells itself. */
  readonly feedInterval: Interval;
  halt: Halt | null;
  /** Whether decisions are explained in facts, and orders keep their story: costs time a backtest may not want to spend. */
  readonly explainDecisions: boolean;
  readonly reversal: Reversal;
  readonly findStrategy: FindStrategy;
};

export function instrumentOf(lane: BotLane): Instrument {
  return lane.market.instrument;
}
