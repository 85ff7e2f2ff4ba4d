import { setImmediate } from 'node:timers/promises';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed, toFailure } from '../base/outcome.ts';
import type { CandleColumns } from '../model/candle.ts';
import { findGaps } from '../model/gaps.ts';
import type { Interval, TimestampMs } from '../model/time.ts';
import type { ColumnMapping } from './column-names.ts';
import { readBeginning } from './csv-beginning.ts';
import type { CsvSource } from './csv-source.ts';
import { openCsvSource, readText } from './csv-source.ts';
import { LineSplitter } from './line-splitter.ts';
import { createLocalZone } from './local-zone.ts';
import { type Rejection, type RejectionKind, RejectionTally } from './rejections.ts';
import { RowOrder } from './row-order.ts';
import { planRows, type RowPlan } from './row-plan.ts';
import { RowReader } from './row-reader.ts';

export type CsvReadOptions = {
  readonly path: string;
  readonly interval: Interval;
  /** IANA name of the zone that times without a zone are in; UTC unless said otherwise. */
  readonly timeZone?: string;
  /** Overrules the mapping guessed from the header. */
  readonly mapping?: ColumnMapping;
};

export type CsvReadHooks = {
  /** Share of the file's bytes read, 0 to 1, rising. */
  readonly onProgress?: (fraction: number) => void;
  /** Asked after each quarter of a megabyte of text, which takes a few milliseconds. */
  readonly isCancelled?: () => boolean;
};

export type CsvReadReport = {
  /** Rows of data in the file: every line that is not blank, header and title left out. */
  readonly rows: number;
  readonly rejected: Readonly<Record<RejectionKind, Rejection>>;
  /** The file was newest first and was read backwards. */
  readonly descending: boolean;
  readonly gaps: number;
  readonly missingBars: number;
  /** Open time of the first and last candle taken; null when there is none. */
  readonly first: TimestampMs | null;
  readonly last: TimestampMs | null;
};

export type CsvReadResult = { readonly columns: CandleColumns; readonly report: CsvReadReport };

/**
 * Reads the candles of a CSV file (plain or gzip), oldest first. Nothing is altered: a row is taken as it is written or
 * rejected and counted. Failures: `fileNotFound`, `fileUnreadable` (also a damaged archive), `badArgument` (time zone,
 * mapping, or a header that does not say which column is which), `cancelled`, `noGoodRows` with the report in details.
 */
export async function readCsvCandles(
  options: CsvReadOptions,
  hooks: CsvReadHooks = {},
): Promise<Outcome<CsvReadResult>> {
  const timeZone = options.timeZone ?? 'UTC';
  const zone = createLocalZone(timeZone);
  if (zone === null)
    return fail('badArgument', `timeZone is "${timeZone}", expected an IANA name such as Europe/Berlin`);
  const source = await openCsvSource(options.path);
  if (!source.ok) return source;
  try {
    const layout = await readBeginning(source.value);
    const plan = planRows(layout, { ...options, zone });
    if (!plan.ok) return plan;
    return await readRows(source.value, layout.skipLines, plan.value, hooks);
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  }
}

async function readRows(
  source: CsvSource,
  skipLines: number,
  plan: RowPlan,
  hooks: CsvReadHooks,
): Promise<Outcome<CsvReadResult>> {
  const rejected = new RejectionTally();
  const order = new RowOrder();
  const reader = new RowReader(plan);
  let rows = 0;
  const lines = new LineSplitter((text, start, end, line) => {
    if (line <= skipLines || isBlank(text, start, end)) return;
    rows++;
    const fault = reader.read(text, start, end);
    if (fault === null) order.take(reader.candle, line, () => text.slice(start, end));
    else rejected.add(fault, line, text.slice(start, end));
  });
  for await (const piece of readText(source)) {
    // Hands the event loop a turn, so that a cancel can arrive at all.
    await setImmediate();
    if (hooks.isCancelled?.() === true) return fail('cancelled', `reading of "${source.path}" was cancelled`);
    lines.push(piece.text);
    hooks.onProgress?.(source.bytes === 0 ? 1 : Math.min(1, piece.bytesRead / source.bytes));
  }
  lines.end();
  const ordered = order.finish();
  rejected.absorb(ordered.rejected);
  return toResult(source.path, plan.interval, ordered.columns, {
    rows,
    rejected: rejected.report(),
    descending: order.isDescending,
  });
}

function toResult(
  path: string,
  interval: Interval,
  columns: CandleColumns,
  counts: Pick<CsvReadReport, 'rows' | 'rejected' | 'descending'>,
): Outcome<CsvReadResult> {
  const times = columns.openTimeMs;
  const { gaps, missingBars } = findGaps(times, interval, 0);
  const report: CsvReadReport = {
    ...counts,
    gaps,
    missingBars,
    first: times[0] ?? null,
    last: times[times.length - 1] ?? null,
  };
  if (times.length > 0) return succeed({ columns, report });
  return fail('noGoodRows', `file is "${path}": none of its ${counts.rows} rows is a candle of ${interval}`, {
    report,
  });
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9) return false;
  }
  return true;
}
