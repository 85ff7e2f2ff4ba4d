import { resolve } from 'node:path';
import type { RecordedTape } from '../backtest/run-record/recorded-tapes.ts';
import type { RunRecord } from '../backtest/run-record/run-record.ts';
import { firstIndexAtOrAfter } from '../base/first-index-at-or-after.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { CandleColumns } from '../model/candle.ts';
import { sliceCandleColumns } from '../model/candle.ts';
import { readCandlesAt } from './candle-file.ts';
import type { CliPlace } from './command.ts';
import type { CommandOptions } from './options.ts';
import { readRecordFile } from './record-file.ts';

export const RECORD_OPTIONS = {
  record: 'file that `backtest --record` wrote',
  file: 'CSV file of its candles, plain or gzip',
  also: 'FILE:SYMBOL of each other symbol it looked at',
  'time-zone': 'zone of times that name none, UTC by default',
} as const;

export type ReadRecord = { readonly record: RunRecord; readonly candles: ReadonlyMap<string, CandleColumns> };

/** The record that `--record` names, with its candles. */
export async function readRecord(options: CommandOptions, place: CliPlace): Promise<Outcome<ReadRecord>> {
  const record = await readRecordFile(options.path('record', place.folder));
  if (!record.ok) return record;
  const candles = await readTapes(record.value, options, place);
  return candles.ok ? succeed({ record: record.value, candles: candles.value }) : candles;
}

/** The candles of each tape of the record: `--file` for the first, `--also FILE:SYMBOL` for the others. */
async function readTapes(
  { tapes }: RunRecord,
  options: CommandOptions,
  place: CliPlace,
): Promise<Outcome<ReadonlyMap<string, CandleColumns>>> {
  const found = new Map<string, CandleColumns>();
  for (const tape of tapes) {
    const path = tape.path === '' ? options.text('file') : fileOf(tape, options.all('also'));
    if (path === undefined) {
      return fail(
        'badArgument',
        `--also is missing, expected FILE:${symbolOf(tape)} with its candles of ${tape.interval}`,
      );
    }
    const series = { interval: tape.interval, timeZone: options.optional('time-zone') ?? 'UTC' };
    const file = await readCandlesAt(resolve(place.folder, path), series, place);
    if (!file.ok) return file;
    found.set(tape.path, spanOf(file.value.columns, tape));
  }
  return succeed(found);
}

const symbolOf = ({ instrumentId }: RecordedTape): string => instrumentId.slice(instrumentId.indexOf(':') + 1);

function fileOf(tape: RecordedTape, typed: readonly string[]): string | undefined {
  const end = `:${symbolOf(tape)}`;
  return typed.find((one) => one.endsWith(end))?.slice(0, -end.length);
}

/** A file may have grown since: what came later is no part of the run. */
function spanOf(columns: CandleColumns, { firstMs, lastMs }: RecordedTape): CandleColumns {
  const from = firstIndexAtOrAfter(columns.openTimeMs, firstMs);
  return sliceCandleColumns(columns, from, firstIndexAtOrAfter(columns.openTimeMs, lastMs + 1));
}
