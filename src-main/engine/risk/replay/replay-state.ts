import type { Instrument } from '../../../model/instrument.ts';
import type { Money } from '../../../model/money.ts';
import { notionalOf, ratioFromNumber } from '../../../model/money.ts';
import type { RestrictedKind } from '../../../model/risk-mode.ts';
import { RISK_MODES } from '../../../model/risk-mode.ts';
import type { TimestampMs } from '../../../model/time.ts';
import { Governor } from '../governor.ts';
import type { RiskContext } from '../rule.ts';
import type { ReplayedTrade, ReplayTerms } from './replay-limits.ts';

const PAR = ratioFromNumber(1);
const NO_PRICE = { price: Number.NaN };

type OpenStake = {
  readonly botId: string;
  readonly instrumentId: string;
  readonly mark: { readonly price: number };
  position: { readonly quantity: bigint; readonly cost: bigint };
};

/** The accounts as they would have stood: positions at their cost, equity as it was realised. */
export class ReplayState {
  readonly governor: Governor;
  readonly #terms: ReplayTerms;
  readonly #instruments = new Map<string, Instrument>();
  readonly #open = new Map<string, OpenStake>();
  #equity: bigint;
  /** Of the trade that is looked at. */
  #nowMs = 0;
  #levels: ReadonlySet<string> = new Set();

  constructor(terms: ReplayTerms) {
    this.#terms = terms;
    this.#equity = terms.startingCapital;
    const assetsOf = (id: string) => {
      const instrument = this.#instruments.get(id);
      return { baseAsset: instrument?.baseAsset ?? id, quoteAsset: instrument?.quoteAsset ?? id, rate: PAR };
    };
    this.governor = new Governor({
      group: 'paper',
      asset: terms.asset,
      limits: terms.limits,
      accounts: {
        equity: () => this.equity,
        unpriced: () => null,
        open: () => this.#open.values(),
        assetsOf,
        // What moved together then is not known: one asset is with itself alone.
        sameCluster: (id, other) => assetsOf(id).baseAsset === assetsOf(other).baseAsset,
        unvalued: () => null,
      },
      steadyMs: () => this.#nowMs,
    });
  }

  /** What the rules may look at: the governor alone says anything. */
  get context(): RiskContext {
    const { equity, governor } = this;
    return {
      ...{ halted: false, equity, buyingPower: equity, dayStartEquity: equity, quoteAsset: this.#terms.asset },
      limits: { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: this.#terms.dayRollOffsetMs },
      ...{ isLive: false, wasReconciled: true, whyNotReconciled: () => null, universe: null, governor },
    };
  }

  get equity(): Money {
    return this.#equity as Money;
  }

  know(instrument: Instrument): void {
    this.#instruments.set(instrument.id, instrument);
  }

  /** Whether the limit is one of those that time breaks, as of the last look. */
  isLevel(rule: string): boolean {
    return this.#levels.has(rule);
  }

  /** Days and weeks roll, peaks rise, and a level that is broken holds as its limit says. */
  observe(timeMs: TimestampMs): void {
    this.#nowMs = timeMs;
    const { governor } = this;
    const { rolled } = governor.observe(timeMs, this.#terms.dayRollOffsetMs);
    for (const window of rolled) governor.change({ kind: 'rolled', window });
    const broken = governor.broken();
    this.#levels = new Set(broken.map(({ name }) => name));
    for (const { name, limit, until, refusal } of broken) {
      if (limit.onBreach === 'refuse') continue;
      const kind = restrictionOf(limit.onBreach);
      const end = limit.onBreach.startsWith('halt') ? 'released' : until;
      const reason = `${refusal.limit}, ${refusal.actual}`;
      governor.change({ kind: 'restrict', hold: { kind, source: name, reason, until: end, sinceMs: timeMs } });
    }
  }

  adds(botId: string, side: 'long' | 'short'): boolean {
    const quantity = this.#open.get(botId)?.position.quantity ?? 0n;
    return side === 'long' ? quantity > 0n : quantity < 0n;
  }

  enter(trade: ReplayedTrade): void {
    this.#move(trade, 1n);
    this.governor.rate.note(trade.entryTimeMs);
  }

  exit(trade: ReplayedTrade): void {
    this.#move(trade, -1n);
    this.#equity += trade.profit;
    this.governor.rate.note(trade.exitTimeMs);
  }

  #move({ botId, instrument, side, quantity, entryPrice }: ReplayedTrade, sign: bigint): void {
    const signed = (side === 'long' ? sign : -sign) * quantity;
    const cost = (side === 'long' ? sign : -sign) * notionalOf(entryPrice, quantity);
    const known = this.#open.get(botId)?.position ?? { quantity: 0n, cost: 0n };
    const position = { quantity: known.quantity + signed, cost: known.cost + cost };
    if (position.quantity === 0n) this.#open.delete(botId);
    else this.#open.set(botId, { botId, instrumentId: instrument.id, mark: NO_PRICE, position });
  }
}

/** A stopped app enters nothing, as one that may only reduce. */
export function restrictionOf(action: string): RestrictedKind {
  const known = RISK_MODES.find((mode) => mode === action);
  return known === undefined || known === 'normal' ? 'reduceOnly' : known;
}
