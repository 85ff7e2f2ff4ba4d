import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Intent } from '../../../../src-main/engine/strategies/intent.ts';
import type { Bracket } from '../../../../src-main/model/bracket.ts';
import { book } from '../../../fakes/crash-book.ts';
import type { Prices } from '../../../fakes/engine-session.ts';
import { EngineSession, MINUTE_MS } from '../../../fakes/engine-session.ts';
import { startIntents } from '../../../fakes/intent-script.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const COSTS = { makerFeeBps: 2, takerFeeBps: 10, spreadBps: 4, slippageBps: 3 };
const tag = fc.constantFrom('a', 'b', 'c');
const side = fc.constantFrom('long' as const, 'short' as const);
/** Round the walk's prices: some are far, some already through. */
const price = fc.integer({ min: 88, max: 112 });
const share = fc.constantFrom(0.2, 0.5, 1);

const bracket: fc.Arbitrary<Bracket> = fc.record(
  {
    stopLoss: fc.oneof(
      fc.record({ fraction: fc.constantFrom(0.01, 0.05) }),
      fc.record({ distance: fc.integer({ min: 1, max: 9 }) }),
    ),
    target: fc.record({ fraction: fc.constantFrom(0.01, 0.05) }),
    trailing: fc.record({ distance: fc.integer({ min: 1, max: 6 }) }),
    maxBars: fc.integer({ min: 1, max: 8 }),
  },
  { requiredKeys: [] },
);

const entry = fc
  .record(
    {
      kind: fc.constant('enter' as const),
      side,
      tag,
      size: fc.record({ kind: fc.constant('share' as const), share }),
      maxEntries: fc.integer({ min: 1, max: 3 }),
      bracket,
    },
    { requiredKeys: ['kind', 'side'] },
  )
  .chain((intent) =>
    fc.oneof(
      fc.constant(intent),
      price.map((limitPrice) => ({ ...intent, limitPrice })),
      price.map((stopPrice) => ({ ...intent, stopPrice })),
    ),
  );

const leaving = fc.record(
  { kind: fc.constant('exit' as const), tag, share, limitPrice: price, stopPrice: price },
  { requiredKeys: ['kind'] },
);

const intent: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 4, arbitrary: entry },
  { weight: 2, arbitrary: leaving },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), tag }, { requiredKeys: ['kind'] }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('protect' as const), bracket }) },
);

const script = fc.array(
  fc.record({
    intents: fc.array(intent, { maxLength: 3 }),
    move: fc.integer({ min: -300, max: 300 }),
    wicks: fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 })),
  }),
  { minLength: 5, maxLength: 40 },
);

type Step = { readonly intents: readonly Intent[]; readonly move: number; readonly wicks: readonly [number, number] };

/** Bars of a walk round 100 that is drawn back to it. */
function barsOf(steps: readonly Step[]): Prices[] {
  let close = 100;
  return steps.map(({ move, wicks: [up, down] }) => {
    const open = close;
    close = Number((close + move / 100 + (100 - close) * 0.1).toFixed(2));
    return [open, Math.max(open, close) + up / 100, Math.min(open, close) - down / 100, close];
  });
}

/** What must hold between any two bars, whatever a strategy wants. */
function expectSound(session: EngineSession, journal: MemoryJournal): void {
  const { bots, openOrders, halt } = session.engine.snapshot();
  const { cash } = session.account();
  const position = bots[0]?.position ?? { quantity: 0n, lots: [] };
  const expected = book(journal.disk);
  expect([cash, position.quantity]).toEqual([expected.cash, expected.held.get('bot') ?? 0n]);
  const orders = openOrders.map(({ order }) => order);
  const entries = orders.filter(({ reduceOnly }) => !reduceOnly);
  expect(new Set(entries.map((order) => order.tag)).size, 'one entry a tag (3.7)').toBe(entries.length);
  const exits = orders.filter(({ reduceOnly }) => reduceOnly);
  if (position.quantity === 0n) expect(exits, 'nothing rests for nothing (6.2)').toEqual([]);
  const held = position.quantity < 0n ? -position.quantity : position.quantity;
  for (const { side: exitSide, size, purpose } of exits) {
    expect(exitSide).toBe(position.quantity > 0n ? 'sell' : 'buy');
    if (purpose === 'stop' || purpose === 'target' || purpose === 'trailing') {
      expect(size, 'all that is held is protected (6.1)').toEqual({ kind: 'base', quantity: held });
    }
  }
  const guards = exits.map(({ purpose }) => purpose).filter((purpose) => purpose !== 'signal' && purpose !== 'time');
  expect(guards.includes('stop'), 'the owner asked for a stop').toBe(position.quantity !== 0n);
  expect(new Set(guards).size, 'one of each protection (6.5)').toBe(guards.length);
  expect([session.state(), halt, session.log.lines.filter((line) => line.startsWith('error'))]).toEqual([
    'running',
    null,
    [],
  ]);
}

describe('whatever a strategy wants', () => {
  it.each([0, MINUTE_MS * 1.5])('orders, positions and cash stay sound; latency %i ms', (latencyMs) => {
    fc.assert(
      fc.property(script, (steps) => {
        const journal = new MemoryJournal();
        const session = new EngineSession({ journal, costs: COSTS, latencyMs });
        startIntents(
          session,
          steps.map(({ intents }) => intents),
          { risk: { sizeFraction: 0.3, stopLossFraction: 0.04, takeProfitFraction: null, leverage: 1 } },
        );
        for (const bar of barsOf(steps)) {
          session.bar(bar);
          expectSound(session, journal);
        }
      }),
      { seed: 20_241_121, numRuns: 400 },
    );
  });
});
