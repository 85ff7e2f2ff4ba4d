import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STRUCTURE_KINDS } from '../../../../../src-main/engine/structure/registry.ts';
import type { StructureKind } from '../../../../../src-main/engine/structure/structure-kind.ts';
import { compareWith, EXTRACT, FULL, readReference, readReferenceCandles } from './reference-files.ts';

type Case = readonly [file: string, kind: string, params: object, marked: number];

const SWINGS = { swingLength: 5 };

/** What the Python package made of the extract; see its NOTICE. `marked` counts the rows with something in column one. */
const EXTRACT_CASES: readonly Case[] = [
  ['swings.csv.gz', 'swings', SWINGS, 460],
  ['bos-choch.csv.gz', 'bos-choch', SWINGS, 121],
  ['bos-choch.wick.csv.gz', 'bos-choch', { ...SWINGS, closeBreak: false }, 136],
  ['fvg.csv.gz', 'fvg', {}, 832],
  ['fvg.joined.csv.gz', 'fvg', { joinConsecutive: true }, 626],
  ['order-blocks.csv.gz', 'order-blocks', SWINGS, 25],
  ['order-blocks.close.csv.gz', 'order-blocks', { ...SWINGS, closeMitigation: true }, 34],
  ['liquidity.csv.gz', 'liquidity', SWINGS, 118],
  ['liquidity.wide.csv.gz', 'liquidity', { ...SWINGS, rangePercent: 0.05 }, 52],
  ['previous-high-low.day.csv.gz', 'previous-high-low', {}, 3903],
  ['previous-high-low.week.csv.gz', 'previous-high-low', { timeFrame: 'W' }, 3040],
  ['previous-high-low.4h.csv.gz', 'previous-high-low', { timeFrame: '4h' }, 3983],
  ['retracements.csv.gz', 'retracements', SWINGS, 4000],
];

/** The results the package's own repository holds for a year of EURUSD. */
const FULL_CASES: readonly Case[] = [
  ['swing_highs_lows_result_data.csv', 'swings', SWINGS, 2708],
  ['bos_choch_result_data.csv', 'bos-choch', SWINGS, 676],
  ['fvg_result_data.csv', 'fvg', {}, 5020],
  ['fvg_consecutive_result_data.csv', 'fvg', { joinConsecutive: true }, 3756],
  ['previous_high_low_result_data_1D.csv', 'previous-high-low', { timeFrame: '1D' }, 24_327],
  ['previous_high_low_result_data_W.csv', 'previous-high-low', { timeFrame: 'W' }, 23_464],
  ['retracements_result_data.csv', 'retracements', SWINGS, 24_424],
];

const kindOf = (name: string): StructureKind => {
  const kind = STRUCTURE_KINDS.get(name);
  if (kind === undefined) throw new Error(`kind is "${name}", expected one that exists`);
  return kind;
};

describe('every row is the Python package’s, on an extract', () => {
  it.each(EXTRACT_CASES)('%s', async (file, name, params, marked) => {
    const candles = await readReferenceCandles(join(EXTRACT, 'eurusd-15m.csv.gz'));
    const series = kindOf(name).series(candles, kindOf(name).params.parse(params));
    expect(compareWith(readReference(join(EXTRACT, file)), name, series)).toEqual({ rows: 4000, marked, different: 0 });
  });
});

describe.skipIf(!existsSync(FULL))(
  'every row is the one published with the Python package, on a year of EURUSD',
  () => {
    it.each(FULL_CASES)('%s', async (file, name, params, marked) => {
      const path = join(FULL, file);
      const candles = await readReferenceCandles(join(FULL, 'EURUSD_15M.csv.gz'));
      const series = kindOf(name).series(candles, kindOf(name).params.parse(params));
      const reference = readReference(existsSync(path) ? path : `${path}.gz`);
      expect(compareWith(reference, name, series)).toEqual({ rows: 24_424, marked, different: 0 });
    });
  },
);
