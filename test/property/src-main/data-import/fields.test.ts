import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { parseDecimal } from '../../../../src-main/data-import/decimal-field.ts';
import { createLocalZone } from '../../../../src-main/data-import/local-zone.ts';
import { RowFields } from '../../../../src-main/data-import/row-fields.ts';

const SEED = 20_260_714;

describe('parseDecimal', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 22 });
  const text = fc
    .tuple(fc.constantFrom('', '-', '+'), digits, fc.option(digits), fc.option(fc.integer({ min: -330, max: 320 })))
    .map(
      ([sign, whole, fraction, exponent]) =>
        `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${exponent === null ? '' : `e${exponent}`}`,
    );

  it('gives the float64 of Number for every decimal number', () => {
    fc.assert(
      fc.property(text, (decimal) => {
        const wanted = Number.isFinite(Number(decimal)) ? Number(decimal) : Number.NaN;
        expect(parseDecimal(`;${decimal};`, 1, decimal.length + 1, '.')).toBe(wanted);
      }),
      { seed: SEED, numRuns: 20_000 },
    );
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (value) => {
        expect(parseDecimal(`${value}`, 0, `${value}`.length, '.')).toBe(Number(`${value}`));
      }),
      { seed: SEED, numRuns: 20_000 },
    );
  });

  it('refuses whatever Number would take for other reasons, and never throws', () => {
    const noise = fc.string({ unit: fc.constantFrom(..."0123456789.,eE+-xX _nNaAiIfF'"), maxLength: 12 });
    fc.assert(
      fc.property(noise, (field) => {
        const strict = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(field) && Number.isFinite(Number(field));
        expect(parseDecimal(field, 0, field.length, '.')).toBe(strict ? Number(field) : Number.NaN);
      }),
      { seed: SEED, numRuns: 20_000 },
    );
  });
});

describe('createLocalZone', () => {
  const names = [
    'Europe/Berlin',
    'America/New_York',
    'Pacific/Apia',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
  ];
  const minute = fc.integer({ min: Date.UTC(1975, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });

  /** Every UTC whose wall clock shows the time, by trying all offsets there are. */
  function allUtcMs(zone: IANAZone, wallMs: number): number[] {
    const offsets = Array.from({ length: 4 * 30 + 1 }, (_, quarter) => (quarter - 60) * 15);
    return offsets
      .filter((offset) => zone.offset(wallMs - offset * 60_000) === offset)
      .map((offset) => wallMs - offset * 60_000);
  }

  it('finds the one UTC of a wall-clock time, or none when there are two or none', () => {
    for (const name of names) {
      const zone = IANAZone.create(name);
      const local = createLocalZone(name);
      const check = (wallMinute: number): void => {
        const all = allUtcMs(zone, wallMinute * 60_000);
        expect(local?.toUtcMs(wallMinute * 60_000)).toBe(all.length === 1 ? all[0] : Number.NaN);
      };
      fc.assert(fc.property(minute, check), { seed: SEED, numRuns: 60 });
      for (const wallMinute of minutesRoundChanges(zone)) check(wallMinute);
    }
  });

  /** Minutes before and after the changes of a few years. */
  function minutesRoundChanges(zone: IANAZone): number[] {
    const hours = Array.from({ length: 366 * 24 }, (_, hour) => Date.UTC(2011, 0, 1) + hour * 3_600_000);
    const changes = hours.filter((timeMs) => zone.offset(timeMs) !== zone.offset(timeMs - 3_600_000));
    return changes.flatMap((timeMs) =>
      [-200, -91, -61, -60, -59, -31, -30, -29, -1, 0, 1, 29, 30, 31, 59, 60, 61, 200].map(
        (near) => (timeMs + zone.offset(timeMs) * 60_000) / 60_000 + near,
      ),
    );
  }
});

describe('RowFields', () => {
  it('gives back the fields of any row written with quotes, and refuses none', () => {
    const field = fc.string({ unit: fc.constantFrom(...'ab1.,;" '), maxLength: 8 }).map((text) => text.trim());
    fc.assert(
      fc.property(
        fc.array(field, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',' as const, ';' as const),
        (fields, delimiter) => {
          const line = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter);
          const row = new RowFields(delimiter);
          expect(row.split(`x\n${line}\ny`, 2, line.length + 2)).toBe(true);
          expect(Array.from({ length: row.count }, (_, index) => row.textAt(`x\n${line}\ny`, index))).toEqual(fields);
        },
      ),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
