import { isOpenOrder } from '../../../src-main/model/order.ts';
import { digestOf } from '../disk/rows.ts';
import { PERSON } from '../exchange/simulated-exchange.ts';
import type { Invariant, Scene } from './probes.ts';

/** At rest every order is what the exchange says it is: open there and here, ended there and here, unknown nowhere. */
export const ordersAgree: Invariant = {
  name: 'orders agree',
  watch: (scene) => ({ settled: () => disagreementOf(scene) }),
};

function disagreementOf({ app, disk, exchange }: Scene): string | null {
  if (app === null || !app.isOpen) return 'nothing runs';
  // Cheap, and what is mostly not so yet.
  for (const { order, state } of app.engine.snapshot().openOrders) {
    if (state !== 'working') return `${order.clientOrderId} is ${state} here`;
  }
  const { orders } = digestOf(disk.rows);
  for (const { order, state } of orders.values()) {
    const real = exchange.find(order.clientOrderId);
    const truth = real === undefined ? 'not there' : real.status;
    const isRight = isOpenOrder(state) ? state === 'working' && truth === 'working' : isSameEnd(state, truth);
    if (!isRight) return `${order.clientOrderId} is ${state}, at the exchange ${truth}`;
  }
  for (const { order } of exchange.openOrders()) {
    if (order.botId === PERSON || orders.has(order.clientOrderId)) continue;
    return `${order.clientOrderId} is open at the exchange and unknown here`;
  }
  return null;
}

function isSameEnd(state: string, truth: string): boolean {
  if (truth === 'not there') return state === 'refused' || state === 'cancelled';
  if (truth === 'filled') return state === 'filled';
  // One that ended at once may be called refused.
  return truth === 'cancelled' && (state === 'cancelled' || state === 'refused');
}
