import type { Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import { isOfHand } from '../../model/manual-order.ts';
import { notionalOf } from '../../model/money.ts';
import type { Order, OrderState } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import { countFill, quantityLeft } from './fill-size.ts';
import type { RestingOrder } from './resting-order.ts';
import { isImmediate, restingOrder, wake } from './resting-order.ts';
import type { VenueRules } from './venue-rules.ts';

export type RestoredOrder =
  | { readonly kind: 'rests'; readonly resting: RestingOrder }
  | { readonly kind: 'filled'; readonly fill: Fill }
  | { readonly kind: 'gone'; readonly order: Order };

export type RestorePlace = {
  readonly rules: VenueRules;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly timeMs: TimestampMs;
};

/** What became of each order that was open, told from the fills on record; positions and volumes are those of the fills. */
export function restoredOrders(
  openOrders: readonly { order: Order; state: OrderState }[],
  fills: readonly Fill[],
  place: RestorePlace,
): readonly RestoredOrder[] {
  const resting = new Map<string, RestingOrder>();
  for (const { order } of openOrders) {
    const instrument = place.instruments.get(order.instrumentId);
    if (instrument === undefined) continue;
    const restored = restingOrder(order, place.timeMs, place.rules.limits, instrument.tick);
    restored.rested = true;
    restored.isArriving = false;
    resting.set(order.clientOrderId, restored);
  }
  const latest = replay(fills, resting, place.rules);
  return openOrders.map(({ order, state }): RestoredOrder => {
    const known = resting.get(order.clientOrderId);
    const fill = latest.get(order.clientOrderId);
    if (known === undefined) return fill === undefined ? { kind: 'gone', order } : { kind: 'filled', fill };
    if (fill !== undefined && !hasMore(known, fill, place)) return { kind: 'filled', fill };
    if (!restsAgain(known, state, place.rules)) return { kind: 'gone', order };
    if (known.fillCount > 0 && known.group === 'stop') goOn(known, place);
    return { kind: 'rests', resting: known };
  });
}

/** What has traded was touched: a stop goes on at market, a stop-limit as a limit. */
function goOn(resting: RestingOrder, { rules, instruments }: RestorePlace): void {
  const { instrumentId, type } = resting.order;
  if (type.kind === 'stopLimit') wake(resting, rules.limits, (instruments.get(instrumentId) as Instrument).tick);
  else resting.triggered = true;
  resting.rested = true;
}

/** The latest fill of each order. */
function replay(
  fills: readonly Fill[],
  resting: ReadonlyMap<string, RestingOrder>,
  { positions, fees, funding }: VenueRules,
): ReadonlyMap<string, Fill> {
  const latest = new Map<string, Fill>();
  for (const fill of fills) {
    const order = resting.get(fill.clientOrderId);
    if (order !== undefined) countFill(order, fill, positions.oppositeOf(order.order));
    positions.apply(fill);
    fees.count(notionalOf(fill.price, fill.quantity), fill.timeMs);
    funding?.skipTo(fill.instrumentId, fill.timeMs);
    latest.set(fill.clientOrderId, fill);
  }
  return latest;
}

/** Whether anything of it was left to fill after its latest fill. */
function hasMore(
  resting: RestingOrder,
  { price, liquidity, timeMs }: Fill,
  { rules, instruments }: RestorePlace,
): boolean {
  const step = (instruments.get(resting.order.instrumentId) as Instrument).step;
  const feeRate = rules.fees.rateAt(liquidity, timeMs);
  return quantityLeft(resting, { price, feeRate, step }, rules.positions) > 0n;
}

/** A stop or limit that had left and takes off a position that is still there, or that a person ordered. */
function restsAgain({ order, group }: RestingOrder, state: OrderState, { positions }: VenueRules): boolean {
  if (group === 'market' || isImmediate(order)) return false;
  if (!order.reduceOnly) return state !== 'intent' && isOfHand(order.botId);
  return state !== 'intent' && positions.reducible(order) > 0n;
}
