import fc from 'fast-check';
import { expect, it } from 'vitest';
import { regimeIndicator } from '../../../../../src-main/engine/regime/regime-indicator.ts';
import { SortedWindow } from '../../../../../src-main/engine/regime/sorted-window.ts';
import type { CandleColumns } from '../../../../../src-main/model/candle.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';

/** Short enough that a thousand candles see every state. */
const SHORT = { trendPeriod: 12, volatilityPeriod: 5, rankPeriod: 40, fallPeriod: 6, shortestSpell: 4 };
const params = regimeIndicator.params.parse(SHORT);

const tapes = fc
  .record({
    seed: fc.integer(),
    bars: fc.integer({ min: 0, max: 1_200 }),
    gapShare: fc.constantFrom(0, 0.05),
    volatility: fc.constantFrom(0.0005, 0.004, 0.03),
  })
  .map(({ seed, ...options }) => seededTape(`regime ${seed}`, { ...options, places: 6 }));

function firstCandles(tape: CandleColumns, count: number): CandleColumns {
  const cut = Object.entries(tape).map(([name, column]) => [name, (column as Float64Array).slice(0, count)]);
  return Object.fromEntries(cut) as CandleColumns;
}

it('a regime that was told never changes when later candles come', () => {
  fc.assert(
    fc.property(tapes, fc.nat(1_200), (tape, count) => {
      const whole = regimeIndicator.series(tape, params);
      const part = regimeIndicator.series(firstCandles(tape, count), params);
      for (const [k, column] of part.entries()) expect(column).toEqual(whole[k]?.slice(0, column.length));
    }),
    { seed: 20_261_121, numRuns: 60 },
  );
});

it('every spell lasts its shortest, unless a crisis breaks it, and the last one of the tape', () => {
  fc.assert(
    fc.property(tapes, (tape) => {
      const codes = [...(regimeIndicator.series(tape, params)[0] as Float64Array)].filter(
        (code) => !Number.isNaN(code),
      );
      let spell = 0;
      codes.forEach((code, i) => {
        if (i > 0 && code !== codes[i - 1] && code !== 4) expect(spell).toBeGreaterThanOrEqual(4);
        spell = code === codes[i - 1] ? spell + 1 : 1;
      });
    }),
    { seed: 20_261_122, numRuns: 60 },
  );
});

it('the sorted window ranks and halves as sorting anew does', () => {
  const values = fc.array(fc.constantFrom(0, 0.5, 1, 1, 2, 3.25, 1e-9, 7), { maxLength: 200 });
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 30 }), (all, period) => {
      const window = new SortedWindow(period);
      all.forEach((value, i) => {
        window.incoming = value;
        window.take();
        if (i < period - 1) {
          expect([window.rank, window.median]).toEqual([Number.NaN, Number.NaN]);
          return;
        }
        const last = all.slice(i - period + 1, i + 1);
        const sorted = last.toSorted((a, b) => a - b);
        const equal = last.filter((other) => other === value).length - 1;
        expect(window.rank).toBe((last.filter((other) => other < value).length + equal / 2) / (period - 1));
        const half = period >> 1;
        const upper = sorted[half] as number;
        expect(window.median).toBe(period % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2);
      });
    }),
    { numRuns: 100 },
  );
});
