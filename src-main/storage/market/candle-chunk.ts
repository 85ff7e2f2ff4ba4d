import type { CandleColumns } from '../../model/candle.ts';
import { CANDLE_COLUMN_NAMES, createCandleColumns, sliceCandleColumns } from '../../model/candle.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import { intervalMs } from '../../model/time.ts';

const BARS_A_CHUNK = 1440;
const BYTES_A_VALUE = 8;
export const BYTES_A_CANDLE = CANDLE_COLUMN_NAMES.length * BYTES_A_VALUE;

/** Time one chunk covers: a UTC day of 1m bars, and as many bars of every other interval. */
export function chunkSpanMs(interval: Interval): number {
  return BARS_A_CHUNK * intervalMs(interval);
}

/** Start of the chunk `timeMs` belongs to. */
export function chunkStartMs(interval: Interval, timeMs: TimestampMs): TimestampMs {
  const spanMs = chunkSpanMs(interval);
  return Math.floor(timeMs / spanMs) * spanMs;
}

/** The columns one after another, little-endian, as every platform we run on has them in memory. */
export function encodeChunk(columns: CandleColumns): Buffer {
  const length = columns.openTimeMs.length;
  const bytes = Buffer.allocUnsafeSlow(length * BYTES_A_CANDLE);
  CANDLE_COLUMN_NAMES.forEach((name, index) => {
    bytes.set(bytesOf(columns[name]), index * length * BYTES_A_VALUE);
  });
  return bytes;
}

/** Columns to be filled from chunks, over one block of memory that is not cleared first: clearing costs as much as filling. */
export type ChunkSink = { readonly columns: CandleColumns; readonly bytes: readonly Uint8Array[]; rows: number };

export function createChunkSink(length: number): ChunkSink {
  const block = Buffer.allocUnsafeSlow(length * BYTES_A_CANDLE).buffer;
  const size = length * BYTES_A_VALUE;
  const column = (index: number): Float64Array => new Float64Array(block, index * size, length);
  return {
    columns: {
      openTimeMs: column(0),
      open: column(1),
      high: column(2),
      low: column(3),
      close: column(4),
      volume: column(5),
    },
    bytes: CANDLE_COLUMN_NAMES.map((_, index) => new Uint8Array(block, index * size, size)),
    rows: 0,
  };
}

/** Adds a chunk's candles to the sink. The caller made the sink long enough. */
export function decodeChunkInto(sink: ChunkSink, chunk: Uint8Array): void {
  const size = chunk.length / CANDLE_COLUMN_NAMES.length;
  const at = sink.rows * BYTES_A_VALUE;
  sink.bytes.forEach((column, index) => {
    column.set(chunk.subarray(index * size, (index + 1) * size), at);
  });
  sink.rows += size / BYTES_A_VALUE;
}

export function decodeChunk(chunk: Uint8Array): CandleColumns {
  const sink = createChunkSink(chunk.length / BYTES_A_CANDLE);
  decodeChunkInto(sink, chunk);
  return sink.columns;
}

export type MergedCandles = { readonly columns: CandleColumns; readonly inserted: number; readonly changed: number };

/** Upsert by time: `incoming` rows are added or replace the stored row of the same time; both rise strictly in time. */
export function mergeCandles(stored: CandleColumns, incoming: CandleColumns): MergedCandles {
  const storedLength = stored.openTimeMs.length;
  const incomingLength = incoming.openTimeMs.length;
  const columns = createCandleColumns(storedLength + incomingLength);
  let left = 0;
  let right = 0;
  let row = 0;
  let changed = 0;
  while (left < storedLength || right < incomingLength) {
    const leftMs = stored.openTimeMs[left] ?? Number.POSITIVE_INFINITY;
    const rightMs = incoming.openTimeMs[right] ?? Number.POSITIVE_INFINITY;
    if (leftMs === rightMs && !isSameRow(stored, left, incoming, right)) changed++;
    if (rightMs <= leftMs) copyRow(columns, row++, incoming, right++);
    else copyRow(columns, row++, stored, left);
    if (leftMs <= rightMs) left++;
  }
  return { columns: sliceCandleColumns(columns, 0, row), inserted: row - storedLength, changed };
}

function isSameRow(left: CandleColumns, leftRow: number, right: CandleColumns, rightRow: number): boolean {
  return (
    left.open[leftRow] === right.open[rightRow] &&
    left.high[leftRow] === right.high[rightRow] &&
    left.low[leftRow] === right.low[rightRow] &&
    left.close[leftRow] === right.close[rightRow] &&
    left.volume[leftRow] === right.volume[rightRow]
  );
}

function copyRow(target: CandleColumns, targetRow: number, source: CandleColumns, sourceRow: number): void {
  target.openTimeMs[targetRow] = source.openTimeMs[sourceRow] as number;
  target.open[targetRow] = source.open[sourceRow] as number;
  target.high[targetRow] = source.high[sourceRow] as number;
  target.low[targetRow] = source.low[sourceRow] as number;
  target.close[targetRow] = source.close[sourceRow] as number;
  target.volume[targetRow] = source.volume[sourceRow] as number;
}

function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
