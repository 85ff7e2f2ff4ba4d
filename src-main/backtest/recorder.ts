import type { Engine } from '../engine/engine.ts';
import type { NumberedFact } from '../engine/facts.ts';
import type { Fill } from '../model/fill.ts';
import type { Money } from '../model/money.ts';
import { ZERO_MONEY } from '../model/money.ts';
import type { ClosedTrade } from '../model/position.ts';
import type { BacktestRequest } from './backtest-request.ts';
import type { CostTotals } from './cost-tally.ts';
import { NO_COSTS, withFill } from './cost-tally.ts';
import type { RefusalLog } from './refusal-log.ts';
import { RefusalCounter } from './refusal-log.ts';
import { TradeList } from './trade-list.ts';

/** What a run left behind, before statistics. */
export type BacktestRun = {
  readonly request: BacktestRequest;
  readonly trades: readonly ClosedTrade[];
  /** Quote asset, after all fees. */
  readonly finalEquity: Money;
  readonly fees: Money;
  /** The same fees and what else trading cost, by kind. */
  readonly costs: CostTotals;
  /** Equity at each candle's close, quote asset; the last one after the closing trade. */
  readonly equity: Float64Array;
  /** Candles at whose close a position was held. */
  readonly heldBars: number;
  /** Orders a risk rule refused. */
  readonly refusals: number;
  readonly refusalLog: RefusalLog;
};

/** Observes one run: trades and fees from facts, equity once a bar. */
export class Recorder {
  readonly #request: BacktestRequest;
  readonly #engine: Engine;
  readonly #errors: string[];
  readonly #equity: Float64Array;
  readonly #trades = new TradeList();
  #fees: Money = ZERO_MONEY;
  #heldBars = 0;
  #costs = NO_COSTS;
  readonly #refusals = new RefusalCounter();

  constructor(request: BacktestRequest, engine: Engine, errors: string[]) {
    this.#request = request;
    this.#engine = engine;
    this.#errors = errors;
    this.#equity = new Float64Array(request.candles.openTimeMs.length);
    engine.onFact((numbered) => this.#take(numbered));
  }

  sampleEquity(row: number): void {
    this.#equity[row] = this.#engine.equityNumber();
  }

  /** A position was held at the candle's close. */
  countHeldBar(): void {
    this.#heldBars++;
  }

  /** Throws when the engine reported an error: a result that hides one would be worse than none. */
  result(): BacktestRun {
    if (this.#errors.length > 0) throw new Error(this.#errors.join('; '));
    const refusalLog = this.#refusals.result();
    return {
      request: this.#request,
      trades: this.#trades.trades,
      finalEquity: this.#engine.equity(),
      fees: this.#fees,
      costs: this.#costs,
      equity: this.#equity,
      heldBars: this.#heldBars,
      refusals: refusalLog.total,
      refusalLog,
    };
  }

  #take({ fact }: NumberedFact): void {
    if (fact.kind === 'tradeClosed') this.#trades.add(fact.trade);
    else if (fact.kind === 'fill') this.#takeFill(fact.fill);
    else if (fact.kind === 'refused') this.#refusals.take(fact);
    else if (fact.kind === 'commandRefused' || fact.kind === 'halted') this.#errors.push(fact.reason);
    else if (fact.kind === 'bot' && fact.state === 'failed') this.#errors.push(fact.reason);
  }

  #takeFill(fill: Fill): void {
    this.#trades.beginFill(fill.clientOrderId);
    this.#fees = (this.#fees + fill.fee) as Money;
    this.#costs = withFill(this.#costs, fill);
  }
}
