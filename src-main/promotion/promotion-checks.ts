import { SHORTEST_REASON } from '../../src-preload/contract/promotion-limits.ts';
import type {
  PromotionCheckView,
  PromotionFinding,
  PromotionOverride,
} from '../../src-preload/contract/promotion-views.ts';

/** What is known of a paper bot and of what it would trade with. Fractions are of 1. */
export type PromotionFacts = {
  /** How long it ran on paper as it is set up now. */
  readonly paperMs: number;
  /** Profits of the trades it closed since it is set up so, quote asset, oldest first. */
  readonly profits: readonly number[];
  /** What it may bind of its account, quote asset. */
  readonly capital: number;
  /** What it earned and what the backtest of the same span did; null where no span could be replayed. */
  readonly parity: { readonly actual: number; readonly model: number } | null;
  /** The backtest its settings came from; null when they were typed in. */
  readonly run: { readonly changed: boolean; readonly probabilisticSharpe: number | null } | null;
  /** Distance of its protective stop; null when it has none. */
  readonly stopFraction: number | null;
  readonly account: 'none' | 'doesNotFit' | 'waiting' | 'toDecide' | 'good';
  readonly key: { readonly canTrade: boolean; readonly canWithdraw: boolean | null } | null;
  /** The strictest limit on a fall of all live accounts; null where none is set. */
  readonly drawdownLimit: number | null;
  readonly hasLossLimit: boolean;
  readonly hasSizeLimit: boolean;
};

const DAY_MS = 86_400_000;
export const LEAST_PAPER_DAYS = 14;
export const LEAST_PAPER_TRADES = 30;
/** Where no limit on drawdowns says less. */
export const MOST_DRAWDOWN = 0.2;
/** Of the larger of what was earned and what the backtest would have. */
export const MOST_PARITY_GAP = 0.25;
/**
 * Probability that the run's true Sharpe ratio is above 0, given its length, skewness and kurtosis.
 * Source: Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier" (2012).
 */
export const LEAST_PROBABILISTIC_SHARPE = 0.95;

/** Every check, in the order they are read; one that could not be made has failed. */
export function promotionChecks(facts: PromotionFacts): readonly PromotionCheckView[] {
  return [
    atLeast('paperTime', LEAST_PAPER_DAYS, facts.paperMs / DAY_MS),
    atLeast('paperTrades', LEAST_PAPER_TRADES, facts.profits.length),
    drawdownCheck(facts),
    parityCheck(facts),
    backtestCheck(facts),
    { ...measured('stop', null, facts.stopFraction), isPassed: facts.stopFraction !== null },
    accountCheck(facts),
    stated('key', keyFinding(facts)),
    stated('limits', limitsFinding(facts)),
  ];
}

type Id = PromotionCheckView['id'];

function atLeast(id: Id, asked: number, found: number): PromotionCheckView {
  return { ...measured(id, asked, found), isPassed: found >= asked };
}

function atMost(id: Id, asked: number, found: number | null): PromotionCheckView {
  return { ...measured(id, asked, found), isPassed: found !== null && found <= asked };
}

function measured(id: Id, asked: number | null, found: number | null): PromotionCheckView {
  const finding = found === null ? 'notMeasured' : 'measured';
  return { id, isPassed: false, mayBeOverridden: true, asked, found, finding };
}

function stated(id: Id, finding: PromotionFinding): PromotionCheckView {
  return { id, isPassed: finding === 'good', mayBeOverridden: true, asked: null, found: null, finding };
}

function drawdownCheck({ profits, capital, drawdownLimit }: PromotionFacts): PromotionCheckView {
  const found = profits.length === 0 || capital <= 0 ? null : deepestFall(profits) / capital;
  return atMost('paperDrawdown', Math.min(drawdownLimit ?? MOST_DRAWDOWN, MOST_DRAWDOWN), found);
}

/** Of the sum of profits, from its peak; amounts. */
export function deepestFall(profits: readonly number[]): number {
  let sum = 0;
  let peak = 0;
  let deepest = 0;
  for (const profit of profits) {
    sum += profit;
    peak = Math.max(peak, sum);
    deepest = Math.max(deepest, peak - sum);
  }
  return deepest;
}

function parityCheck({ parity }: PromotionFacts): PromotionCheckView {
  if (parity === null) return atMost('parity', MOST_PARITY_GAP, null);
  const { actual, model } = parity;
  const larger = Math.max(Math.abs(actual), Math.abs(model));
  // Neither traded: nothing was compared.
  return atMost('parity', MOST_PARITY_GAP, larger === 0 ? null : Math.abs(actual - model) / larger);
}

function backtestCheck({ run }: PromotionFacts): PromotionCheckView {
  if (run === null) return { ...stated('backtest', 'noRun'), asked: LEAST_PROBABILISTIC_SHARPE };
  const check = measured('backtest', LEAST_PROBABILISTIC_SHARPE, run.probabilisticSharpe);
  if (run.changed) return { ...check, finding: 'changedSinceRun' };
  return { ...check, isPassed: (run.probabilisticSharpe ?? 0) >= LEAST_PROBABILISTIC_SHARPE };
}

function accountCheck({ account }: PromotionFacts): PromotionCheckView {
  return { ...stated('account', account), mayBeOverridden: account === 'waiting' || account === 'toDecide' };
}

function keyFinding({ key }: PromotionFacts): PromotionFinding {
  if (key === null) return 'none';
  if (!key.canTrade) return 'noTrading';
  if (key.canWithdraw === null) return 'withdrawalUnknown';
  return key.canWithdraw ? 'mayWithdraw' : 'good';
}

function limitsFinding({ hasLossLimit, hasSizeLimit }: PromotionFacts): PromotionFinding {
  if (!hasLossLimit) return 'noLossLimit';
  return hasSizeLimit ? 'good' : 'noSizeLimit';
}

/** Which checks stand against it, by name; null when none does. A reason is typed for each that failed, none is made up. */
export function whyNotPromoted(
  checks: readonly PromotionCheckView[],
  overrides: readonly PromotionOverride[],
): string | null {
  const reasons = new Map(overrides.map(({ check, reason }) => [check, reason.trim()]));
  const against = checks.filter(
    ({ id, isPassed, mayBeOverridden }) =>
      !isPassed && !(mayBeOverridden && (reasons.get(id)?.length ?? 0) >= SHORTEST_REASON),
  );
  if (against.length === 0) return null;
  const names = against.map(({ id }) => id).join(', ');
  return `failed: ${names}; expected each to pass, or a reason of at least ${SHORTEST_REASON} characters where one may be given`;
}
