import { shortfallBps } from '../../src-main/engine/execution/plans/execution-report.ts';
import type { ExecutionStyle, FeeRates } from '../../src-main/model/execution-style.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import type { OrderBook } from '../../src-main/model/market-trade.ts';
import { moneyToNumber, priceToNumber, quantityToNumber } from '../../src-main/model/money.ts';
import { BTC, EngineSession, NO_COSTS } from '../fakes/engine-session.ts';
import { enter, startIntents } from '../fakes/intent-script.ts';
import { findStrategy } from '../fakes/scripted-registry.ts';

export type Touch = { readonly bid: number; readonly ask: number };

export type TrialTerms = {
  readonly style: ExecutionStyle;
  readonly side: 'long' | 'short';
  readonly quantity: number;
  readonly fees: FeeRates;
  readonly grid: Pick<Instrument, 'tick' | 'step'>;
  readonly startMs: number;
  readonly touch: Touch;
  readonly bookOf: () => OrderBook | null;
};

const LATENCY_MS = 50;
const BAR_MS = 60_000;

/** One entry carried out in one way by the real engine at the simulated venue, which knows nothing of any other trial. */
export class Trial {
  readonly terms: TrialTerms;
  readonly #session: EngineSession;
  #touch: Touch;

  constructor(terms: TrialTerms) {
    const { fees, startMs, touch, side, quantity, style, grid } = terms;
    this.terms = terms;
    this.#touch = touch;
    this.#session = new EngineSession({
      startMs,
      latencyMs: LATENCY_MS,
      capital: '1000000000',
      costs: { ...NO_COSTS, ...fees },
      model: { limits: { kind: 'queue', shareAhead: 1 }, slippage: { kind: 'book' } },
      bookOf: terms.bookOf,
      feesOf: () => fees,
      findStrategy,
    });
    const instrument = { ...BTC, ...grid };
    this.#session.paper.add(instrument);
    this.#session.engine.offer({ kind: 'instrument', instrument, tellsCandles: false });
    this.quote(startMs, touch);
    startIntents(this.#session, [[enter(side, { size: { kind: 'quantity', quantity } })]], { execution: style });
    const price = (touch.bid + touch.ask) / 2;
    const candle = { openTimeMs: startMs - BAR_MS, open: price, high: price, low: price, close: price, volume: 1 };
    this.#session.engine.offer({ kind: 'candle', instrumentId: BTC.id, interval: '1m', candle });
  }

  quote(timeMs: number, touch: Touch): void {
    this.#touch = touch;
    this.#session.clock.advanceTo(timeMs);
    this.#session.quote(touch.bid, touch.ask);
  }

  trade(timeMs: number, trade: { price: number; quantity: number; takerSide: 'buy' | 'sell' }): void {
    this.#session.clock.advanceTo(timeMs);
    const told = { ...trade, instrumentId: BTC.id, timeMs };
    this.#session.paper.onTrade(told);
    this.#session.engine.offer({ kind: 'trade', trade: told });
  }

  time(timeMs: number): void {
    this.#session.clock.advanceTo(timeMs);
    this.#session.engine.offer({ kind: 'time', timeMs });
  }

  /** Shortfall against the middle at the start and fees, basis points; what is not filled by now is taken at the quote. */
  cost(): { readonly costBps: number; readonly madeShare: number; readonly filledShare: number } {
    const { quantity, side, fees } = this.terms;
    let filled = 0;
    let made = 0;
    let value = 0;
    let paid = 0;
    for (const { fill } of this.#session.of('fill')) {
      const size = quantityToNumber(fill.quantity);
      filled += size;
      if (fill.liquidity === 'maker') made += size;
      value += size * priceToNumber(fill.price);
      paid += moneyToNumber(fill.fee);
    }
    const left = Math.max(0, quantity - filled);
    const taken = left * (side === 'long' ? this.#touch.ask : this.#touch.bid);
    const all = value + taken;
    const feeBps = ((paid + (taken * fees.takerFeeBps) / 10_000) / all) * 10_000;
    const arrival = (this.terms.touch.bid + this.terms.touch.ask) / 2;
    const lost = shortfallBps(side === 'long' ? 'buy' : 'sell', all / quantity, arrival);
    return { costBps: lost + feeBps, madeShare: made / quantity, filledShare: filled / quantity };
  }
}
