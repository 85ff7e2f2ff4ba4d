import type { BotSizing } from '../../../model/bot-sizing.ts';
import { divideFloor } from '../../../model/decimal.ts';
import type { Money } from '../../../model/money.ts';
import { moneyFromText, ratioFromNumber, ZERO_MONEY } from '../../../model/money.ts';
import type { Refusal } from '../rule.ts';
import { shareToMoney } from './share-to-money.ts';

/** What a size is worked out from. Shares are of 1. */
export type SizingFacts = {
  readonly equity: Money;
  /** `sizeFraction` × leverage of the equity. */
  readonly most: Money;
  /** From the entry's price to its nearest stop; null without a stop. */
  readonly stopDistance: number | null;
  /** Of the bot's market, a day; NaN while too few bars are known. */
  readonly dailyVolatility: number;
  /** Kelly's share for the bot's own round trips, and how many there were. */
  readonly kelly: { readonly share: number; readonly trips: number };
};

export type SizedEntry = { readonly amount: Money } | { readonly refusal: Refusal };

/** How much an entry is worth, quote asset, rounded down; or why it is not made. */
export function sizeEntry(sizing: BotSizing, facts: SizingFacts): SizedEntry {
  const { equity, most } = facts;
  switch (sizing.kind) {
    case 'fixedAmount': {
      const amount = moneyFromText(String(sizing.amount));
      return { amount: amount < most ? amount : most };
    }
    case 'riskPerTrade':
      return facts.stopDistance === null
        ? refused('riskPerTrade', 'an entry with a stop', 'no stop')
        : { amount: riskedAmount(equity, sizing.riskFraction, facts.stopDistance, most) };
    case 'volatilityTarget':
      return facts.dailyVolatility > 0
        ? { amount: shareToMoney(equity, sizing.dailyFraction / facts.dailyVolatility, most) }
        : refused('volatilityTarget', `${sizing.bars} bars that moved`, 'too few, or none that did');
    case 'kelly':
      return kellySize(sizing, facts);
  }
}

/** Equity × risk ÷ distance, both decimals as they were typed: 1 % at a stop of 5 % is a fifth, to the last digit. */
function riskedAmount(equity: Money, risk: number, distance: number, most: Money): Money {
  const step = ratioFromNumber(distance);
  if (equity <= 0n || step <= 0n) return ZERO_MONEY;
  const amount = divideFloor(equity * ratioFromNumber(risk), step) as Money;
  return amount < most ? amount : most;
}

function kellySize(sizing: Extract<BotSizing, { kind: 'kelly' }>, { equity, most, kelly }: SizingFacts): SizedEntry {
  if (kelly.trips < sizing.leastTrips) return { amount: shareToMoney(equity, sizing.beforeFraction, most) };
  if (kelly.share > 0) return { amount: shareToMoney(equity, kelly.share * sizing.share, most) };
  const share = Number.isFinite(kelly.share) ? kelly.share.toFixed(4) : 'none at all';
  return refused('kelly', "an edge: Kelly's share above 0", `${share} after ${kelly.trips} round trips`);
}

const refused = (rule: string, limit: string, actual: string): SizedEntry => ({ refusal: { rule, limit, actual } });
