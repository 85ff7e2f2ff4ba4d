import type { Account } from '../model/account.ts';
import { accountIdOf } from '../model/account.ts';
import { isByHand } from '../model/manual-order.ts';
import type { Money } from '../model/money.ts';
import { ZERO_MONEY } from '../model/money.ts';
import { AccountView } from './account-view.ts';
import type { VenueBooks } from './books.ts';
import { openBooks } from './books.ts';
import { removeBot } from './bots.ts';
import type { AccountLane, EngineContext } from './context.ts';
import { openGovernor } from './govern.ts';
import { Portfolio } from './portfolio/portfolio.ts';
import { tellReconciliation } from './reconciliation-facts.ts';
import { recordTransfer } from './transfers.ts';

/** Puts an account into the engine; what the journal knows of it comes with `restore`. */
export function addAccount(engine: EngineContext, account: Account): AccountLane {
  if (engine.accounts.has(account.id)) throw new Error(`account ${account.id} is there twice, expected unique ids`);
  const lane: Omit<AccountLane, 'view'> = {
    account,
    isOpen: true,
    portfolio: new Portfolio(account.startingCapital),
    books: account.venue === null ? null : booksOf(engine, account.venue),
    feesElsewhere: ZERO_MONEY,
    day: null,
  };
  // The account is seen through the very object it becomes a part of.
  const whole = Object.assign(lane, { view: new AccountView(engine, lane) });
  engine.accounts.set(account.id, whole);
  engine.nextDayMs = 0;
  openGovernor(engine, account);
  return whole;
}

/** All accounts at one exchange share what is known of it. */
function booksOf(engine: EngineContext, venue: string): VenueBooks {
  const books = engine.books.get(venue) ?? openBooks(venue, engine.ports.clock.nowMs());
  engine.books.set(venue, books);
  return books;
}

/** A person switches an account on. Returns why not, or null when it was done. */
export function openAccount(engine: EngineContext, account: Account): string | null {
  const known = engine.accounts.get(account.id);
  if (known?.isOpen === true) return `account ${account.id} is open, expected one that is not`;
  if (known !== undefined && !isSame(known.account, account)) {
    const { venue, quoteAsset } = known.account;
    return `account ${account.id} is of ${venue} in ${quoteAsset}, expected the same or another id`;
  }
  const timeMs = engine.ports.clock.nowMs();
  engine.ports.journal.recordAccount(account, true, timeMs);
  const lane = known ?? addAccount(engine, account);
  lane.isOpen = true;
  tellReconciliation(engine, lane);
  engine.facts.emit({ kind: 'account', account, isOpen: true, timeMs });
  return null;
}

/** A person switches it off: nothing may be left that needs it. */
export function closeAccount(engine: EngineContext, accountId: string): string | null {
  const lane = engine.accounts.get(accountId);
  if (lane === undefined || !lane.isOpen) return `account is "${accountId}", expected one that is open`;
  if (lane.books === null) return `account ${accountId} is simulated, expected a live one`;
  const inUse = whyInUse(engine, accountId);
  if (inUse !== null) return inUse;
  for (const each of [...engine.lanes.values()]) if (each.account === lane) removeBot(engine, each);
  const timeMs = engine.ports.clock.nowMs();
  const { cash } = lane.portfolio;
  if (cash !== 0n) recordTransfer(engine, lane, -cash as Money, 'the account was closed');
  engine.ports.journal.recordAccount(lane.account, false, timeMs);
  lane.isOpen = false;
  engine.facts.emit({ kind: 'account', account: lane.account, isOpen: false, timeMs });
  return null;
}

/** What was ordered by hand leaves nothing behind once it is closed and taken back. */
function whyInUse(engine: EngineContext, accountId: string): string | null {
  for (const { config, holding } of engine.lanes.values()) {
    if (accountIdOf(config) !== accountId) continue;
    if (!isByHand(config)) return `bot ${config.id} trades with account ${accountId}, move it before`;
    if (holding.position.quantity !== 0n) return `${config.instrumentId} is held by hand, close it before`;
    if (engine.execution.openOrdersOf(config.id).length > 0) {
      return `an order by hand works on ${config.instrumentId}, take it back before`;
    }
  }
  return null;
}

function isSame(left: Account, right: Account): boolean {
  return left.venue === right.venue && left.quoteAsset === right.quoteAsset && left.group === right.group;
}
