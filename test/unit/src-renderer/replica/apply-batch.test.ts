import { describe, expect, it } from 'vitest';
import type { FactBatch, FactView } from '../../../../src-preload/contract/facts.ts';
import { applyBatches } from '../../../../src-renderer/replica/apply-batch.ts';
import { fromSnapshot, MOST_KEPT, type ReplicaState } from '../../../../src-renderer/replica/replica-state.ts';
import { botView, fillView, orderView, snapshot } from './views.ts';

const start = fromSnapshot({ ...snapshot, sequence: 10, bots: [botView('a'), botView('b')] });
const batch = (fromSequence: number, facts: readonly FactView[], toSequence = fromSequence): FactBatch => ({
  fromSequence,
  toSequence,
  facts,
});

function applied(state: ReplicaState, one: FactBatch): ReplicaState {
  const { state: next, hasGap } = applyBatches(state, [one]);
  if (hasGap) throw new Error('the batch left a gap');
  return next;
}

describe('sequence', () => {
  it('the next batch is applied and counted', () => {
    expect(applied(start, batch(11, [], 14)).sequence).toBe(14);
  });

  it('a batch the state already includes changes nothing', () => {
    expect(applyBatches(start, [batch(9, [{ kind: 'botRemoved', botId: 'a' }], 10)]).state).toBe(start);
  });

  it('a missing batch is a gap: what came before it is applied, what comes after it is not', () => {
    const removed = (botId: string): FactView => ({ kind: 'botRemoved', botId });
    const applied = applyBatches(start, [batch(11, [removed('a')]), batch(13, [removed('b')]), batch(14, [])]);
    expect(applied.hasGap).toBe(true);
    expect([applied.state.sequence, Object.keys(applied.state.bots)]).toEqual([11, ['b']]);
    expect(applied.facts).toEqual([removed('a')]);
  });

  it('a batch that begins before the snapshot and ends after it adds nothing twice', () => {
    const once = applied(start, batch(11, [{ kind: 'fill', fill: fillView('f1') }]));
    const twice = applied(
      once,
      batch(
        11,
        [
          { kind: 'fill', fill: fillView('f1') },
          { kind: 'fill', fill: fillView('f2') },
        ],
        12,
      ),
    );
    expect(twice.fills.map(({ fillId }) => fillId)).toEqual(['f1', 'f2']);
  });
});

describe('facts', () => {
  it('a bot replaces itself and leaves the others the same objects', () => {
    const next = applied(start, batch(11, [{ kind: 'bot', bot: botView('a', { state: 'running' }) }]));
    expect(next.bots.a?.state).toBe('running');
    expect(next.bots.b).toBe(start.bots.b);
    expect(next.orders).toBe(start.orders);
  });

  it('a decision lands on its bot; one of a removed bot nowhere', () => {
    const decision = { botId: 'a', timeMs: 5, score: 0.3, parts: [], action: 'buy' as const };
    expect(applied(start, batch(11, [{ kind: 'decision', decision }])).bots.a?.decision).toEqual(decision);
    const stray = { kind: 'decision', decision: { ...decision, botId: 'gone' } } as const;
    expect(applied(start, batch(11, [stray])).bots).toBe(start.bots);
  });

  it('prices are laid over each other', () => {
    const price = (instrumentId: string, value: number) => ({ instrumentId, price: value, timeMs: 1 });
    const first = applied(start, batch(11, [{ kind: 'prices', prices: [price('x', 1), price('y', 2)] }]));
    const second = applied(first, batch(12, [{ kind: 'prices', prices: [price('x', 3)] }]));
    expect([second.prices.x?.price, second.prices.y]).toEqual([3, first.prices.y]);
  });

  it('a halt comes and goes', () => {
    const halted = applied(start, batch(11, [{ kind: 'halt', halt: { reason: 'by hand', timeMs: 3 } }]));
    expect(halted.halt?.reason).toBe('by hand');
    expect(applied(halted, batch(12, [{ kind: 'halt', halt: null }])).halt).toBeNull();
  });

  it('what only passes leaves the state as it is', () => {
    const candle = { openTimeMs: 0, open: 1, high: 1, low: 1, close: 1, volume: 0 };
    const facts: FactView[] = [
      { kind: 'candle', instrumentId: 'x', interval: '1m', candle, closed: false },
      { kind: 'notice', level: 'info', code: 'x', message: 'x' },
      { kind: 'closeQuestion', runningBots: 1 },
    ];
    expect(applied(start, batch(11, facts))).toEqual({ ...start, sequence: 11 });
  });
});

describe('the facts of a frame', () => {
  const profit = (botId: string, value: string): FactView => ({ kind: 'bot', bot: botView(botId, { profit: value }) });

  it('of many batches come to what each by itself comes to, and are told once, in order', () => {
    const batches = [
      batch(11, [profit('a', '1'), { kind: 'botRemoved', botId: 'b' }], 12),
      batch(13, [profit('a', '2')]),
    ];
    const atOnce = applyBatches(start, batches);
    expect(atOnce.state).toEqual(batches.reduce(applied, start));
    expect([atOnce.state.bots.a?.profit, Object.keys(atOnce.state.bots)]).toEqual(['2', ['a']]);
    expect(atOnce.facts).toEqual(batches.flatMap(({ facts }) => facts));
  });

  it('leave what came before as it was', () => {
    const before = structuredClone(start);
    applied(start, batch(11, [profit('a', '1'), { kind: 'order', order: orderView('o') }]));
    expect(start).toEqual(before);
  });
});

describe('bounds', () => {
  it('a frame with more than is kept leaves the newest', () => {
    const facts = Array.from({ length: MOST_KEPT.fills + 2 }, (_, index): FactView => {
      return { kind: 'fill', fill: fillView(`f${index}`, { timeMs: index }) };
    });
    const { fills } = applied(start, batch(11, facts));
    expect([fills.length, fills[0]?.fillId]).toEqual([MOST_KEPT.fills, 'f2']);
  });

  it('an order that still works is never dropped for a new one', () => {
    const working = orderView('working', { state: 'working' });
    const over = Array.from({ length: MOST_KEPT.orders - 1 }, (_, index) =>
      orderView(`o${index}`, { state: 'filled' }),
    );
    const full = fromSnapshot({ ...snapshot, orders: [working, ...over] });
    const next = applied(full, batch(1, [{ kind: 'order', order: orderView('new') }]));
    expect(Object.keys(next.orders)).toHaveLength(MOST_KEPT.orders);
    expect([next.orders.working, next.orders.o0, next.orders.new?.clientOrderId]).toEqual([working, undefined, 'new']);
  });

  it('the live curve keeps its newest points', () => {
    const facts = Array.from({ length: MOST_KEPT.equity + 5 }, (_, timeMs) => ({
      kind: 'equity' as const,
      timeMs,
      equity: 1,
    }));
    const next = applied(start, batch(11, facts));
    expect(next.equity).toHaveLength(MOST_KEPT.equity);
    expect(next.equity.at(-1)?.timeMs).toBe(MOST_KEPT.equity + 4);
  });
});
