import { isOpenOrder } from '../model/order.ts';
import { createLane, move } from './commands.ts';
import type { EngineContext } from './context.ts';

/**
 * Start-up and crash recovery are this one path: bots as they were set up, positions and cash from every fill ever
 * recorded, orders that may still be alive. A bot that ran when the app died comes back interrupted, its position kept.
 */
export function restore(engine: EngineContext): void {
  const remembered = engine.ports.journal.load();
  for (const { config, state } of remembered.bots) {
    const lane = createLane(engine, config);
    if (typeof lane === 'string') {
      engine.ports.log.error('a bot could not be restored', { botId: config.id, reason: lane });
      continue;
    }
    lane.state = state;
  }
  for (const fill of remembered.fills) {
    const market = engine.markets.get(fill.instrumentId);
    if (market === undefined) {
      engine.ports.log.error('a fill names an unknown instrument', {
        fillId: fill.fillId,
        instrument: fill.instrumentId,
      });
      continue;
    }
    engine.portfolio.apply(engine.portfolio.holding(fill.botId, fill.instrumentId, market.mark), fill);
  }
  const openOrders = remembered.openOrders.filter(({ state }) => isOpenOrder(state));
  engine.execution.restore(openOrders);
  engine.halt = remembered.halt;
  engine.day = remembered.day;
  for (const lane of engine.lanes.values()) if (lane.state === 'running') move(engine, lane, 'interrupt');
}
