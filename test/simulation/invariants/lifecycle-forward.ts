import type { OrderState } from '../../../src-main/model/order.ts';
import type { Invariant } from './probes.ts';

const RANKS: Readonly<Record<OrderState, number>> = {
  intent: 0,
  sent: 1,
  unknown: 2,
  working: 3,
  filled: 9,
  cancelled: 9,
  refused: 9,
};

/** An order's life goes forward, over crashes too: an end is an end. (What works may be lost sight of again.) */
export const lifecycleForward: Invariant = {
  name: 'lifecycle goes forward',
  watch: ({ disk }) => {
    let states = new Map<string, OrderState>();
    return {
      booted: () => {
        states = new Map();
        for (const row of disk.rows) {
          if (row.kind === 'intent') states.set(row.order.clientOrderId, row.state);
          if (row.kind === 'state') states.set(row.clientOrderId, row.state);
        }
        return null;
      },
      rowWanted: (row) => {
        if (row.kind === 'intent') states.set(row.order.clientOrderId, row.state);
        if (row.kind !== 'state') return null;
        const before = states.get(row.clientOrderId) ?? 'intent';
        states.set(row.clientOrderId, row.state);
        const isForward = RANKS[row.state] > RANKS[before] || (before === 'working' && row.state === 'unknown');
        return isForward ? null : `${row.clientOrderId} goes from ${before} to ${row.state}`;
      },
    };
  },
};
