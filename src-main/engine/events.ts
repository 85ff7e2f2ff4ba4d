import type { Account, AccountGroup } from '../model/account.ts';
import type { AccountRisk, BotConfig } from '../model/bot.ts';
import type { Candle, CandleColumns } from '../model/candle.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import type { Instrument, VenueId } from '../model/instrument.ts';
import type { ManualOrder } from '../model/manual-order.ts';
import type { MarketTrade, Quote } from '../model/market-trade.ts';
import type { RestrictedKind } from '../model/risk-mode.ts';
import type { Interval, TimestampMs } from '../model/time.ts';
import type { FeedState } from './ports/market-feed.ts';
import type { VenueReport } from './ports/venue.ts';
import type { VenueLook } from './ports/venue-look.ts';
import type { Intent } from './strategies/intent.ts';

/** What a person asks for. Each becomes facts; a refusal is a fact too. */
export type EngineCommand =
  | { readonly kind: 'addBot'; readonly config: BotConfig }
  | { readonly kind: 'removeBot'; readonly botId: string }
  | { readonly kind: 'startBot'; readonly botId: string }
  | { readonly kind: 'stopBot'; readonly botId: string }
  /** Market orders that only close, of one bot or of all; `end` is the end of its tape in a backtest. */
  | { readonly kind: 'closePositions'; readonly purpose: 'end' | 'flatten'; readonly botId?: string }
  /** What the bot trades left the universe: its entries are taken back, what it holds is closed if `close`. */
  | { readonly kind: 'leaveUniverse'; readonly botId: string; readonly close: boolean }
  /** Cancels working orders, stops bots, sends nothing new, and stays so until released. */
  | { readonly kind: 'halt'; readonly reason: string; readonly flatten: boolean }
  | { readonly kind: 'release'; readonly reason: string }
  /** The governor of a group allows no more than this, until a person releases it. */
  | { readonly kind: 'restrict'; readonly group: AccountGroup; readonly mode: RestrictedKind; readonly reason: string }
  /** Lets go of every hold of a group's governor; drawdowns and losses count from here on. */
  | { readonly kind: 'releaseMode'; readonly group: AccountGroup; readonly reason: string }
  /** A person orders, through all that every other order goes through. */
  | { readonly kind: 'placeOrder'; readonly order: ManualOrder }
  /** One open order, by a person's hand. */
  | { readonly kind: 'cancelOrder'; readonly clientOrderId: string }
  /** Stop or target of what a bot holds, by a person's hand, at a price in the quote asset. */
  | {
      readonly kind: 'moveProtection';
      readonly botId: string;
      readonly purpose: 'stop' | 'target';
      readonly price: number;
    }
  /** A live account from now on; its money is what its exchange says. */
  | { readonly kind: 'openAccount'; readonly account: Account }
  | { readonly kind: 'closeAccount'; readonly accountId: string }
  /** What becomes of something found at an exchange. */
  | {
      readonly kind: 'decideFinding';
      readonly accountId: string;
      readonly key: string;
      /** `adopt`: a bot takes it over, or writes its position down; `close`: it goes; `ignore`: it is none of ours. */
      readonly choice: 'adopt' | 'close' | 'ignore';
      /** Who takes it over; needed to adopt, and to close what has to be sold first. */
      readonly botId?: string;
    };

/** Closed bars of a series, and those of the feed's interval since, out of which its next bar forms. */
export type SeriesPast = { readonly bars: CandleColumns; readonly minutes: CandleColumns };

/** What a bot knows of the past: its own bars and, by their names, the further series its strategy looks at. */
export type BotPast = SeriesPast & { readonly further?: Readonly<Record<string, SeriesPast>> };

/** Everything that can enter the engine. One queue, one lane: the order in the queue is the order of the world. */
export type EngineEvent =
  /** A closed bar that the source itself built. Borrowed: valid only during the call; who keeps it copies it. */
  | { readonly kind: 'candle'; readonly instrumentId: string; readonly interval: Interval; readonly candle: Candle }
  | { readonly kind: 'trade'; readonly trade: MarketTrade }
  | { readonly kind: 'quote'; readonly quote: Quote }
  /** Where the market stands, without a trade. */
  | { readonly kind: 'mark'; readonly instrumentId: string; readonly price: number }
  /** The feed's clock: bars of that venue's instruments, of all when it names none, that end by then are complete. */
  | {
      readonly kind: 'time';
      readonly timeMs: TimestampMs;
      readonly venue?: VenueId;
      /** By the clock of an exchange, which nobody sets here. */
      readonly isProof?: boolean;
    }
  /** What prices of an instrument are worth from now on; nothing is entered on stale ones. */
  | { readonly kind: 'state'; readonly instrumentId: string; readonly state: FeedState; readonly timeMs: TimestampMs }
  /** An instrument that can be traded from now on, or whose rules have changed. */
  | { readonly kind: 'instrument'; readonly instrument: Instrument; readonly tellsCandles: boolean }
  /**
   * What a bot that was just started must know of the past before it may decide: closed bars of its interval, and the
   * closed minutes of the bar now forming. Bars that arrived in between are kept and follow.
   */
  | ({ readonly kind: 'history'; readonly botId: string } & BotPast)
  /** Closed quarters of an hour of the last day, so that what moves together is known before a day has gone by. */
  | { readonly kind: 'pastQuarters'; readonly instrumentId: string; readonly bars: CandleColumns }
  | { readonly kind: 'venue'; readonly report: VenueReport }
  /** What a look at a venue found. */
  | { readonly kind: 'look'; readonly look: VenueLook }
  /** What a strategy that runs elsewhere wants, and that it is at an end. `reason` names the line. */
  | { readonly kind: 'intents'; readonly botId: string; readonly intents: readonly Intent[] }
  | { readonly kind: 'strategyFailed'; readonly botId: string; readonly reason: string }
  | { readonly kind: 'command'; readonly command: EngineCommand }
  /** The governors' mode is another one: what it does not allow any more is taken back. Only the engine says so. */
  | { readonly kind: 'enforce'; readonly group: AccountGroup }
  /** Settings that were changed. Without governors' limits theirs stay; an engine without governors gets none. */
  | { readonly kind: 'config'; readonly accountRisk: AccountRisk; readonly governor?: GovernorLimits };
