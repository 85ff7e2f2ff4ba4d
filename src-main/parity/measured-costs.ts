import type { Fill } from '../model/fill.ts';
import { moneyToNumber, notionalOf } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import type { TripSources } from './parity-trips.ts';

/** A median and of how many; null of none. */
export type Measured = { readonly median: number | null; readonly count: number };

/** What trading really cost, as backtest settings count it: spread is the whole one, a fill pays half. */
export type MeasuredCosts = {
  readonly takerFeeBps: Measured;
  readonly makerFeeBps: Measured;
  readonly spreadBps: Measured;
  readonly slippageBps: Measured;
  /** From deciding on an order at market to its first fill. */
  readonly latencyMs: Measured;
};

/**
 * Medians over fills, in basis points of the market's price. By where the market stood: what a taker's price was worse than
 * its middle is half the spread and then slippage, all of it slippage where no spread is known. Where the market is not
 * recorded, by what the venue says.
 */
export function measureCosts({ fills, orders, marketAt }: TripSources): MeasuredCosts {
  const traded = fills.filter(({ quantity }) => quantity > 0n);
  const takers = traded.filter(({ liquidity }) => liquidity === 'taker');
  const feeOf = (fill: Fill): number => bps(fill.fee, notionalOf(fill.price, fill.quantity));
  const costs = takers.map((fill) => costsOf(fill, marketAt)).filter((cost) => cost !== null);
  return {
    takerFeeBps: median(takers.map(feeOf)),
    makerFeeBps: median(traded.filter(({ liquidity }) => liquidity === 'maker').map(feeOf)),
    spreadBps: median(costs.map(({ spread }) => spread).filter((spread) => spread !== null)),
    slippageBps: median(costs.map(({ slippage }) => slippage)),
    latencyMs: median(latencies(traded, orders)),
  };
}

type TakerCosts = { readonly spread: number | null; readonly slippage: number };

function costsOf(fill: Fill, marketAt: TripSources['marketAt']): TakerCosts | null {
  const market = marketAt(fill.timeMs);
  if (market !== null) {
    const lost = (fill.side === 'buy' ? 1n : -1n) * (fill.price - market.price);
    return { spread: market.spreadBps, slippage: bps(lost, market.price) - (market.spreadBps ?? 0) / 2 };
  }
  if (fill.costs === undefined) return null;
  const value = notionalOf(fill.price, fill.quantity);
  return { spread: 2 * bps(fill.costs.spread, value), slippage: bps(fill.costs.slippage, value) };
}

function latencies(fills: readonly Fill[], orders: readonly Order[]): number[] {
  const first = new Map<string, number>();
  for (const { clientOrderId, timeMs } of fills) {
    first.set(clientOrderId, Math.min(timeMs, first.get(clientOrderId) ?? Number.POSITIVE_INFINITY));
  }
  return orders.flatMap(({ clientOrderId, type, createdMs }) => {
    const filledMs = first.get(clientOrderId);
    return type.kind === 'market' && filledMs !== undefined ? [filledMs - createdMs] : [];
  });
}

const bps = (part: bigint, whole: bigint): number =>
  whole === 0n ? 0 : (moneyToNumber(part as Fill['fee']) / moneyToNumber(whole as Fill['fee'])) * 10_000;

function median(values: readonly number[]): Measured {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return { median: low === undefined || high === undefined ? null : (low + high) / 2, count: sorted.length };
}
