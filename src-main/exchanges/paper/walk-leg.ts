import type { TimestampMs } from '../../model/time.ts';
import { isReached } from './limit-model.ts';
import type { Match, MatchRules } from './match.ts';
import { acrossSpread, matchAtPrice, OWN_LIMIT, OWN_STOP, takenAt, triggered } from './match.ts';
import type { RestingOrder } from './resting-order.ts';
import { isAtMarket } from './resting-order.ts';

/** Prices moving one way, `at` being where they have come to. */
export type Leg = { readonly timeMs: TimestampMs; readonly to: number; at: number };

export type Hit = { readonly resting: RestingOrder; readonly match: Match; readonly at: number };

/**
 * The order whose price is met first on the rest of a leg: stops at their trigger, limits where their model fills them, at
 * one price stops first, then by arrival. What was set on the way and is through already takes what is there; market orders
 * wait for the next open.
 */
export function nextOnLeg(resting: Iterable<RestingOrder>, leg: Leg, rules: MatchRules): Hit | null {
  let first: Hit | null = null;
  for (const candidate of resting) {
    const hit = hitOf(candidate, leg, rules);
    if (hit !== null && (first === null || isBefore(hit, first, leg.at))) first = hit;
  }
  return first;
}

function isBefore(hit: Hit, other: Hit, at: number): boolean {
  const nearer = Math.abs(hit.at - at) - Math.abs(other.at - at);
  if (nearer !== 0) return nearer < 0;
  return hit.resting.group === 'stop' && other.resting.group === 'limit';
}

function hitOf(resting: RestingOrder, leg: Leg, rules: MatchRules): Hit | null {
  if (isAtMarket(resting)) return null;
  return resting.group === 'stop' ? stopHit(resting, leg) : limitHit(resting, leg, rules);
}

function stopHit(resting: RestingOrder, { at, to }: Leg): Hit | null {
  const { order, priceNumber } = resting;
  if (triggered(order.side, at, priceNumber)) {
    return { resting, match: at === priceNumber ? OWN_STOP : takenAt(at), at };
  }
  return triggered(order.side, to, priceNumber) ? { resting, match: OWN_STOP, at: priceNumber } : null;
}

function limitHit(resting: RestingOrder, { at, to }: Leg, rules: MatchRules): Hit | null {
  if (!resting.rested) {
    const match = matchAtPrice(resting, at, rules);
    if (match !== null) return { resting, match, at };
    resting.rested = true; // from here on it stands in the book
  }
  const { order, reach, priceNumber, fillable } = resting;
  const reached = rules.queues
    ? fillable > 0 && isReached(order.side, to, { price: priceNumber, inclusive: true })
    : isReached(order.side, acrossSpread(order.side, to, rules.halfSpread), reach);
  if (!reached) return null;
  const met = (rules.queues ? priceNumber : reach.price) / acrossSpread(order.side, 1, rules.halfSpread);
  return { resting, match: OWN_LIMIT, at: Math.min(Math.max(met, Math.min(at, to)), Math.max(at, to)) };
}
