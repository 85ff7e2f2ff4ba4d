import { basename } from 'node:path';
import type { Outcome } from '../base/outcome.ts';
import { succeed, toFailure } from '../base/outcome.ts';
import type { Interval } from '../model/time.ts';
import type { ColumnMapping } from './column-names.ts';
import { readBeginning } from './csv-beginning.ts';
import { type CsvLayout, clockColumnOf } from './csv-layout.ts';
import type { CsvSource } from './csv-source.ts';
import { openCsvSource } from './csv-source.ts';
import type { Delimiter } from './row-fields.ts';
import { guessSymbolAndInterval } from './symbol-guess.ts';
import { isWallClock, parseDateAndClock, parseTime, type TimeFormat, timeFormatOf } from './time-field.ts';

/** What a look at a CSV file's beginning says about it; all of it can be overruled. */
export type CsvPreview = {
  readonly path: string;
  readonly fileName: string;
  /** Size of the file as it lies on the disk, packed or not. */
  readonly bytes: number;
  readonly delimiter: Delimiter;
  readonly decimalComma: boolean;
  readonly header: readonly string[] | null;
  readonly mapping: ColumnMapping | null;
  readonly timeFormat: TimeFormat | null;
  /** Times carry no zone of their own, so the person must name one. */
  readonly needsTimeZone: boolean;
  readonly guessedSymbol: string | null;
  readonly guessedInterval: Interval | null;
  readonly rows: readonly (readonly string[])[];
};

const ROWS_SHOWN = 20;
const UTC = { toUtcMs: (wallMs: number): number => wallMs };

/** Looks at the first lines of a file. Failures: `fileNotFound`, `fileUnreadable`. */
export async function previewCsv(path: string): Promise<Outcome<CsvPreview>> {
  const source = await openCsvSource(path);
  if (!source.ok) return source;
  try {
    return succeed(describe(source.value, await readBeginning(source.value)));
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  }
}

function describe(source: CsvSource, layout: CsvLayout): CsvPreview {
  const { mapping } = layout;
  const fileName = basename(source.path);
  const clockColumn = mapping === null ? null : clockColumnOf(layout, mapping);
  const column = mapping?.time ?? -1;
  const timeTexts = layout.rows.map((row) => row[column] ?? '').filter((text) => timeFormatOf(text) !== null);
  const times = layout.rows
    .map((row) => timeOf(row[column] ?? '', clockColumn === null ? null : (row[clockColumn] ?? '')))
    .filter((timeMs) => !Number.isNaN(timeMs));
  const guess = guessSymbolAndInterval(fileName, times);
  return {
    path: source.path,
    fileName,
    bytes: source.bytes,
    delimiter: layout.delimiter,
    decimalComma: layout.decimalMark === ',',
    header: layout.header,
    mapping,
    timeFormat: timeFormatOf(timeTexts[0] ?? ''),
    needsTimeZone: timeTexts.some(isWallClock),
    guessedSymbol: guess.symbol,
    guessedInterval: guess.interval,
    rows: layout.rows.slice(0, ROWS_SHOWN),
  };
}

function timeOf(text: string, clock: string | null): number {
  if (clock === null) return parseTime(text, 0, text.length, UTC);
  return parseDateAndClock(
    `${text} ${clock}`,
    [0, text.length],
    [text.length + 1, text.length + 1 + clock.length],
    UTC,
  );
}
