import type { AccountRisk } from '../model/bot.ts';
import type { Money } from '../model/money.ts';
import type { Universe } from '../model/universe.ts';
import type { EngineContext } from './context.ts';
import type { RiskContext } from './risk/rule.ts';

/** The account as risk sees it now. Amounts are worked out only when a rule asks: a closing order needs none of them. */
export class AccountView implements RiskContext {
  readonly quoteAsset: string;
  readonly #engine: EngineContext;

  constructor(engine: EngineContext) {
    this.#engine = engine;
    this.quoteAsset = engine.quoteAsset;
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
    return this.#engine.portfolio.equity();
  }

  /** Equity less what positions bind and what entries that still work may come to bind. */
  get buyingPower(): Money {
    const { portfolio, execution, lanes } = this.#engine;
    const leverageOf = (botId: string): number => lanes.get(botId)?.config.risk.leverage ?? 1;
    return (portfolio.equity() - portfolio.boundMargin(leverageOf) - execution.reservedByEntries(leverageOf)) as Money;
  }

  get dayStartEquity(): Money {
    return this.#engine.day?.equity ?? this.equity;
  }
}
