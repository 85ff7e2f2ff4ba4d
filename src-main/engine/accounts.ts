import type { Account } from '../model/account.ts';
import { AccountView } from './account-view.ts';
import type { AccountLane, EngineContext } from './context.ts';
import { openGovernor } from './govern.ts';
import { Portfolio } from './portfolio/portfolio.ts';

/** Puts an account into the engine; what the journal knows of it comes with `restore`. */
export function openAccount(engine: EngineContext, account: Account): AccountLane {
  if (engine.accounts.has(account.id)) throw new Error(`account ${account.id} is there twice, expected unique ids`);
  const lane: Omit<AccountLane, 'view'> = { account, portfolio: new Portfolio(account.startingCapital), day: null };
  // The account is seen through the very object it becomes a part of.
  const whole = Object.assign(lane, { view: new AccountView(engine, lane) });
  engine.accounts.set(account.id, whole);
  engine.nextDayMs = 0;
  openGovernor(engine, account);
  return whole;
}
