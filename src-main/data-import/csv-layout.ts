import type { ColumnMapping } from './column-names.ts';
import { plainName, priceColumnsOf, timeColumnsOf } from './column-names.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { detectDialect, fieldTexts } from './csv-dialect.ts';
import { parseDecimal } from './decimal-field.ts';
import { timeFormatOf } from './time-field.ts';

/** How a file is laid out, as far as its beginning tells. */
export type CsvLayout = CsvDialect & {
  /** Lines before the first row of data: a title, if any, and the header. */
  readonly skipLines: number;
  readonly header: readonly string[] | null;
  /** Fields a whole row has. */
  readonly columns: number;
  /** null when the header does not tell which column is which. */
  readonly mapping: ColumnMapping | null;
  /** The first rows of data, as texts. */
  readonly rows: readonly (readonly string[])[];
};

/** Some download sites put a line about themselves above the header. */
const HEADER_WITHIN_LINES = 5;
const CLOCK = /^\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?$/;
const COMPACT_CLOCK = /^\d{4}(?:\d\d)?$/;

/** `lines` are the first lines of the file, blank ones included, as many as there are up to a few hundred. */
export function detectLayout(lines: readonly string[]): CsvLayout {
  const dialect = detectDialect(lines.filter((line) => line.trim() !== ''));
  const texts = lines.map((line) => (line.trim() === '' ? [] : fieldTexts(line, dialect.delimiter)));
  const headerAt = findHeader(texts, dialect);
  const skipLines = headerAt + 1;
  const header = headerAt < 0 ? null : (texts[headerAt] ?? null);
  const rows = texts.slice(skipLines).filter((row) => row !== null && row.length > 0) as string[][];
  const columns = columnCount(header, rows);
  const mapping = header === null ? usualMapping(rows, columns) : namedMapping(header, rows);
  return { ...dialect, skipLines, header, columns, mapping: withoutEmptyVolume(mapping, rows), rows };
}

/**
 * The column whose time of day belongs to the dates in the mapping's time column: the next one, when it holds nothing
 * else (MetaTrader's `<DATE>,<TIME>`). null when the time is in one column, as usual.
 */
export function clockColumnOf(layout: CsvLayout, mapping: ColumnMapping): number | null {
  const next = mapping.time + 1;
  const taken = [mapping.open, mapping.high, mapping.low, mapping.close, mapping.volume].includes(next);
  const rows = layout.rows.filter((row) => row.length > next);
  if (taken || rows.length === 0) return null;
  const form = plainName(layout.header?.[next] ?? '') === 'time' ? [CLOCK, COMPACT_CLOCK] : [CLOCK];
  const fits = rows.filter(
    (row) => form.some((clock) => clock.test(row[next] ?? '')) && !/\d:\d/.test(row[mapping.time] ?? ''),
  );
  return fits.length * 2 > rows.length ? next : null;
}

/**
 * The header is a line that names the four prices, within the first few. Otherwise the first line is one when none of
 * its fields is a number or a time and at least one is a word, and other lines look like rows.
 */
function findHeader(texts: readonly (readonly string[] | null)[], dialect: CsvDialect): number {
  const named = texts
    .slice(0, HEADER_WITHIN_LINES)
    .findIndex((fields) => fields !== null && priceColumnsOf(fields) !== null);
  if (named >= 0) return named;
  const first = texts.findIndex((fields) => fields === null || fields.length > 0);
  const fields = texts[first] ?? null;
  if (fields === null || fields.length < 5) return -1;
  const isValue = (field: string): boolean =>
    timeFormatOf(field) !== null ||
    !Number.isNaN(parseDecimal(field, 0, field.length, dialect.decimalMark)) ||
    /^(nan|null|none|n\/a|[+-]?inf(inity)?)$/i.test(field);
  return !fields.some(isValue) && fields.some((field) => /[a-z]/i.test(field)) ? first : -1;
}

function columnCount(header: readonly string[] | null, rows: readonly (readonly string[])[]): number {
  if (header !== null) return header.length;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0] ?? 0;
}

/** Without a header: time, open, high, low, close, volume, as exchanges dump them; what follows is left alone. */
function usualMapping(rows: readonly (readonly string[])[], columns: number): ColumnMapping | null {
  if (columns < 5) return null;
  const withClock = rows.filter((row) => CLOCK.test(row[1] ?? '')).length * 2 > rows.length;
  const open = withClock ? 2 : 1;
  if (columns < open + 4) return null;
  return {
    time: 0,
    open,
    high: open + 1,
    low: open + 2,
    close: open + 3,
    volume: columns > open + 4 ? open + 4 : null,
  };
}

/** With a header: by its names; the time column must also hold times, in the rows seen, if any column does. */
function namedMapping(header: readonly string[], rows: readonly (readonly string[])[]): ColumnMapping | null {
  const prices = priceColumnsOf(header);
  if (prices === null) return null;
  const taken = Object.values(prices);
  const candidates = timeColumnsOf(header).filter((column) => !taken.includes(column));
  const others = header.map((_, column) => column).filter((column) => !taken.includes(column));
  const holdsTimes = (column: number): boolean =>
    rows.filter((row) => timeFormatOf(row[column] ?? '') !== null).length * 2 > rows.length;
  const time = candidates.find(holdsTimes) ?? candidates[0] ?? others.find(holdsTimes);
  return time === undefined ? null : { time, ...prices };
}

/** A volume column that is empty in every row seen is no volume. */
function withoutEmptyVolume(mapping: ColumnMapping | null, rows: readonly (readonly string[])[]): ColumnMapping | null {
  if (mapping === null || mapping.volume === null || rows.length === 0) return mapping;
  const column = mapping.volume;
  return rows.every((row) => (row[column] ?? '') === '') ? { ...mapping, volume: null } : mapping;
}
