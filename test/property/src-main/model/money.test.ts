import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../../src-main/engine/random/seeded-random.ts';
import {
  divideCeil,
  divideFloor,
  divideHalfUp,
  formatDecimal,
  parseDecimal,
} from '../../../../src-main/model/decimal.ts';
import type { Money, Price, Quantity, Ratio } from '../../../../src-main/model/money.ts';
import * as money from '../../../../src-main/model/money.ts';

const wide = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 30n });
const price = fc.bigInt({ min: 1n, max: 10n ** 20n }) as fc.Arbitrary<Price>;
const quantity = fc.bigInt({ min: 1n, max: 10n ** 16n }) as fc.Arbitrary<Quantity>;
const ratio = fc.bigInt({ min: 0n, max: 10n ** 11n }) as fc.Arbitrary<Ratio>;

describe('decimal text', () => {
  it('reads back what was written, at every scale', () => {
    fc.assert(
      fc.property(wide, fc.integer({ min: 0, max: 30 }), (units, scale) => {
        const text = formatDecimal(units, scale);
        expect(parseDecimal(text, scale)).toBe(units);
        expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
        expect(text).not.toMatch(/^-0$|^-?0\d/);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it.each([
    ['12', 2, 1200n],
    ['-0.5', 2, -50n],
    ['1e-7', 8, 10n],
    ['1.25E+2', 2, 12_500n],
    ['.5', 1, 5n],
    ['5.', 1, 50n],
    ['+3', 0, 3n],
    [' 7 ', 0, 7n],
    ['0.125', 2, 13n],
    ['-0.125', 2, -13n],
    ['0.1249999', 2, 12n],
  ])('%j at scale %d is %s', (text, scale, units) => {
    expect(parseDecimal(text, scale)).toBe(units);
  });

  it.each(['', '.', 'e5', '1,5', 'NaN', 'Infinity', '0x10', '1e', '--1', '1 2', '1e999999'])(
    '%j is refused',
    (text) => {
      expect(() => parseDecimal(text, 8)).toThrow(RangeError);
    },
  );
});

describe('division', () => {
  it('rounds in the direction it says, by less than one', () => {
    fc.assert(
      fc.property(wide, positive, (value, divisor) => {
        const [floor, ceil, half] = [divideFloor, divideCeil, divideHalfUp].map((divide) => divide(value, divisor)) as [
          bigint,
          bigint,
          bigint,
        ];
        expect(floor * divisor <= value && value < (floor + 1n) * divisor).toBe(true);
        expect(ceil * divisor >= value && value > (ceil - 1n) * divisor).toBe(true);
        const twice = 2n * (value < 0n ? -value : value);
        const size = half < 0n ? -half : half;
        expect(twice >= (2n * size - 1n) * divisor && twice < (2n * size + 1n) * divisor).toBe(true);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });
});

describe('a price or a ratio from a float64', () => {
  it('is what its shortest decimal text says: 100,000 doubles of every size', () => {
    const random = createSeededRandom('prices');
    const places = [0, 1, 2, 4, 5, 8, 9, 10, 17];
    for (let round = 0; round < 100_000; round++) {
      const size = 10 ** (random.next() * 30 - 14);
      const raw = (random.next() - 0.3) * size;
      const cut = places[round % places.length] as number;
      const value = cut === 17 ? raw : Number(raw.toFixed(cut));
      const text = String(value);
      if (money.priceFromNumber(value) !== money.priceFromText(text)) throw new Error(`${text} is read in two ways`);
      if (money.ratioFromNumber(value) !== money.ratioFromText(text)) throw new Error(`${text} is read in two ways`);
    }
    expect(money.priceFromNumber(0)).toBe(0n);
    expect(money.priceFromNumber(-0)).toBe(0n);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => money.priceFromNumber(value)).toThrow(RangeError);
  });

  it('goes back to the same float64', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 50 }), fc.integer({ min: 0, max: 12 }), (digits, places) => {
        const value = Number(`${digits}e-${places}`);
        expect(money.priceToNumber(money.priceFromNumber(value))).toBe(value);
      }),
      { seed: 3 },
    );
  });
});

describe('sizes, fees and costs', () => {
  it('a quantity for an amount fits into it with its fee, and one step more would not', () => {
    const step = fc.constantFrom(1n, 1000n, 10n ** 8n) as fc.Arbitrary<Quantity>;
    const amount = fc.bigInt({ min: 0n, max: 10n ** 32n }) as fc.Arbitrary<Money>;
    fc.assert(
      fc.property(amount, price, ratio, step, (available, at, fee, grain) => {
        const one = 10n ** 12n;
        const found = money.quantityForAmount(available, at, fee, grain);
        expect(found % grain).toBe(0n);
        expect(found * at * (one + fee) <= available * one).toBe(true);
        expect((found + grain) * at * (one + fee) > available * one).toBe(true);
      }),
      { seed: 4, numRuns: 3000 },
    );
    expect(money.quantityForAmount(-1n as Money, 1n as Price, 0n as Ratio, 1n as Quantity)).toBe(0n);
    expect(money.quantityForAmount(1n as Money, 0n as Price, 0n as Ratio, 1n as Quantity)).toBe(0n);
  });

  it('a fee is its share of the notional to the nearest 1e-8, halves up', () => {
    fc.assert(
      fc.property(price, quantity, ratio, (at, size, rate) => {
        const notional = money.notionalOf(at, size);
        const fee = money.feeOf(notional, rate);
        const grain = 10n ** 12n;
        expect(fee % grain).toBe(0n);
        const off = 2n * (fee * 10n ** 12n - notional * rate);
        expect(off > -grain * 10n ** 12n && off <= grain * 10n ** 12n).toBe(true);
      }),
      { seed: 6, numRuns: 2000 },
    );
  });

  it('a worsened price is worse, by less than one unit too much', () => {
    fc.assert(
      fc.property(price, ratio, (at, rate) => {
        const one = 10n ** 12n;
        const [up, down] = [money.raisePrice(at, rate), money.lowerPrice(at, rate)];
        expect(up * one >= at * (one + rate) && (up - 1n) * one < at * (one + rate)).toBe(true);
        expect(down * one <= at * (one - rate) && (down + 1n) * one > at * (one - rate)).toBe(true);
      }),
      { seed: 7 },
    );
  });

  it('a tick up and a tick down enclose the price', () => {
    fc.assert(
      fc.property(price, price, (at, tick) => {
        const [up, down] = [money.roundToTick(at, tick, 'up'), money.roundToTick(at, tick, 'down')];
        expect(up % tick === 0n && down % tick === 0n && down <= at && at <= up && up - down <= tick).toBe(true);
      }),
      { seed: 8 },
    );
  });

  it('shares and basis points are exact where they can be', () => {
    expect(money.shareOf(money.moneyFromText('10000'), money.ratioFromNumber(0.1))).toBe(money.moneyFromText('1000'));
    expect(money.ratioToText(money.ratioFromBps(7.5))).toBe('0.00075');
    expect(money.ratioToText(money.ratioFromBps(0.01))).toBe('0.000001');
    expect(money.ratioToText(money.ratioFromBps(-2.5))).toBe('-0.00025');
    expect(money.averagePrice(money.moneyFromText('-300'), money.quantityFromText('-3'))).toBe(
      money.priceFromText('100'),
    );
  });
});
