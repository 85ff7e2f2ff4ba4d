import type { NumberedFact } from '../engine/facts.ts';
import type { ExecutionReport } from '../model/execution-report.ts';
import type { Fill } from '../model/fill.ts';
import type { Money } from '../model/money.ts';
import { ZERO_MONEY } from '../model/money.ts';
import type { ClosedTrade } from '../model/position.ts';
import { RecentList } from './recent-list.ts';

const KEPT = 20_000;
const TOLD = 1000;

export type RecentActivity = {
  readonly fills: readonly Fill[];
  readonly trades: readonly ClosedTrade[];
  readonly executions: readonly ExecutionReport[];
};

/** Fills and closed trades of all time as far as a chart or a table can use them, and by account the exact sum of all fees. */
export class Activity {
  readonly #fills = new RecentList<Fill>(KEPT);
  readonly #trades = new RecentList<ClosedTrade>(KEPT);
  readonly #executions = new RecentList<ExecutionReport>(TOLD);
  readonly #fees = new Map<string, Money>();

  constructor(past: { readonly fills: readonly Fill[]; readonly trades: readonly ClosedTrade[] }) {
    for (const fill of past.fills) this.#addFill(fill);
    for (const trade of past.trades) this.#trades.add(trade);
  }

  feesOf(accountId: string): Money {
    return this.#fees.get(accountId) ?? ZERO_MONEY;
  }

  take({ fact }: NumberedFact): void {
    if (fact.kind === 'fill') this.#addFill(fact.fill);
    if (fact.kind === 'execution' && fact.report.endedMs !== null) this.#executions.add(fact.report);
    if (fact.kind === 'tradeClosed') this.#trades.add(fact.trade);
  }

  /** The newest thousand of each, of one bot or instrument where one is named; executions since the app began. */
  read(botId: string | null, instrumentId: string | null): RecentActivity {
    const matches = (item: { readonly botId: string; readonly instrumentId: string }): boolean =>
      (botId === null || item.botId === botId) && (instrumentId === null || item.instrumentId === instrumentId);
    return {
      fills: this.#fills.newest(TOLD, matches),
      trades: this.#trades.newest(TOLD, matches),
      executions: this.#executions.newest(TOLD, matches),
    };
  }

  /** The newest closed trades of every bot that has any, oldest first. */
  newestTrades(most: number): ReadonlyMap<string, readonly ClosedTrade[]> {
    const byBot = new Map<string, ClosedTrade[]>();
    for (const trade of this.#trades.values()) {
      const known = byBot.get(trade.botId);
      if (known === undefined) byBot.set(trade.botId, [trade]);
      else known.push(trade);
    }
    return new Map([...byBot].map(([botId, trades]) => [botId, trades.slice(-most)]));
  }

  #addFill(fill: Fill): void {
    this.#fills.add(fill);
    this.#fees.set(fill.accountId, (this.feesOf(fill.accountId) + fill.fee) as Money);
  }
}
