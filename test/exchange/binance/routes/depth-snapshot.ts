import type { BinanceDesk } from '../binance-desk.ts';
import { eight } from '../order-view.ts';
import type { Parameters } from '../parameters.ts';

/** How far back an outdated snapshot claims to be: further than any client buffers. */
const OUTDATED_BY = 100_000;

export function depthSnapshot(desk: BinanceDesk, parameters: Parameters) {
  const symbol = desk.symbols.toCore(parameters.need('symbol'));
  const limit = Math.min(parameters.number('limit') ?? 100, 5_000);
  const { lastUpdateId, bids, asks } = desk.core.book(symbol, limit);
  const isOld = desk.faults.strike('depthSnapshotOld', symbol) !== undefined;
  return {
    lastUpdateId: isOld ? lastUpdateId - OUTDATED_BY : lastUpdateId,
    bids: bids.map(([price, quantity]) => [eight(price), eight(quantity)]),
    asks: asks.map(([price, quantity]) => [eight(price), eight(quantity)]),
  };
}
