import { entryStake } from '../../../src-main/model/entry-stake.ts';
import { NO_GOVERNOR_LIMITS } from '../../../src-main/model/governor-limits.ts';
import type { Order } from '../../../src-main/model/order.ts';
import { EngineSession } from '../engine-session.ts';

const LIMITS = {
  ...NO_GOVERNOR_LIMITS,
  grossExposure: { most: 0.5, onBreach: 'refuse' },
  orderValue: { most: 0.1, onBreach: 'refuse' },
} as const;

/** An engine with limits before the simulated venue; every order that leaves is held against them. */
export function watchedSession(): {
  readonly session: EngineSession;
  readonly beyond: string[];
  readonly left: () => number;
} {
  const beyond: string[] = [];
  let left = 0;
  const session: EngineSession = new EngineSession({
    governor: LIMITS,
    venue: {
      submit: (order) => {
        left++;
        if (!order.reduceOnly) beyond.push(...problemsOf(session, order));
        session.paper.submit(order);
      },
      cancel: (clientOrderId) => session.paper.cancel(clientOrderId),
    },
  });
  return { session, beyond, left: () => left };
}

/** By sums of its own: what is held and ordered, at the latest prices. */
function problemsOf({ engine }: EngineSession, order: Order): string[] {
  const { bots, openOrders, prices } = engine.snapshot();
  const priceOf = (id: string): number => prices.find(({ instrumentId }) => instrumentId === id)?.price ?? 0;
  const equity = Number(engine.equity('paper')) / 1e20;
  const worth = (each: Order): number => Number(entryStake(each, priceOf(each.instrumentId))) / 1e20;
  let gross = 0;
  for (const { position, config } of bots)
    gross += (Math.abs(Number(position.quantity)) / 1e8) * priceOf(config.instrumentId);
  for (const open of openOrders) if (!open.order.reduceOnly) gross += worth(open.order);
  const problems: string[] = [];
  if (worth(order) > equity * 0.1 * (1 + 1e-9))
    problems.push(`${order.clientOrderId} is worth ${worth(order)} of ${equity}`);
  if (gross > equity * 0.5 * (1 + 1e-9)) problems.push(`${order.clientOrderId} makes ${gross} of ${equity}`);
  if (!(worth(order) > 0)) problems.push(`${order.clientOrderId} is worth ${worth(order)}`);
  return problems;
}
