import type { Brand } from '../../base/brand.ts';
import type { Order } from '../../model/order.ts';

/** An order that passed every risk rule. Made in one function, `engine/risk/approve.ts`; a venue takes nothing else. */
export type ApprovedOrder = Brand<Order, 'ApprovedOrder'>;
