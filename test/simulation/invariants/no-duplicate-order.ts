import { PERSON } from '../exchange/simulated-exchange.ts';
import type { Invariant } from './probes.ts';

/** An intent becomes at most one order at the exchange, whatever was sent again, and each of ours there is one we know. */
export const noDuplicateOrder: Invariant = {
  name: 'no duplicate order',
  watch: ({ exchange, disk }) => ({
    orderBooked: ({ order: { clientOrderId } }) => {
      const many = exchange.byClientId.get(clientOrderId)?.length ?? 0;
      return many > 1 ? `${clientOrderId} became ${many} orders` : null;
    },
    settled: () => {
      const known = new Set<string>();
      for (const row of disk.rows) if (row.kind === 'intent') known.add(row.order.clientOrderId);
      const strange = exchange.orders.find(({ order }) => order.botId !== PERSON && !known.has(order.clientOrderId));
      return strange === undefined ? null : `${strange.order.clientOrderId} is at the exchange and not in the journal`;
    },
  }),
};
