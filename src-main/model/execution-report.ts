import type { ExecutionStyle } from './execution-style.ts';
import type { Money, Price, Quantity } from './money.ts';
import type { OrderSize, Side } from './order.ts';
import type { TimestampMs } from './time.ts';

/** What came of one entry that several orders carried out. */
export type ExecutionReport = {
  readonly parentId: string;
  readonly accountId: string;
  readonly botId: string;
  readonly instrumentId: string;
  readonly side: Side;
  readonly style: ExecutionStyle['kind'];
  readonly wanted: OrderSize;
  readonly filled: Quantity;
  /** The middle of the market when it was asked for. */
  readonly arrivalPrice: number;
  /** Null while nothing is filled. */
  readonly averagePrice: Price | null;
  /**
   * How much worse than at arrival what was filled is, fees apart: side × (average − arrival) ÷ arrival, basis points.
   * Source: Perold, "The Implementation Shortfall" (1988), its executed part.
   */
  readonly shortfallBps: number | null;
  /** Quote asset. */
  readonly fees: Money;
  /** Of what was filled, 0 to 1. */
  readonly makerShare: number;
  readonly children: number;
  readonly startedMs: TimestampMs;
  /** Null while it goes on. */
  readonly endedMs: TimestampMs | null;
  /** Why it ended before it was whole; empty otherwise. */
  readonly reason: string;
};
