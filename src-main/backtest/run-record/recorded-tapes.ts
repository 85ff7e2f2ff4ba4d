import type { CandleColumns } from '../../model/candle.ts';
import { CANDLE_COLUMN_NAMES } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Interval } from '../../model/time.ts';

/** SHA-256 over all parts, one after another, as lower-case hexadecimal digits. Doors that have cryptography hand it in. */
export type Digest = (parts: readonly Uint8Array[]) => string;

/** Which candles a run was made on. */
export type RecordedTape = {
  /** Where in the request they stood: field names joined by points, empty for the request's own. */
  readonly path: string;
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly candles: number;
  /** Opens of the first and the last candle, 0 without any. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Over the bytes of the six columns, little-endian float64, in the order of CANDLE_COLUMN_NAMES. */
  readonly digest: string;
};

/** Of what the candles are: an instrument or interval that an inner tape does not name is that of what it stands in. */
type Series = { readonly instrument: Instrument; readonly interval: Interval };
type FoundTape = { readonly path: string; readonly series: Series; readonly candles: CandleColumns };

/** Every tape of a request, wherever it stands in it: an object that has candles. */
export function tapesIn(request: Series, digest: Digest): readonly RecordedTape[] {
  return tapesUnder(request, '', request).map((tape) => recordedTape(tape, digest));
}

export function candlesDigest(candles: CandleColumns, digest: Digest): string {
  return digest(CANDLE_COLUMN_NAMES.map((name) => bytesOf(candles[name])));
}

export function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The same value without candles, at any depth. */
export function withoutCandles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCandles);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, field]) => !isCandles(field));
  return Object.fromEntries(entries.map(([name, field]) => [name, withoutCandles(field)]));
}

/** The same value with each path's candles put in where they stood. Throws RangeError for a path that leads nowhere. */
export function withCandles(value: unknown, candles: ReadonlyMap<string, CandleColumns>): unknown {
  const copy = structuredClone(value);
  for (const [path, columns] of candles) {
    const names = path === '' ? [] : path.split('.');
    const holder = names.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], copy);
    if (!isRecord(holder)) throw new RangeError(`path is "${path}", expected one that leads to a tape`);
    Object.assign(holder, { candles: columns });
  }
  return copy;
}

function tapesUnder(value: unknown, path: string, outer: Series): readonly FoundTape[] {
  if (!isRecord(value) && !Array.isArray(value)) return [];
  const series = isRecord(value) ? seriesOf(value, outer) : outer;
  return Object.entries(value).flatMap(([name, field]) => {
    if (isCandles(field)) return [{ path, series, candles: field }];
    return tapesUnder(field, path === '' ? name : `${path}.${name}`, series);
  });
}

function seriesOf({ instrument, interval }: Readonly<Record<string, unknown>>, outer: Series): Series {
  return {
    instrument: isRecord(instrument) ? (instrument as Instrument) : outer.instrument,
    interval: typeof interval === 'string' ? (interval as Interval) : outer.interval,
  };
}

function recordedTape({ path, series, candles }: FoundTape, digest: Digest): RecordedTape {
  const { openTimeMs } = candles;
  return {
    path,
    instrumentId: series.instrument.id,
    interval: series.interval,
    candles: openTimeMs.length,
    firstMs: openTimeMs[0] ?? 0,
    lastMs: openTimeMs[openTimeMs.length - 1] ?? 0,
    digest: candlesDigest(candles, digest),
  };
}

function isCandles(value: unknown): value is CandleColumns {
  return isRecord(value) && CANDLE_COLUMN_NAMES.every((name) => value[name] instanceof Float64Array);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
