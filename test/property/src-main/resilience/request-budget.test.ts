import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { succeed } from '../../../../src-main/base/outcome.ts';
import { REQUEST_PRIORITIES, type RequestPriority } from '../../../../src-main/engine/ports/exchange.ts';
import { RequestBudget } from '../../../../src-main/resilience/request-budget.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';

const LIMITS = [
  { name: 'weight', limit: 20, windowMs: 60 },
  { name: 'orders', limit: 5, windowMs: 10 },
];

type Step = { afterMs: number; weight: number; orders: number; priority: RequestPriority; told: number | null };
type Sent = { index: number; atMs: number; step: Step };

const step: fc.Arbitrary<Step> = fc.record({
  afterMs: fc.integer({ min: 0, max: 12 }),
  weight: fc.integer({ min: 0, max: 20 }),
  orders: fc.integer({ min: 0, max: 3 }),
  priority: fc.constantFrom(...REQUEST_PRIORITIES),
  told: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 8 }),
});

async function play(steps: readonly Step[]) {
  const timers = createManualTimers(0);
  const budget = new RequestBudget({ limits: LIMITS, timers, pauses: { load: () => null, save: () => undefined } });
  const sent: Sent[] = [];
  const arrivals: number[] = [];
  const runs = steps.map(async (request, index) => {
    timers.advance(request.afterMs);
    if (request.told !== null) budget.observeUsed('weight', request.told);
    arrivals.push(timers.monotonicMs());
    return budget.run(
      { cost: { weight: request.weight, orders: request.orders }, priority: request.priority },
      async () => {
        sent.push({ index, atMs: timers.monotonicMs(), step: request });
        return succeed(index);
      },
    );
  });
  timers.advance(60 * steps.length * 2 + 1000);
  expect(sent).toHaveLength(steps.length);
  return { sent, arrivals, timers, replies: await Promise.all(runs) };
}

const sum = (sent: readonly Sent[], of: (step: Step) => number) =>
  sent.reduce((total, { step }) => total + of(step), 0);

const shareBudget = (left: Step, right: Step) =>
  (left.weight > 0 && right.weight > 0) || (left.orders > 0 && right.orders > 0);

describe('request budget', () => {
  it('sends everything, and never more than a limit in any window', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { sent, timers, replies } = await play(steps);
        expect(replies.every(({ ok }) => ok)).toBe(true);
        expect(timers.pending()).toBe(0);
        for (const { name, limit, windowMs } of LIMITS) {
          for (const { atMs } of sent) {
            const inWindow = sent.filter((other) => other.atMs >= atMs && other.atMs < atMs + windowMs);
            const units = sum(inWindow, (request) => (name === 'weight' ? request.weight : request.orders));
            expect(units, `${name} from ${atMs} ms`).toBeLessThanOrEqual(limit);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('nothing overtakes a more urgent or an earlier request that needs the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { sent, arrivals } = await play(steps);
        const rank = ({ step: { priority } }: Sent) => REQUEST_PRIORITIES.indexOf(priority);
        const overtakes = (first: Sent, second: Sent): boolean => {
          const waited = (arrivals[second.index] as number) <= first.atMs && second.index !== first.index;
          const goesBefore = rank(second) < rank(first) || (rank(second) === rank(first) && second.index < first.index);
          const known = second.index < first.index || (arrivals[second.index] as number) < first.atMs;
          return waited && known && goesBefore && shareBudget(first.step, second.step);
        };
        const wrong = sent.flatMap((first, place) =>
          sent.slice(place + 1).filter((second) => overtakes(first, second)),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('what is not urgent leaves the reserve alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { sent } = await play(steps.map((one) => ({ ...one, weight: Math.min(one.weight, 16) })));
        const urgent = ({ step: { priority } }: Sent) => priority === 'cancel' || priority === 'risk';
        const others = sent.filter((one) => !urgent(one));
        for (const { atMs } of others) {
          const inWindow = others.filter((other) => other.atMs >= atMs && other.atMs < atMs + 60);
          expect(sum(inWindow, ({ weight }) => weight)).toBeLessThanOrEqual(16);
        }
      }),
      { numRuns: 200 },
    );
  });
});
