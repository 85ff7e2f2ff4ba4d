import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountIn, timeMsOf } from '../../../../../src-main/exchanges/coinbase/parse.ts';

const FROM_MS = Date.UTC(2020, 0, 1);
const TO_MS = Date.UTC(2040, 0, 1);

describe('times', () => {
  it('read the same whatever was read before: nearly all come from the second before', () => {
    const time = fc.record({
      secondMs: fc.integer({ min: FROM_MS / 1000, max: TO_MS / 1000 }).map((second) => second * 1000),
      fractions: fc.array(fc.stringMatching(/^[0-9]{0,9}$/), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 5 }), (times) => {
        for (const { secondMs, fractions } of times) {
          const second = new Date(secondMs).toISOString().slice(0, 19);
          for (const fraction of fractions) {
            const text = `${second}${fraction === '' ? '' : `.${fraction}`}Z`;
            expect(timeMsOf(text)).toBe(secondMs + Number(fraction.padEnd(3, '0').slice(0, 3)));
            expect(timeMsOf(`${second.replace('T', ' ')} +0000 UTC m=+1.0`)).toBe(secondMs);
          }
        }
      }),
    );
  });

  it('with anything behind the second that does not belong there are none', () => {
    const second = '2026-11-21T00:00:01';
    expect(timeMsOf(`${second}Z`)).toBe(Date.UTC(2026, 10, 21, 0, 0, 1));
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (tail) => {
        fc.pre(!/^(\.\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)/.test(tail));
        expect(timeMsOf(second + tail)).toBeUndefined();
      }),
    );
  });
});

describe('amounts', () => {
  const decimal = /^\d+(\.\d+)?([eE][+-]?\d+)?$/;

  it('are what is written as a decimal, to the bit', () => {
    const text = fc.oneof(
      fc.stringMatching(/^[0-9]{1,15}(\.[0-9]{1,12})?$/),
      fc.stringMatching(/^[0-9]{1,3}[eE][+-]?[0-9]{1,2}$/),
    );
    fc.assert(fc.property(text, (a) => void expect(amountIn({ a }, 'a')).toBe(Number(a))));
  });

  it('nothing else is one', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9xXbBoOeE+. _-]{1,8}$/),
      fc.stringMatching(/^0[xXbBoO][0-9]{1,4}$/),
    );
    fc.assert(
      fc.property(text, (a) => {
        fc.pre(!decimal.test(a));
        expect(amountIn({ a }, 'a')).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});
