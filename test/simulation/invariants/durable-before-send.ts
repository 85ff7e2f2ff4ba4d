import type { Invariant } from './probes.ts';

/** No order leaves before its intent, as sent, is where no crash and no power cut can take them. */
export const durableBeforeSend: Invariant = {
  name: 'durable before sent',
  watch: ({ disk }) => ({
    orderLeaves: ({ order: { clientOrderId } }) => {
      // The latest rows are those that matter.
      for (let index = disk.synced - 1; index >= 0; index--) {
        const row = disk.rows[index];
        if (row?.kind === 'state' && row.clientOrderId === clientOrderId) return null;
        if (row?.kind !== 'intent' || row.order.clientOrderId !== clientOrderId) continue;
        return row.state === 'sent' ? null : `${clientOrderId} leaves and is not on disk as sent`;
      }
      return `${clientOrderId} leaves and is not on disk`;
    },
  }),
};
