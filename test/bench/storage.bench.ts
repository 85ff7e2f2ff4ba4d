import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '../../src-main/base/outcome.ts';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import { CANDLE_COLUMN_NAMES, createCandleColumns, sliceCandleColumns } from '../../src-main/model/candle.ts';
import { createPyramid } from '../../src-main/storage/candles/candle-pyramid.ts';
import { windowOf, windowPlace } from '../../src-main/storage/candles/candle-window.ts';
import { encodeChunk } from '../../src-main/storage/market/candle-chunk.ts';
import { openMarketDatabase } from '../../src-main/storage/market/market-database.ts';
import { createMarketReader } from '../../src-main/storage/market/market-reader.ts';
import type { Bench, BenchResult } from './bench.ts';

const BARS = 1_000_000;
const READ_BARS = 100_000;
const START_MS = 1_600_000_020_000;
const MINUTE_MS = 60_000;
const KEY = { instrumentId: 'imported:BTC-USDT', interval: '1m' } as const;

/** A million 1m bars whose bytes do not repeat. */
function bars(): CandleColumns {
  const columns = createCandleColumns(BARS);
  let state = 88_172_645;
  for (let row = 0; row < BARS; row++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const open = 60_000 + state / 1e6;
    columns.openTimeMs[row] = START_MS + row * MINUTE_MS;
    columns.open[row] = open;
    columns.high[row] = open + 20.5;
    columns.low[row] = open - 19.25;
    columns.close[row] = open + 3.125;
    columns.volume[row] = (state >>> 8) / 1000;
  }
  return columns;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] as number;
}

/** Medians in milliseconds of both, run in turn so that whatever slows the machine down slows both. */
function alternate(runs: number, ours: (run: number) => void, reference: (run: number) => void): [number, number] {
  const [ourTimes, referenceTimes]: [number[], number[]] = [[], []];
  for (let run = -2; run < runs; run++) {
    const [referenceTime, ourTime] = [timed(() => reference(run)), timed(() => ours(run))];
    if (run >= 0) {
      referenceTimes.push(referenceTime);
      ourTimes.push(ourTime);
    }
  }
  return [median(ourTimes), median(referenceTimes)];
}

function resultOf(name: string, unit: string, value: number, reference: number): BenchResult {
  return { name, value, unit, reference, ratio: value / reference };
}

function writeFile(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w');
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
}

/** Into an empty database each time, against the same bytes written to a file and synced. */
function benchWrite(folder: string, columns: CandleColumns): BenchResult {
  const market = unwrap(openMarketDatabase(folder));
  const bytes = encodeChunk(columns);
  const write = (run: number) =>
    void unwrap(market.write({ instrumentId: `imported:RUN${run}-X`, interval: '1m' }, columns));
  const [ours, plain] = alternate(5, write, () => writeFile(join(folder, 'plain-write'), bytes));
  market.close();
  const perSecond = (milliseconds: number): number => BARS / milliseconds / 1000;
  return resultOf('candle store write', 'million candles/s', perSecond(ours), perSecond(plain));
}

/** From the middle of a long series, against a file of the same candles read into the same columns. */
function benchRead(folder: string, columns: CandleColumns): BenchResult {
  const market = unwrap(openMarketDatabase(folder));
  unwrap(market.write(KEY, columns));
  market.close();
  const reader = createMarketReader(folder);
  const plain = join(folder, 'plain-read');
  writeFile(plain, encodeChunk(sliceCandleColumns(columns, 0, READ_BARS)));
  const fromMs = START_MS + 432_100 * MINUTE_MS;
  const range = { ...KEY, fromMs, toMs: fromMs + READ_BARS * MINUTE_MS };
  const readPlain = (): void => {
    const bytes = readFileSync(plain);
    const target = createCandleColumns(READ_BARS);
    CANDLE_COLUMN_NAMES.forEach((name, index) => {
      const size = READ_BARS * 8;
      new Uint8Array(target[name].buffer).set(bytes.subarray(index * size, (index + 1) * size));
    });
  };
  const [ours, reference] = alternate(31, () => void unwrap(reader.read(range)), readPlain);
  reader.close();
  return resultOf('candle store read 100,000 into columns', 'ms', ours, reference);
}

/** A window over all bars, against one plain pass that joins them into as many rows. */
function benchWindow(columns: CandleColumns): readonly BenchResult[] {
  const pyramid = createPyramid(columns);
  const request = { fromMs: START_MS + 7 * MINUTE_MS, toMs: START_MS + 999_000 * MINUTE_MS, maxBars: 1000 };
  const plainPass = (): Float64Array => {
    const rows = new Float64Array(3 * 1000);
    rows.fill(Number.NEGATIVE_INFINITY);
    for (let bar = 0; bar < BARS; bar++) {
      const row = Math.floor(bar / 1000) * 3;
      rows[row] = Math.max(rows[row] as number, columns.high[bar] as number);
      rows[row + 1] = Math.max(rows[row + 1] as number, -(columns.low[bar] as number));
      rows[row + 2] = (rows[row + 2] as number) + (columns.volume[bar] as number);
    }
    return rows;
  };
  const window = () => void windowOf(pyramid, windowPlace(columns.openTimeMs, request));
  const [ours, plain] = alternate(31, window, () => void plainPass());
  const [build] = alternate(
    9,
    () => void createPyramid(columns),
    () => void plainPass(),
  );
  return [
    resultOf('candle window of 1,000,000 bars', 'ms', ours, plain),
    resultOf('candle pyramid of 1,000,000 bars', 'ms', build, plain),
  ];
}

/** The candle store against plain files, chart windows against a plain pass. */
export const bench: Bench = {
  name: 'storage',
  async run() {
    const columns = bars();
    const folders = ['write', 'read'].map((name) => mkdtempSync(join(tmpdir(), `bellwether-bench-${name}-`)));
    const [write = '', read = ''] = folders;
    try {
      return [benchWrite(write, columns), benchRead(read, columns), ...benchWindow(columns)];
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true });
    }
  },
};
