import { createHash } from 'node:crypto';
import type { CoreFill, CoreOrder } from '../core/core-types.ts';
import type { OrderConfiguration } from './order-configuration.ts';

/** An order as this wire took it. The core knows the rest of it under its own numbers. */
export type Placement = {
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly productId: string;
  configuration: OrderConfiguration;
  readonly endTimeMs: number | null;
  readonly createdMs: number;
  /** An edited order goes on in the core as another one: the last is the one that may still trade. */
  readonly coreIds: number[];
  cancelAtMs: number | null;
};

export type OrderStatus = 'PENDING' | 'OPEN' | 'FILLED' | 'CANCELLED' | 'EXPIRED' | 'FAILED' | 'CANCEL_QUEUED';

/** A placement with what has become of it. Amounts at 1e-12. */
export type OrderState = {
  readonly placement: Placement;
  readonly core: CoreOrder;
  /** A text of ours, unless a fault has put another one there. */
  readonly status: OrderStatus | string;
  readonly quantity: bigint;
  readonly filledQuantity: bigint;
  readonly filledValue: bigint;
  readonly fees: bigint;
  readonly fills: readonly CoreFill[];
};

/** The same text for the same thing in every run of a seed. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

export function statusOf(core: CoreOrder, placement: Placement): OrderStatus {
  if (core.status === 'filled') return 'FILLED';
  if (core.status === 'new' || core.status === 'partiallyFilled') {
    return placement.cancelAtMs === null ? 'OPEN' : 'CANCEL_QUEUED';
  }
  return core.status === 'expired' && core.timeInForce === 'GTC' ? 'EXPIRED' : 'CANCELLED';
}

export const isOpen = ({ status }: CoreOrder): boolean => status === 'new' || status === 'partiallyFilled';

/** For an order that came to the core by another wire: the configuration it would have had here. */
export function configurationOf(core: CoreOrder): OrderConfiguration {
  const limit = { base_size: core.quantity, limit_price: core.price ?? '0' };
  if (core.type === 'market') {
    return {
      market_market_ioc:
        core.quoteQuantity === null ? { base_size: core.quantity } : { quote_size: core.quoteQuantity },
    };
  }
  if (core.type === 'limit') {
    if (core.timeInForce === 'IOC') return { sor_limit_ioc: limit };
    if (core.timeInForce === 'FOK') return { limit_limit_fok: limit };
    return { limit_limit_gtc: { ...limit, post_only: core.postOnly } };
  }
  const direction = core.side === 'buy' ? 'STOP_DIRECTION_STOP_UP' : 'STOP_DIRECTION_STOP_DOWN';
  return { stop_limit_stop_limit_gtc: { ...limit, stop_price: core.stopPrice ?? '0', stop_direction: direction } };
}
