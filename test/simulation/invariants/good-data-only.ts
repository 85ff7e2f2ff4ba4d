import type { Invariant } from './probes.ts';

/** By the exchange's clock a request may be so far off: half a second, and the way there is not counted. */
const MOST_DOUBT_MS = 500;

/** Nothing is entered on stale prices, by a doubtful clock, or while the journal cannot be written. */
export const goodDataOnly: Invariant = {
  name: 'entries on good data only',
  watch: (scene) => ({
    rowWanted: (row) => {
      if (row.kind !== 'intent' || row.order.reduceOnly) return null;
      const { clientOrderId, instrumentId } = row.order;
      if (scene.app?.isJournalBroken === true) return `${clientOrderId} is wanted while the journal is broken`;
      return scene.badFeeds.has(instrumentId) ? `${clientOrderId} is wanted on stale prices` : null;
    },
    orderLeaves: ({ order, timestampMs }) => {
      const offMs = timestampMs - scene.world.exchangeMs;
      return Math.abs(offMs) > MOST_DOUBT_MS ? `${order.clientOrderId} leaves with a time ${offMs} ms off` : null;
    },
  }),
};
