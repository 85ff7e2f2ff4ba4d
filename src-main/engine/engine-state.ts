import type { Account, AccountGroup } from '../model/account.ts';
import type { AccountRisk, BotConfig, BotState } from '../model/bot.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import type { Order, OrderState } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import type { Regime } from '../model/regime.ts';
import type { RiskMode } from '../model/risk-mode.ts';
import type { TimestampMs } from '../model/time.ts';
import type { Alarm, DecisionFact } from './facts.ts';
import type { RiskDay } from './ports/journal.ts';
import type { Finding, Reconciliation } from './ports/venue-look.ts';

/** One bot as the engine has it. `unrealised` is after the fees paid on what is held. */
export type BotStanding = {
  readonly config: BotConfig;
  readonly state: BotState;
  readonly reason: string;
  /** Why a live bot may not enter now; null when nothing stands against it. */
  readonly waitsFor: string | null;
  readonly instrument: Instrument;
  readonly decision: DecisionFact | null;
  /** Null for a bot that does not run, does not go by it, or does not know it yet. */
  readonly regime: { readonly regime: Regime; readonly sinceMs: TimestampMs } | null;
  readonly position: Position;
  /** NaN before the first price. */
  readonly markPrice: number;
  readonly realised: Money;
  readonly unrealised: Money;
  readonly fees: Money;
  readonly trades: number;
  readonly wins: number;
};

/** One account as the engine has it. */
export type AccountStanding = {
  readonly account: Account;
  readonly cash: Money;
  /** Deposits less withdrawals. */
  readonly transferred: Money;
  readonly equity: Money;
  /** Null where nothing is to be reconciled. */
  readonly reconciliation: { readonly state: Reconciliation; readonly findings: readonly Finding[] } | null;
  readonly day: RiskDay | null;
};

/** The engine at one moment, as data. `sequence` is the number of the latest fact it includes. */
export type EngineState = {
  readonly sequence: number;
  readonly timeMs: TimestampMs;
  readonly accounts: readonly AccountStanding[];
  readonly alarms: readonly Alarm[];
  readonly halt: { readonly reason: string; readonly timeMs: TimestampMs } | null;
  readonly accountRisk: AccountRisk;
  readonly riskModes: readonly { readonly group: AccountGroup; readonly mode: RiskMode }[];
  readonly bots: readonly BotStanding[];
  readonly openOrders: readonly { readonly order: Order; readonly state: OrderState }[];
  /** Only instruments that have a price. */
  readonly prices: readonly { readonly instrumentId: string; readonly price: number }[];
};
