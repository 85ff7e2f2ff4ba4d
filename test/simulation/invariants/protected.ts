import type { Invariant, Scene } from './probes.ts';

/** At rest what a running bot with a stop of its own holds has a stop at the exchange, for all of it. */
export const positionsProtected: Invariant = {
  name: 'positions are protected',
  watch: (scene) => ({ settled: () => nakedIn(scene) }),
};

function nakedIn({ app, exchange }: Scene): string | null {
  if (app === null) return 'nothing runs';
  const state = app.engine.snapshot();
  if (state.halt !== null) return null;
  for (const { config, position, state: botState } of state.bots) {
    if (botState !== 'running' || config.risk.stopLossFraction === null || position.quantity === 0n) continue;
    let stopped = 0n;
    for (const { order, left } of exchange.openOrders()) {
      if (order.botId === config.id && order.reduceOnly && order.type.kind === 'stop') stopped += left;
    }
    const held = position.quantity < 0n ? -position.quantity : position.quantity;
    if (stopped < held) return `${config.id} holds ${held} and has stops for ${stopped}`;
  }
  return null;
}
