import type { BotConfig } from './bot.ts';
import type { VenueId } from './instrument.ts';
import type { Money } from './money.ts';

/** Whose money is at stake. A rule that looks beyond one account counts those of its group, never any of the other. */
export const ACCOUNT_GROUPS = ['paper', 'live'] as const;
export type AccountGroup = (typeof ACCOUNT_GROUPS)[number];

/** Cash in one quote asset, and the bots that trade with it. */
export type Account = {
  /** Unique for ever: orders and fills name it. */
  readonly id: string;
  readonly name: string;
  readonly group: AccountGroup;
  /** The exchange its orders go to; null for the simulated venue, which takes the instruments of every market. */
  readonly venue: VenueId | null;
  /** The one asset its cash is held in and all it trades is quoted in. */
  readonly quoteAsset: string;
  /** 0 for a live account: what is there comes as a transfer. */
  readonly startingCapital: Money;
};

export const PAPER_ACCOUNT_ID = 'paper';

/** Paper is what a bot trades that does not say otherwise. */
export function accountIdOf({ accountId }: Pick<BotConfig, 'accountId'>): string {
  return accountId ?? PAPER_ACCOUNT_ID;
}

/** The simulated money. */
export function paperAccount(quoteAsset: string, startingCapital: Money): Account {
  return { id: PAPER_ACCOUNT_ID, name: 'Paper', group: 'paper', venue: null, quoteAsset, startingCapital };
}
