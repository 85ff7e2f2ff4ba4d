import { describe, expect, it, vi } from 'vitest';
import { createSeededRandom } from '../../../../src-main/engine/random/seeded-random.ts';
import type { ChannelName } from '../../../../src-preload/contract/channels.ts';
import { BTC, ETH } from '../../../fakes/engine-session.ts';
import { HOSTILE_VALUES, pathsOf, replaced } from '../../../fakes/hostile-calls/hostile-values.ts';
import { CALLS, tradingDoor } from '../../../fakes/hostile-calls/trading-door.ts';
import { watchedSession } from '../../../fakes/hostile-calls/watched-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const SEQUENCES = 12;
const CALLS_EACH = 150;

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
