import type { Account, AccountGroup } from '../../model/account.ts';
import type { BotConfig, BotState } from '../../model/bot.ts';
import type { Bracket } from '../../model/bracket.ts';
import type { Fill } from '../../model/fill.ts';
import type { Money } from '../../model/money.ts';
import type { Order, OrderState } from '../../model/order.ts';
import type { OrderStory } from '../../model/order-story.ts';
import type { RiskMode } from '../../model/risk-mode.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Transfer } from '../../model/transfer.ts';

/** Everything the engine must find again after a crash. */
export type JournalState = {
  readonly bots: readonly { readonly config: BotConfig; readonly state: BotState }[];
  /** Every fill ever, in the order it was recorded: positions and cash are a pure function of these. */
  readonly fills: readonly Fill[];
  /** Orders that may still be alive at the venue. */
  readonly openOrders: readonly { readonly order: Order; readonly state: OrderState }[];
  /** What ends the positions that entries opened, by the entry's client order id. */
  readonly brackets: ReadonlyMap<string, Bracket>;
  readonly halt: { readonly reason: string; readonly timeMs: TimestampMs } | null;
  /** By account, the equity at the start of its latest risk day: a restart does not forget a day's loss. */
  readonly days: ReadonlyMap<string, RiskDay>;
  /** Groups of which nothing was recorded are left out. */
  readonly governors: ReadonlyMap<AccountGroup, GovernorMemory>;
  /** When the newest orders were made, oldest first: a limit on their number counts over a restart. */
  readonly latestOrdersMs: readonly TimestampMs[];
  /** Live accounts that were ever opened; simulated ones are given to the engine. */
  readonly accounts: readonly { readonly account: Account; readonly isOpen: boolean }[];
  /** Every transfer ever: with the fills, all that cash is a function of. */
  readonly transfers: readonly Transfer[];
  readonly ignored: readonly IgnoredFinding[];
};

/** What a person does not want to be asked about again: an order, or that much of an asset. */
export type IgnoredFinding = { readonly venue: string; readonly key: string; readonly amount: Money };

/** An account's equity when a risk day began. */
export type RiskDay = { readonly startMs: TimestampMs; readonly equity: Money };

/** Equity when a window of time began, and the most it came to within. */
export type WindowMark = { readonly startMs: TimestampMs; readonly start: Money; readonly peak: Money };

/** What drawdowns and losses of a group of accounts are counted from. */
export type Watermarks = { readonly peak: Money; readonly day: WindowMark; readonly week: WindowMark };

/** What a governor must find again: its mode and what it counts from. */
export type GovernorMemory = { readonly mode: RiskMode; readonly marks: Watermarks | null };

export type RiskModeRecord = {
  readonly group: AccountGroup;
  readonly mode: RiskMode;
  /** Which rule saw what, or what the person said. */
  readonly cause: string;
  readonly timeMs: TimestampMs;
};

/**
 * The engine's memory on disk. Each call returns after its row is synced; a call that cannot keep that promise throws,
 * and the engine halts. Recording the same fill id twice is refused by the store, so a replay is harmless.
 */
export interface Journal {
  load(): JournalState;
  recordBot(config: BotConfig, state: BotState, timeMs: TimestampMs): void;
  removeBot(botId: string, timeMs: TimestampMs): void;
  /**
   * Before the order leaves: the intent, its client order id and where it stands, all of it or nothing. `sent` for one
   * that leaves next, `intent` for one that is to wait here. An id that was recorded before throws.
   * `story` is kept for people: the engine never asks for it again.
   */
  recordIntent(order: Order, state: 'intent' | 'sent', timeMs: TimestampMs, story?: OrderStory | null): void;
  /** Before the entry it belongs to, and again when the strategy changes it. */
  recordBracket(clientOrderId: string, bracket: Bracket): void;
  recordOrderState(clientOrderId: string, state: OrderState, reason: string, timeMs: TimestampMs): void;
  /** False when this very fill was recorded before; a different one under the same id throws. */
  recordFill(fill: Fill): boolean;
  recordHalt(reason: string, timeMs: TimestampMs): void;
  recordRelease(reason: string, timeMs: TimestampMs): void;
  recordDay(accountId: string, day: RiskDay): void;
  recordRiskMode(record: RiskModeRecord): void;
  recordMarks(group: AccountGroup, marks: Watermarks): void;
  /** An account was opened, or closed. */
  recordAccount(account: Account, isOpen: boolean, timeMs: TimestampMs): void;
  recordTransfer(transfer: Transfer): void;
  /** The latest of a key counts. */
  recordIgnored(ignored: IgnoredFinding, timeMs: TimestampMs): void;
}
