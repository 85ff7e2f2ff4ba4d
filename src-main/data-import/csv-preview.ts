import { basename } from 'node:path';
import type { Outcome } from '../base/outcome.ts';
import { succeed, toFailure } from '../base/outcome.ts';
import type { Interval } from '../model/time.ts';
import type { ColumnMapping } from './column-names.ts';
import { type CsvLayout, clockColumnOf, detectLayout } from './csv-layout.ts';
import type { CsvSource } from './csv-source.ts';
import { openCsvSource, readText } from './csv-source.ts';
import { LineSplitter } from './line-splitter.ts';
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

const SAMPLE_LINES = 300;
const ROWS_SHOWN = 20;
const UTC = { toUtcMs: (wallMs: number): number => wallMs };

/** Looks at the first lines of a file. Failures: `fileNotFound`, `fileUnreadable`. */
export async function previewCsv(path: string): Promise<Outcome<CsvPreview>> {
  const source = await openCsvSource(path);
  if (!source.ok) return source;
  try {
    const { layout } = await readBeginning(source.value);
    return succeed(describe(source.value, layout));
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  }
}

/** The layout that the first few hundred lines show. Throws FailureError when the file cannot be read. */
export async function readBeginning(source: CsvSource): Promise<{ readonly layout: CsvLayout }> {
  const lines: string[] = [];
  const splitter = new LineSplitter((text, start, end) => {
    if (lines.length < SAMPLE_LINES) lines.push(text.slice(start, end));
  });
  let isWhole = true;
  for await (const piece of readText(source)) {
    splitter.push(piece.text);
    if (lines.length < SAMPLE_LINES) continue;
    isWhole = false;
    break;
  }
  if (isWhole) splitter.end();
  return { layout: detectLayout(lines) };
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
