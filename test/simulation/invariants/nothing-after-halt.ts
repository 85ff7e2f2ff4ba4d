import type { Invariant } from './probes.ts';

/** Once halted nothing new leaves but what flattens, also after a restart, until a person releases it. */
export const nothingAfterHalt: Invariant = {
  name: 'nothing after a halt',
  watch: ({ disk }) => {
    let isHalted = false;
    return {
      booted: (app) => {
        let halted = false;
        for (const { kind } of disk.rows) if (kind === 'halt' || kind === 'release') halted = kind === 'halt';
        isHalted = halted;
        return (app.engine.snapshot().halt !== null) === halted ? null : 'the halt was forgotten over a restart';
      },
      fact: ({ kind }) => {
        if (kind === 'halted') isHalted = true;
        if (kind === 'released') isHalted = false;
        return null;
      },
      orderLeaves: ({ order }) =>
        isHalted && !(order.reduceOnly && order.type.kind === 'market')
          ? `${order.clientOrderId} (${order.purpose}) leaves while halted`
          : null,
    };
  },
};
