import type { Account, AccountGroup } from '../model/account.ts';
import type { BotConfig, BotState } from '../model/bot.ts';
import type { Candle } from '../model/candle.ts';
import type { ExecutionReport } from '../model/execution-report.ts';
import type { Fill } from '../model/fill.ts';
import type { Money } from '../model/money.ts';
import type { Order, OrderState } from '../model/order.ts';
import type { ScorePart } from '../model/order-story.ts';
import type { ClosedTrade, Position } from '../model/position.ts';
import type { Regime } from '../model/regime.ts';
import type { RiskMode } from '../model/risk-mode.ts';
import type { Interval, TimestampMs } from '../model/time.ts';
import type { Transfer } from '../model/transfer.ts';
import type { Finding, Reconciliation } from './ports/venue-look.ts';

/** Why a bot did what it did at a bar's close. */
export type DecisionFact = {
  readonly kind: 'decision';
  readonly botId: string;
  readonly timeMs: TimestampMs;
  /** −1 (sell) to +1 (buy); null for strategies without a score. */
  readonly score: number | null;
  readonly parts: readonly ScorePart[];
  readonly action: 'buy' | 'sell' | 'hold';
};

/** Something that a person should see at once. */
export type Alarm = {
  readonly key: string;
  readonly code: 'unprotected' | 'shortage';
  readonly botId: string;
  readonly message: string;
  readonly sinceMs: TimestampMs;
};

/** What the engine says. Facts are never changed; `sequence` counts them without a hole. */
export type Fact =
  | DecisionFact
  | {
      readonly kind: 'bot';
      readonly config: BotConfig;
      readonly state: BotState;
      readonly reason: string;
      readonly timeMs: TimestampMs;
    }
  | { readonly kind: 'botRemoved'; readonly botId: string; readonly timeMs: TimestampMs }
  | {
      readonly kind: 'order';
      readonly order: Order;
      readonly state: OrderState;
      readonly reason: string;
      readonly timeMs: TimestampMs;
    }
  /** An entry that several orders carry out began or ended. */
  | { readonly kind: 'execution'; readonly report: ExecutionReport }
  | { readonly kind: 'fill'; readonly fill: Fill; readonly position: Position; readonly cash: Money }
  | { readonly kind: 'tradeClosed'; readonly trade: ClosedTrade }
  /** The regime of a bot's own bars is another one, or known for the first time since it was started. */
  | {
      readonly kind: 'regime';
      readonly botId: string;
      readonly regime: Regime;
      readonly sinceMs: TimestampMs;
      readonly timeMs: TimestampMs;
    }
  /** A risk rule said no. `limit` and `actual` are texts with their unit. */
  | {
      readonly kind: 'refused';
      readonly botId: string;
      readonly rule: string;
      readonly limit: string;
      readonly actual: string;
      readonly timeMs: TimestampMs;
    }
  /** A governor's mode is another one. `cause` names the rule, its limit and what it saw, or what a person said. */
  | {
      readonly kind: 'riskMode';
      readonly group: AccountGroup;
      readonly mode: RiskMode;
      readonly cause: string;
      readonly timeMs: TimestampMs;
    }
  | { readonly kind: 'commandRefused'; readonly command: string; readonly reason: string; readonly timeMs: TimestampMs }
  | { readonly kind: 'halted'; readonly reason: string; readonly timeMs: TimestampMs }
  | { readonly kind: 'released'; readonly reason: string; readonly timeMs: TimestampMs }
  /** A bar of a watched series closed (`closed`) or moved. The candle is a copy. */
  | {
      readonly kind: 'candle';
      readonly instrumentId: string;
      readonly interval: Interval;
      readonly candle: Candle;
      readonly closed: boolean;
    }
  | { readonly kind: 'price'; readonly instrumentId: string; readonly price: number; readonly timeMs: TimestampMs }
  | { readonly kind: 'configured'; readonly timeMs: TimestampMs }
  | { readonly kind: 'account'; readonly account: Account; readonly isOpen: boolean; readonly timeMs: TimestampMs }
  | { readonly kind: 'transfer'; readonly transfer: Transfer; readonly cash: Money }
  /** How an account stands with its exchange, and all that a person has to decide there. */
  | {
      readonly kind: 'reconciliation';
      readonly accountId: string;
      readonly state: Reconciliation;
      readonly findings: readonly Finding[];
      readonly timeMs: TimestampMs;
    }
  | { readonly kind: 'alarm'; readonly alarm: Alarm; readonly isOver: boolean };

export type FactKind = Fact['kind'];

export type NumberedFact = { readonly sequence: number; readonly fact: Fact };

/** Observers of the engine. What they do, how slowly or how badly, never reaches trading. */
export type FactListener = (numbered: NumberedFact) => void;
