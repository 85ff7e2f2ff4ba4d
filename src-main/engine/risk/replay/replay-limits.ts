import type { GovernorLimits, LimitName } from '../../../model/governor-limits.ts';
import type { Instrument } from '../../../model/instrument.ts';
import type { Money, Price, Quantity } from '../../../model/money.ts';
import { notionalOf, ZERO_MONEY } from '../../../model/money.ts';
import type { Order } from '../../../model/order.ts';
import type { HoldEnd } from '../../../model/risk-mode.ts';
import type { TimestampMs } from '../../../model/time.ts';
import { askRules } from '../ask-rules.ts';
import type { Proposal, Refusal } from '../rule.ts';
import { replayRules } from './replay-rules.ts';
import { ReplayState, restrictionOf } from './replay-state.ts';

/** A round trip as it was made; money in the group's asset. */
export type ReplayedTrade = {
  readonly botId: string;
  readonly instrument: Instrument;
  readonly side: 'long' | 'short';
  readonly quantity: Quantity;
  readonly entryTimeMs: TimestampMs;
  readonly entryPrice: Price;
  readonly exitTimeMs: TimestampMs;
  /** After fees. */
  readonly profit: Money;
};

export type ReplayTerms = {
  readonly limits: GovernorLimits;
  readonly asset: string;
  readonly startingCapital: Money;
  readonly dayRollOffsetMs: number;
};

export type BlockedTrade = Refusal & { readonly trade: ReplayedTrade };

export type CurvePoint = { readonly timeMs: TimestampMs; readonly with: Money; readonly without: Money };

export type ReplayResult = {
  readonly trades: number;
  readonly blocked: readonly BlockedTrade[];
  /** By rule, the most frequent first. `profit` is what those trades came to: what the rule cost, or saved. */
  readonly rules: readonly {
    readonly rule: string;
    readonly count: number;
    readonly won: number;
    readonly profit: Money;
  }[];
  readonly profitWith: Money;
  readonly profitWithout: Money;
  /** Realised equity at each exit, with the limits and without them. */
  readonly curve: readonly CurvePoint[];
};

type Step = { readonly timeMs: TimestampMs; readonly isExit: boolean; readonly index: number };

/**
 * What the governor's limits would have refused. A refused trade is gone from what follows: its exposure, its loss and its
 * orders count no more. A mode that a breach causes holds as it would have; the kill switch holds to the end.
 */
export function replayLimits(trades: readonly ReplayedTrade[], terms: ReplayTerms): ReplayResult {
  const state = new ReplayState(terms);
  const blocked = new Map<number, BlockedTrade>();
  const curve: CurvePoint[] = [];
  let without: bigint = terms.startingCapital;
  for (const { timeMs, isExit, index } of stepsOf(trades)) {
    const trade = trades[index] as ReplayedTrade;
    state.observe(timeMs);
    if (!isExit) {
      const refusal = refusalOf(trade, state);
      if (refusal === null) state.enter(trade);
      else {
        blocked.set(index, { ...refusal, trade });
        punish(state, refusal, terms.limits, timeMs);
      }
      continue;
    }
    without += trade.profit;
    if (!blocked.has(index)) state.exit(trade);
    state.observe(timeMs);
    curve.push({ timeMs, with: state.equity, without: without as Money });
  }
  const list = [...blocked.values()];
  return {
    trades: trades.length,
    blocked: list,
    rules: byRule(list),
    profitWith: (state.equity - terms.startingCapital) as Money,
    profitWithout: (without - terms.startingCapital) as Money,
    curve,
  };
}

/** At one moment exits come first: what they free is there for entries. */
function stepsOf(trades: readonly ReplayedTrade[]): readonly Step[] {
  const steps = trades.flatMap((trade, index) => [
    { timeMs: trade.entryTimeMs, isExit: false, index },
    { timeMs: Math.max(trade.exitTimeMs, trade.entryTimeMs), isExit: true, index },
  ]);
  return steps.sort(
    (a, b) =>
      a.timeMs - b.timeMs || (a.index === b.index ? 0 : Number(b.isExit) - Number(a.isExit)) || a.index - b.index,
  );
}

function refusalOf(trade: ReplayedTrade, state: ReplayState): Refusal | null {
  const { instrument, side, quantity, entryPrice, entryTimeMs, botId } = trade;
  const notional = notionalOf(entryPrice, quantity);
  const order = {
    ...{ clientOrderId: '', accountId: '', botId, instrumentId: instrument.id, tag: '', purpose: 'entry' },
    ...{ side: side === 'long' ? 'buy' : 'sell', type: { kind: 'market' }, size: { kind: 'base', quantity } },
    ...{ reduceOnly: false, closesOpposite: false, createdMs: entryTimeMs },
  } as Order;
  const proposal: Proposal = {
    order,
    market: { instrument, mark: { price: Number.NaN }, feed: { state: 'live', sinceMs: 0 } },
    ...{ notional, margin: notional, frees: ZERO_MONEY, held: ZERO_MONEY, adds: state.adds(botId, side) },
  };
  state.know(instrument);
  return askRules(replayRules, proposal, state.context, null);
}

/** What a refusal causes besides. Levels are watched by the state itself. */
function punish(
  state: ReplayState,
  { rule, limit, actual }: Refusal,
  limits: GovernorLimits,
  sinceMs: TimestampMs,
): void {
  const action = limits[rule as LimitName]?.onBreach ?? 'refuse';
  if (action === 'refuse' || state.isLevel(rule)) return;
  const kind = restrictionOf(action);
  const hold = { kind, source: rule, reason: `${limit}, ${actual}`, until: 'released' as HoldEnd, sinceMs };
  state.governor.change({ kind: 'restrict', hold });
}

function byRule(blocked: readonly BlockedTrade[]): ReplayResult['rules'] {
  const rules = new Map<string, { count: number; won: number; profit: bigint }>();
  for (const { rule, trade } of blocked) {
    const sum = rules.get(rule) ?? { count: 0, won: 0, profit: 0n };
    rules.set(rule, sum);
    sum.count++;
    if (trade.profit > 0n) sum.won++;
    sum.profit += trade.profit;
  }
  return [...rules]
    .map(([rule, sum]) => ({ rule, ...sum, profit: sum.profit as Money }))
    .sort((left, right) => right.count - left.count);
}
