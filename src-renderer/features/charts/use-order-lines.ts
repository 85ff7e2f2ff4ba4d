import { useMemo } from 'react';
import { isOver, useReplicaShallow } from '../../replica/index.ts';
import { type OrderLine, orderLinesOf } from './order-lines.ts';

/** The working orders and positions of one instrument, as they are now. */
export function useOrderLines(instrumentId: string): readonly OrderLine[] {
  const orders = useReplicaShallow((state) =>
    Object.values(state.orders).filter((order) => order.instrumentId === instrumentId && !isOver(order.state)),
  );
  const bots = useReplicaShallow((state) =>
    Object.values(state.bots).filter(({ config }) => config.instrumentId === instrumentId),
  );
  return useMemo(() => orderLinesOf(instrumentId, orders, bots), [instrumentId, orders, bots]);
}
