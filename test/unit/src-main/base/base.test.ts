import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertNever } from '../../../../src-main/base/assert-never.ts';
import { BoundedQueue } from '../../../../src-main/base/bounded-queue.ts';
import { DisposableStack } from '../../../../src-main/base/disposable.ts';
import { FailureError, fail, succeed, toFailure, unwrap } from '../../../../src-main/base/outcome.ts';

describe('the bounded queue', () => {
  it('behaves as a list that refuses what does not fit', () => {
    const operations = fc.array(fc.oneof(fc.nat(100), fc.constant('take' as const)), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), operations, (capacity, steps) => {
        const queue = new BoundedQueue<number>(capacity);
        const list: number[] = [];
        for (const step of steps) {
          if (step === 'take') expect(queue.shift()).toBe(list.shift());
          else {
            const fits = list.length < capacity;
            expect(queue.push(step)).toBe(fits);
            if (fits) list.push(step);
          }
          expect([queue.size, queue.capacity]).toEqual([list.length, capacity]);
        }
      }),
      { seed: 5 },
    );
  });

  it('keeps its order while it grows, and says when it is full', () => {
    const queue = new BoundedQueue<number>(300);
    for (let item = 0; item < 50; item++) queue.push(item);
    for (let item = 0; item < 30; item++) queue.shift();
    for (let item = 50; item < 330; item++) expect(queue.push(item)).toBe(true);
    expect(queue.push(330)).toBe(false);
    for (let item = 30; item < 330; item++) expect(queue.shift()).toBe(item);
    expect(queue.shift()).toBeUndefined();
  });

  it.each([0, -1, 1.5, Number.NaN])('has room for at least one: %d is refused', (capacity) => {
    expect(() => new BoundedQueue(capacity)).toThrow(`capacity is ${capacity}, expected 1 or more`);
  });
});

describe('what was started is stopped', () => {
  it('in reverse, once, waiting for each', async () => {
    const stack = new DisposableStack();
    const said: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      stack.defer(async () => {
        await Promise.resolve();
        said.push(name);
      });
    }
    expect(stack.use({ dispose: () => void said.push('used') })).toBeDefined();
    await stack.dispose();
    await stack.dispose();
    expect(said).toEqual(['used', 'third', 'second', 'first']);
  });

  it('also when one of them fails: the others stop, and the failure is told', async () => {
    const stack = new DisposableStack();
    const said: string[] = [];
    stack.defer(() => void said.push('first'));
    stack.defer(() => {
      throw new Error('stuck');
    });
    stack.defer(() => Promise.reject(new Error('late')));
    await expect(stack.dispose()).rejects.toMatchObject({
      message: '2 parts failed to stop',
      errors: [new Error('late'), new Error('stuck')],
    });
    expect(said).toEqual(['first']);
  });
});

describe('outcomes', () => {
  it('carry a value or a failure that loses nothing', () => {
    expect(unwrap(succeed(7))).toBe(7);
    expect(fail('badArgument', 'no')).toEqual({ ok: false, error: { code: 'badArgument', message: 'no' } });
    const failed = fail('noCandles', 'none', { rows: 0 });
    expect(failed).toEqual({ ok: false, error: { code: 'noCandles', message: 'none', details: { rows: 0 } } });
    expect(() => unwrap(failed)).toThrow(FailureError);
  });

  it('are made of whatever was thrown', () => {
    expect(toFailure(new FailureError({ code: 'cancelled', message: 'stop' }))).toEqual({
      code: 'cancelled',
      message: 'stop',
    });
    expect(toFailure(new TypeError('x is not a function'))).toMatchObject({
      code: 'bug',
      message: 'x is not a function',
    });
    expect(toFailure('text')).toEqual({ code: 'bug', message: 'text' });
  });

  it('what cannot be says so', () => {
    expect(() => assertNever({ kind: 'strange' } as never, 'event')).toThrow('unexpected event: {"kind":"strange"}');
  });
});
