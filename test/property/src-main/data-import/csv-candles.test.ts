import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { readCsvCandles } from '../../../../src-main/data-import/csv-candles.ts';
import type { RejectionKind } from '../../../../src-main/data-import/rejections.ts';
import type { Candle } from '../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { findGaps } from '../../../../src-main/model/gaps.ts';
import type { Interval } from '../../../../src-main/model/time.ts';
import { intervalMs } from '../../../../src-main/model/time.ts';
import { countsOf, writeCsv } from '../../../unit/src-main/data-import/temporary-csv.ts';
import { type CsvForm, csvForm, fileText, goodCandles, rowText } from './arbitrary-csv.ts';

const RUNS = { seed: 20_260_714, numRuns: 150 };

async function readBack(rows: readonly string[], form: CsvForm, interval: Interval): ReturnType<typeof readCsvCandles> {
  const text = fileText(rows, form);
  const path = await writeCsv(form.gzip ? gzipSync(text) : text);
  return readCsvCandles({ path, interval });
}

describe('readCsvCandles, any candles in any form', () => {
  it('reads back every bit', async () => {
    await fc.assert(
      fc.asyncProperty(goodCandles, csvForm, async ({ interval, candles }, form) => {
        const rows = candles.map((candle) => rowText(candle, form));
        const { columns, report } = unwrap(await readBack(form.descending ? rows.reverse() : rows, form, interval));
        expect(columns).toEqual(candleColumnsOf(candles));
        expect(countsOf(report)).toEqual({});
        expect(report).toMatchObject({ rows: candles.length, descending: form.descending });
        const { gaps, missingBars } = findGaps(columns.openTimeMs, interval);
        const spanBars = ((report.last ?? 0) - (report.first ?? 0)) / intervalMs(interval) + 1;
        expect([report.gaps, report.missingBars]).toEqual([gaps, missingBars]);
        expect(report.missingBars).toBe(spanBars - candles.length);
      }),
      RUNS,
    );
  });

  it('counts every fault put in, with its line, and takes all the rest', async () => {
    await fc.assert(
      fc.asyncProperty(goodCandles, csvForm, faultPlan, async ({ interval, candles }, form, faults) => {
        const { rows, expected } = withFaults(candles, { form, interval, faults });
        const { columns, report } = unwrap(await readBack(rows, form, interval));
        expect(columns).toEqual(candleColumnsOf(candles));
        const found = Object.fromEntries(
          Object.entries(report.rejected).flatMap(([kind, { count, first }]) =>
            count > 0 ? [[kind, { count, first }]] : [],
          ),
        );
        expect(found).toEqual(expected);
        expect(report.rows).toBe(rows.length);
      }),
      RUNS,
    );
  });
});

type Fault = { readonly kind: RejectionKind; readonly variant: number; readonly at: number };

const faultPlan = fc.array(
  fc.record({
    kind: fc.constantFrom<RejectionKind>(
      'malformed',
      'badTime',
      'offInterval',
      'nonPositive',
      'highBelowLow',
      'openCloseOutside',
      'negativeVolume',
      'duplicate',
      'outOfOrder',
    ),
    variant: fc.nat(20),
    at: fc.nat(1000),
  }),
  { maxLength: 25 },
);

/** Puts faulty rows behind good ones, never before the second (it makes the file an ascending one). */
function withFaults(
  candles: readonly Candle[],
  wishes: { readonly form: CsvForm; readonly interval: Interval; readonly faults: readonly Fault[] },
): { rows: string[]; expected: Record<string, { count: number; first: { line: number; text: string }[] }> } {
  const rows: string[] = [];
  const expected: Record<string, { count: number; first: { line: number; text: string }[] }> = {};
  candles.forEach((candle, index) => {
    rows.push(rowText(candle, wishes.form));
    for (const fault of wishes.faults) {
      if (index === 0 || 1 + (fault.at % (candles.length - 1)) !== index) continue;
      const text = faultyRow(candles, index, { ...wishes, fault });
      rows.push(text);
      const entry = expected[fault.kind] ?? { count: 0, first: [] };
      entry.count++;
      if (entry.first.length < 10) entry.first.push({ line: rows.length + (wishes.form.header ? 1 : 0), text });
      expected[fault.kind] = entry;
    }
  });
  return { rows, expected };
}

function faultyRow(
  candles: readonly Candle[],
  index: number,
  wishes: { readonly form: CsvForm; readonly interval: Interval; readonly fault: Fault },
): string {
  const { form, interval, fault } = wishes;
  const candle = candles[index] as Candle;
  const write = (change: Partial<Candle>): string => rowText({ ...candle, ...change }, form);
  const good = write({});
  const odd = fault.variant % 2 === 0;
  switch (fault.kind) {
    case 'malformed': {
      const broken = [
        good.slice(0, good.lastIndexOf(form.delimiter)),
        `${good}${form.delimiter}1`,
        write({ close: Number.NaN }),
        write({ open: Number.POSITIVE_INFINITY }),
        `"${good.replaceAll('"', '')}`,
      ];
      return broken[fault.variant % broken.length] as string;
    }
    case 'badTime':
      return good.replace(/^("?)[^,;\t"]+/, `$1${odd ? '13/1/2021' : 'soon'}`);
    case 'offInterval':
      return write({ openTimeMs: candle.openTimeMs + 1000 * (1 + (fault.variant % 50)) });
    case 'nonPositive':
      return write(odd ? { low: 0 } : { close: -candle.close });
    case 'highBelowLow':
      return write({ high: candle.low / 2 });
    case 'openCloseOutside':
      return write(odd ? { open: candle.low / 2 } : { close: candle.high * 2 });
    case 'negativeVolume':
      return write({ volume: -1 });
    case 'duplicate':
      return rowText({ ...candle, openTimeMs: (candles[fault.variant % (index + 1)] as Candle).openTimeMs }, form);
    case 'outOfOrder':
      return write({ openTimeMs: (candles[0] as Candle).openTimeMs - (1 + fault.variant) * intervalMs(interval) });
  }
}
