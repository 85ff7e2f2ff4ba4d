import type { Level } from '../model/bracket.ts';
import type { Money, Ratio } from '../model/money.ts';
import { moneyToText, ratioFromNumber, shareOf } from '../model/money.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import type { Refusal } from './risk/rule.ts';
import type { EnterIntent } from './strategies/intent.ts';

/** Prices move between the stop and its fill. */
const ROOM = 1.05;
/** A wide stop is no reason to ask for more than this many times the smallest order. */
const MOST = 1.5;

/**
 * Why an entry is too small to be left again: after its fee and a loss down to its stop what it bought must still be an order
 * that its venue takes. Null when it is not, and where the venue sets no smallest value. Source: freqtrade's reserve for
 * amount and stop loss, 5 % and at most 1.5 times.
 */
export function whyTooSmall(
  engine: EngineContext,
  lane: BotLane,
  { bracket }: EnterIntent,
  notional: Money,
): Refusal | null {
  const { id, rules, quoteAsset } = instrumentOf(lane);
  const minNotional = rules?.minNotional ?? null;
  // What is held already is sold together with it.
  if (minNotional === null || lane.holding.position.quantity !== 0n) return null;
  const fee = (engine.ports.feesOf?.(lane.account.account.id, id)?.takerFeeBps ?? 0) / 10_000;
  const stop = Math.max(lane.config.risk.stopLossFraction ?? 0, fractionOf(bracket?.stopLoss, lane.holding.mark.price));
  const factor = Math.min(MOST, (1 + fee + stop) * ROOM);
  const smallest = shareOf(minNotional, ratioFromNumber(Number(factor.toFixed(6))) as Ratio);
  // What is below the venue's own bound is refused under the name of its filter.
  if (notional >= smallest || notional < minNotional) return null;
  return {
    rule: 'exitMinimum',
    limit: `at least ${moneyToText(smallest)} ${quoteAsset}, so that it can be sold again after fee and stop`,
    actual: `${moneyToText(notional)} ${quoteAsset}`,
  };
}

function fractionOf(level: Level | undefined, price: number): number {
  if (level === undefined || !(price > 0)) return 0;
  if ('fraction' in level) return level.fraction;
  return 'distance' in level ? level.distance / price : Math.abs(price - level.price) / price;
}
