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

type TapeHolder = { readonly instrument: Instrument; readonly interval: Interval; readonly candles: CandleColumns };

/** Every tape of a request, wherever it stands in it: an object that has instrument, interval and candles. */
export function tapesIn(request: object, digest: Digest): readonly RecordedTape[] {
  return holdersIn(request, '').map(({ path, holder }) => recordedTape(path, holder, digest));
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

function holdersIn(value: unknown, path: string): { readonly path: string; readonly holder: TapeHolder }[] {
  if (!isRecord(value) && !Array.isArray(value)) return [];
  const own = isRecord(value) && isCandles(value.candles) ? [{ path, holder: value as TapeHolder }] : [];
  const inner = Object.entries(value).flatMap(([name, field]) =>
    isCandles(field) ? [] : holdersIn(field, path === '' ? name : `${path}.${name}`),
  );
  return [...own, ...inner];
}

function recordedTape(path: string, { instrument, interval, candles }: TapeHolder, digest: Digest): RecordedTape {
  const { openTimeMs } = candles;
  return {
    path,
    instrumentId: instrument.id,
    interval,
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
