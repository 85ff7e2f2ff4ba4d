import { describe, expect, it, vi } from 'vitest';
import { createSeededRandom } from '../../../../src-main/engine/random/seeded-random.ts';
import { entryStake } from '../../../../src-main/model/entry-stake.ts';
import type { Order } from '../../../../src-main/model/order.ts';
import type { ChannelName } from '../../../../src-preload/contract/channels.ts';
import { BTC, EngineSession, ETH } from '../../../fakes/engine-session.ts';
import { HOSTILE_VALUES, pathsOf, replaced } from '../../../fakes/hostile-calls/hostile-values.ts';
import { CALLS, LIMITS, tradingDoor } from '../../../fakes/hostile-calls/trading-door.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const SEQUENCES = 12;
const CALLS_EACH = 150;

/** An engine with limits before the simulated venue; every order that leaves is held against them. */
function watchedSession(): { readonly session: EngineSession; readonly beyond: string[]; readonly left: () => number } {
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

describe('calls that make no sense (SPEC 5.8, 8.6)', () => {
  it.each(CALLS.map(([channel, input], index) => [index, channel, input] as const))(
    '%d: every part of %s replaced by anything: answered by name, and the engine goes on',
    async (_index, channel: ChannelName, input) => {
      const { session, beyond } = watchedSession();
      const { call } = tradingDoor(session);
      for (const instrument of [BTC, ETH]) session.bar([100, 100, 100, 100], instrument, session.clock.nowMs());
      for (const path of pathsOf(input)) {
        for (const value of HOSTILE_VALUES) {
          const hostile = replaced(input, path, value);
          const answer = await call(channel, hostile);
          const told = `${path.join('.')} = ${String(value).slice(0, 40)}`;
          if (!answer.ok) {
            expect(answer.error.code, `${told}: ${answer.error.message}`).not.toBe('bug');
            expect(answer.error.message, told).not.toBe('');
          }
          expect(session.engine.snapshot().halt, told).toBeNull();
        }
        session.flat(100);
      }
      expect(beyond).toEqual([]);
    },
  );

  it('mixed with those that do, over prices that move: nothing passes a limit, nothing stops the engine', async () => {
    let ordersLeft = 0;
    for (let sequence = 0; sequence < SEQUENCES; sequence++) {
      const random = createSeededRandom(`hostile ${sequence}`);
      const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random.next() * choices.length)] as T;
      const { session, beyond, left } = watchedSession();
      const { call } = tradingDoor(session);
      let price = 100;
      for (let step = 0; step < CALLS_EACH; step++) {
        const [channel, input] = pick(CALLS);
        const isHostile = random.next() < 0.5;
        const answer = await call(
          channel,
          isHostile ? replaced(input, pick(pathsOf(input)), pick(HOSTILE_VALUES)) : input,
        );
        if (!answer.ok) expect(answer.error.code, answer.error.message).not.toBe('bug');
        if (random.next() < 0.3) {
          price = Math.round(price * (97 + 6 * random.next())) / 100;
          session.flat(price);
        }
        if (channel === 'bots.start' && answer.ok) session.startHistory('b');
      }
      expect({ sequence, beyond, halt: session.engine.snapshot().halt }).toEqual({ sequence, beyond: [], halt: null });
      ordersLeft += left();
    }
    expect(ordersLeft).toBeGreaterThan(SEQUENCES * 10);
  });
});
