import { applyFill } from '../engine/portfolio/apply-fill.ts';
import type { Fill } from '../model/fill.ts';
import type { ClosedTrade, Position } from '../model/position.ts';
import { FLAT } from '../model/position.ts';

/** The round trips that fills closed, oldest first: a pure function of the fills, as the engine's positions are. */
export function closedTradesOf(fills: readonly Fill[]): readonly ClosedTrade[] {
  const positions = new Map<string, Position>();
  const trades: ClosedTrade[] = [];
  for (const fill of fills) {
    const key = `${fill.botId} ${fill.instrumentId}`;
    const { position, closed } = applyFill(positions.get(key) ?? FLAT, fill);
    positions.set(key, position);
    trades.push(...closed);
  }
  return trades;
}
