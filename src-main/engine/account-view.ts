import type { AccountRisk } from '../model/bot.ts';
import type { Money } from '../model/money.ts';
import type { Universe } from '../model/universe.ts';
import type { AccountLane, EngineContext } from './context.ts';
import type { GovernorView, RiskContext } from './risk/rule.ts';

/** One account as risk sees it now. Amounts are worked out only when a rule asks: a closing order needs none of them. */
export class AccountView implements RiskContext {
  readonly quoteAsset: string;
  readonly #engine: EngineContext;
  readonly #lane: Omit<AccountLane, 'view'>;

  constructor(engine: EngineContext, lane: Omit<AccountLane, 'view'>) {
    this.#engine = engine;
    this.#lane = lane;
    this.quoteAsset = lane.account.quoteAsset;
  }

  get limits(): AccountRisk {
    return this.#engine.accountRisk;
  }

  get universe(): Universe | null {
    return this.#engine.universe;
  }

  get halted(): boolean {
    return this.#engine.halt !== null;
  }

  get equity(): Money {
    return this.#lane.portfolio.equity();
  }

  /** Equity less what positions bind and what entries that still work may come to bind. */
  get buyingPower(): Money {
    const { execution, lanes } = this.#engine;
    const { account, portfolio } = this.#lane;
    const leverageOf = (botId: string): number => lanes.get(botId)?.config.risk.leverage ?? 1;
    const reserved = execution.reservedByEntries(account.id, leverageOf);
    return (portfolio.equity() - portfolio.boundMargin(leverageOf) - reserved) as Money;
  }

  get isLive(): boolean {
    return this.#lane.books !== null;
  }

  get wasReconciled(): boolean {
    return this.#lane.books?.wasGreen ?? true;
  }

  whyNotReconciled(instrumentId: string): string | null {
    const { account, books } = this.#lane;
    if (books === null) return null;
    if (books.state.kind === 'waiting') return `${account.id} waits for ${books.state.missing}`;
    const finding = books.findings.find((each) => each.instrumentId === instrumentId);
    return finding === undefined ? null : `${finding.key} at ${books.venue} waits for a person's decision`;
  }

  get dayStartEquity(): Money {
    return this.#lane.day?.equity ?? this.equity;
  }

  get governor(): GovernorView | null {
    return this.#engine.governors.get(this.#lane.account.group) ?? null;
  }
}
