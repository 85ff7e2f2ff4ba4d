import { useMemo } from 'react';
import { isOver, type ReplicaState, useReplicaSteadily } from '../../replica/index.ts';
import { type OrderLine, orderLinesOf } from './order-lines.ts';

/** Lines are taken hold of and read: a bot's score and profit, which change far more often, are no part of them. */
const DRAWN_EVERY_MS = 200;

/** The working orders and positions of one instrument, as they are now; the same list until one of them changes. */
export function useOrderLines(instrumentId: string): readonly OrderLine[] {
  const text = useReplicaSteadily(
    (state) => JSON.stringify(linesOf(state, instrumentId)),
    DRAWN_EVERY_MS,
    instrumentId,
  );
  return useMemo(() => JSON.parse(text) as readonly OrderLine[], [text]);
}

function linesOf({ orders, bots }: ReplicaState, instrumentId: string): readonly OrderLine[] {
  const working = Object.values(orders).filter((order) => order.instrumentId === instrumentId && !isOver(order.state));
  const trading = Object.values(bots).filter(({ config }) => config.instrumentId === instrumentId);
  return orderLinesOf(instrumentId, working, trading);
}
