import { assertNever } from '../../base/assert-never.ts';
import type { BotRisk } from '../../model/bot.ts';
import type { Bracket, Level } from '../../model/bracket.ts';
import type { Price } from '../../model/money.ts';
import {
  averagePrice,
  lowerPrice,
  priceFromNumber,
  priceToNumber,
  raisePrice,
  ratioFromNumber,
  roundToTick,
} from '../../model/money.ts';
import type { OrderPurpose, OrderType } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import { exitSide, onTick, stopAt } from './orders.ts';

/** One order that a position is to rest on. */
export type Protection = { readonly purpose: OrderPurpose; readonly type: OrderType };

export type ProtectionTerms = {
  readonly risk: BotRisk;
  /** What the strategy asked for. */
  readonly bracket: Bracket | null;
  /** Where the trailing stop has come to; NaN before it is active. */
  readonly trailingPrice: number;
  /** The venue follows the price itself. */
  readonly trailsAtVenue: boolean;
};

const PROTECTIVE: ReadonlySet<OrderPurpose> = new Set(['stop', 'target', 'trailing']);

export function isProtective(purpose: OrderPurpose): boolean {
  return PROTECTIVE.has(purpose);
}

/** Which way a level lies from a long's entry: losses below, gains above; the other way round for a short. */
type Direction = 'loss' | 'gain';

/**
 * The stops and the target that a position rests on, stops first. Where the bot's settings and the strategy both name a
 * stop the nearer one counts: a strategy may be more careful than its owner, not less. Of targets the strategy's counts.
 */
export function protectionOf(
  position: Position,
  { risk, bracket, trailingPrice, trailsAtVenue }: ProtectionTerms,
  tick: Price,
): readonly Protection[] {
  const wanted: Protection[] = [];
  const stop = nearerStop(position, [fractionOf(risk.stopLossFraction), bracket?.stopLoss], tick);
  if (stop !== null) wanted.push({ purpose: 'stop', type: { kind: 'stop', trigger: stop } });
  if (trailsAtVenue && bracket?.trailing !== undefined) {
    const distanceBps = trailBps(position, bracket.trailing.distance);
    wanted.push({ purpose: 'trailing', type: { kind: 'trailingStop', distanceBps } });
  } else if (!Number.isNaN(trailingPrice)) {
    wanted.push({ purpose: 'trailing', type: stopAt(trailingPrice, exitSide(position), tick) });
  }
  const target = bracket?.target ?? fractionOf(risk.takeProfitFraction);
  const price = target === undefined ? null : levelPrice(position, target, 'gain', tick);
  if (price !== null && price > 0n) wanted.push({ purpose: 'target', type: { kind: 'limit', price } });
  return wanted;
}

/** Whole basis points of the average entry price, at least one: what venues take. */
function trailBps({ cost, quantity }: Position, distance: number): number {
  const entry = priceToNumber(averagePrice(cost, quantity));
  return Math.max(1, Math.round((distance / entry) * 10_000));
}

function fractionOf(fraction: number | null): Level | undefined {
  return fraction === null ? undefined : { fraction };
}

function nearerStop(position: Position, levels: readonly (Level | undefined)[], tick: Price): Price | null {
  let nearest: Price | null = null;
  for (const level of levels) {
    if (level === undefined) continue;
    const price = levelPrice(position, level, 'loss', tick);
    if (price <= 0n) continue;
    if (nearest === null || (position.quantity > 0n ? price > nearest : price < nearest)) nearest = price;
  }
  return nearest;
}

/** On the tick; a stop on its near side, a target on its far one. May be 0 or less for a level that cannot be reached. */
export function levelPrice(position: Position, level: Level, direction: Direction, tick: Price): Price {
  const long = position.quantity > 0n;
  const rounding = long ? 'up' : 'down';
  if ('price' in level) return onTick(level.price, tick, rounding);
  return roundToTick(rawPrice(position, level, long === (direction === 'gain')), tick, rounding);
}

function rawPrice(position: Position, level: Exclude<Level, { price: number }>, up: boolean): Price {
  const entry = averagePrice(position.cost, position.quantity);
  if ('distance' in level) {
    const distance = priceFromNumber(level.distance);
    return (up ? entry + distance : entry - distance) as Price;
  }
  if ('fraction' in level) {
    const rate = ratioFromNumber(level.fraction);
    return up ? raisePrice(entry, rate) : lowerPrice(entry, rate);
  }
  return assertNever(level, 'level');
}
