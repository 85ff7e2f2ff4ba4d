import { priceToNumber, quantityToNumber } from '../../../src-main/model/money.ts';
import type { Order } from '../../../src-main/model/order.ts';
import { priceOf } from '../../../src-main/model/order.ts';
import { Digest, digestOf } from '../disk/rows.ts';
import type { Invariant, Scene } from './probes.ts';

/** Prices move between the question and this one, and amounts are compared in float64. */
const TOLERANCE = 1e-9;

/** No entry takes a bot's position beyond its limit, nor all of them beyond the account, what is still open counted. */
export const limitsHold: Invariant = {
  name: 'limits hold with open orders counted',
  watch: (scene) => {
    let digest = new Digest();
    return {
      booted: () => {
        digest = digestOf(scene.disk.rows);
        return null;
      },
      rowWritten: (row) => {
        digest.take(row);
        return row.kind === 'intent' && !row.order.reduceOnly ? excessOf(scene, row.order, digest) : null;
      },
    };
  },
};

type Bound = { readonly accountId: string; long: number; short: number; buys: number; sells: number };

function excessOf(scene: Scene, order: Order, digest: Digest): string | null {
  const { app, world } = scene;
  if (app === null) return null;
  const bounds = boundsOf(scene, digest);
  const equityNumber = Number(app.engine.equity(order.accountId)) / 1e20;
  const own = bounds.get(order.botId);
  const { maxPositionFraction } = world.plan;
  if (own === undefined) return null;
  const onSide = order.side === 'buy' ? own.long + own.buys : own.short + own.sells;
  if (maxPositionFraction !== null && onSide > equityNumber * maxPositionFraction * (1 + TOLERANCE)) {
    return `${order.clientOrderId} may take ${order.botId} to ${onSide.toFixed(2)} of at most ${(equityNumber * maxPositionFraction).toFixed(2)}`;
  }
  const amount = amountOf(order, [], markOf(scene, order));
  let bound = 0;
  let boundBefore = 0;
  for (const each of bounds.values()) {
    if (each.accountId !== order.accountId) continue;
    const { long, short, buys, sells } = each;
    bound += Math.max(long + buys, short + sells);
    const isOwn = each === own;
    const buysBefore = isOwn && order.side === 'buy' ? buys - amount : buys;
    const sellsBefore = isOwn && order.side === 'sell' ? sells - amount : sells;
    boundBefore += Math.max(long + buysBefore, short + sellsBefore);
  }
  // What only takes off what is too much already is welcome.
  if (bound <= equityNumber * (1 + TOLERANCE) || bound <= boundBefore * (1 + TOLERANCE)) return null;
  return `${order.clientOrderId} may bind ${bound.toFixed(2)} of ${equityNumber.toFixed(2)}`;
}

function markOf({ app }: Scene, { instrumentId }: Order): number {
  return app?.engine.snapshot().prices.find((known) => known.instrumentId === instrumentId)?.price ?? 0;
}

/** What each bot holds and may come to hold, at the latest prices. */
function boundsOf({ app }: Scene, { orders, fills }: Digest): ReadonlyMap<string, Bound> {
  const bounds = new Map<string, Bound>();
  const state = app?.engine.snapshot();
  if (state === undefined) return bounds;
  const prices = new Map(state.prices.map(({ instrumentId, price }) => [instrumentId, price]));
  for (const { config, position } of state.bots) {
    const value = quantityToNumber(position.quantity) * (prices.get(config.instrumentId) ?? 0);
    bounds.set(config.id, {
      accountId: config.accountId ?? '',
      long: Math.max(0, value),
      short: Math.max(0, -value),
      buys: 0,
      sells: 0,
    });
  }
  for (const { order, state: orderState } of orders.values()) {
    const own = bounds.get(order.botId);
    if (order.reduceOnly || own === undefined || isEnded(orderState)) continue;
    const filled = [...fills.values()].filter(({ clientOrderId }) => clientOrderId === order.clientOrderId);
    const amount = amountOf(order, filled, prices.get(order.instrumentId) ?? 0);
    if (order.side === 'buy') own.buys += amount;
    else own.sells += amount;
  }
  return bounds;
}

function amountOf(
  { size, type, side }: Order,
  filled: readonly { readonly price: bigint; readonly quantity: bigint }[],
  mark: number,
): number {
  let spent = 0n;
  let quantity = 0n;
  for (const fill of filled) {
    spent += fill.price * fill.quantity;
    quantity += fill.quantity;
  }
  if (size.kind === 'quote') return Number(size.amount - spent) / 1e20;
  const own = priceOf(type);
  // What is through the market already trades there, whatever price it names.
  const isBound = own !== null && ('trigger' in type ? side === 'sell' : side === 'buy');
  const price = own === null ? mark : isBound ? priceToNumber(own) : Math.max(priceToNumber(own), mark);
  return (Number(size.quantity - quantity) / 1e8) * price;
}

function isEnded(state: string): boolean {
  return state === 'filled' || state === 'cancelled' || state === 'refused';
}
