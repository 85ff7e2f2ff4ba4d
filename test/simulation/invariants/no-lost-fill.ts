import type { Fill } from '../../../src-main/model/fill.ts';
import { isBooked, isSame, ourFills, trueFill } from './oracle.ts';
import type { Invariant } from './probes.ts';

/** What is counted was traded, as it was traded, once; at rest nothing that was traded is missing. */
export const noLostFill: Invariant = {
  name: 'no lost fill',
  watch: ({ exchange, disk }) => {
    let counted = new Set<string>();
    return {
      booted: () => {
        counted = new Set();
        for (const row of disk.rows) if (row.kind === 'fill') counted.add(row.fill.fillId);
        return null;
      },
      rowWanted: (row) => {
        if (row.kind !== 'fill') return null;
        if (counted.has(row.fill.fillId)) return `fill ${row.fill.fillId} is counted twice`;
        counted.add(row.fill.fillId);
        return untruthOf(row.fill);
      },
      settled: () => {
        const known = new Set<string>();
        for (const row of disk.rows) if (row.kind === 'fill') known.add(row.fill.fillId);
        for (const { fillId } of ourFills(exchange)) if (!known.has(fillId)) return `fill ${fillId} was lost`;
        return null;
      },
    };

    function untruthOf(fill: Fill): string | null {
      if (isBooked(fill)) return null;
      const booked = exchange.find(fill.clientOrderId);
      const [, venueFillId] = fill.fillId.split('/');
      const real = booked?.fills.find(({ fillId }) => fillId === venueFillId);
      if (booked === undefined || real === undefined) return `fill ${fill.fillId} never happened`;
      return isSame(fill, trueFill(booked, real)) ? null : `fill ${fill.fillId} was another one`;
    }
  },
};
