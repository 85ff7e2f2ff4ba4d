import type { FaultSetting } from '../exchange/core/faults.ts';

/** Faults by name, each with how it is set, drawn by chance. */
export type FaultMenu = Readonly<Record<string, (chance: () => number) => FaultSetting>>;

const often = (least: number, most: number) => (chance: () => number) => ({
  probability: least + chance() * (most - least),
  seed: Math.floor(chance() * 1e9),
});
const few = (most: number) => (chance: () => number) => ({ count: 1 + Math.floor(chance() * most) });
const waiting = (mostSeconds: number) => (chance: () => number) => ({
  count: 1 + Math.floor(chance() * 3),
  value: 1 + Math.floor(chance() * mostSeconds),
});
const failing = (chance: () => number): FaultSetting => ({
  ...often(0.2, 1)(chance),
  value: [500, 502, 503][Math.floor(chance() * 3)] ?? 503,
});
/** The exchange waits by the machine's clock, of which a step of the session takes about 2 ms: this is 5 s or so at most. */
const late = (chance: () => number): FaultSetting => ({
  ...often(0.2, 0.8)(chance),
  value: 2 + Math.floor(chance() * 40),
});

/** Drops, duplicates, reorders, half-open sockets, storms of refusals: exchanges.md 5.5, what touches market data. */
const MARKET: FaultMenu = {
  streamDropped: often(0.01, 0.4),
  streamTwice: often(0.05, 0.5),
  streamReordered: often(0.05, 0.4),
  streamMalformed: often(0.01, 0.2),
  socketClosed: few(3),
  socketTerminated: few(3),
  socketHalfOpen: few(3),
  socketRefused: often(0.3, 1),
  socketSlowAccept: late,
  ackMissing: few(2),
  requestDropped: often(0.1, 0.8),
  requestFails: failing,
  requestLate: late,
  rateLimited: waiting(30),
};

export const MARKET_MENUS: Readonly<Record<'binance' | 'coinbase', FaultMenu>> = {
  binance: {
    ...MARKET,
    serverShutdown: few(2),
    banned: waiting(60),
    klineCloseMissing: often(0.2, 1),
    klineCloseLate: late,
    klineRowMissing: few(1),
    klineRowRepeated: few(3),
    depthSkipped: often(0.05, 0.3),
    depthSnapshotOld: few(2),
    depthZeroUnknown: few(3),
    pingMissing: often(0.5, 1),
  },
  coinbase: {
    ...MARKET,
    sequenceSkip: often(0.02, 0.2),
    snapshotSplit: few(2),
    snapshotLarge: () => ({ count: 1, value: 500_000 }),
    emptyBucket: few(1),
  },
};

/** The same for orders and the user stream: 1 to 4, 6, 9 and 11. */
const ORDERS: FaultMenu = {
  orderReplyDropped: few(3),
  orderReplyHangs: few(2),
  orderReply503: few(3),
  orderReply502: few(3),
  orderReply500: few(3),
  orderLost503: few(3),
  requestDropped: often(0.1, 0.6),
  requestFails: failing,
  requestLate: late,
  orderReplyLate: late,
  userEventLate: late,
  userEventNever: often(0.2, 1),
  userEventTwice: often(0.3, 1),
  userEventOutOfOrder: often(0.2, 0.7),
  userStreamTerminated: few(2),
  orderLookupMissing: (chance) => ({ value: 1 + Math.floor(chance() * 20) }),
  rateLimited: waiting(20),
  socketRefused: often(0.3, 1),
  socketSlowAccept: late,
  ackMissing: few(2),
  userSocketTerminated: few(3),
  userSocketHalfOpen: few(2),
  cancelRacesFill: few(3),
  cancelAfterPartialFill: few(3),
  orderExpires: few(3),
  orderExpiresInMatch: few(3),
  unknownStatus: () => ({}),
};

export const ORDER_MENUS: Readonly<Record<'binance' | 'coinbase', FaultMenu>> = {
  binance: { ...ORDERS, banned: waiting(40), tooManyOrders: few(3), overloaded: few(3) },
  coinbase: {
    ...ORDERS,
    cancelDelayed: (chance) => ({ count: 3, value: 500 + Math.floor(chance() * 5_000) }),
    orderPending: (chance) => ({ value: 500 + Math.floor(chance() * 5_000) }),
  },
};
