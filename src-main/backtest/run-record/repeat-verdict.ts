import type { RecordedValue } from './recorded-value.ts';
import type { RunRecord } from './run-record.ts';

export type RecordPart = 'data' | 'code' | 'settings' | 'result';

/** One thing that is not as it was recorded; `null` where there is none of it. */
export type RecordDifference = {
  readonly part: RecordPart;
  readonly what: string;
  readonly recorded: string | null;
  readonly repeated: string | null;
};

export type RepeatVerdict = {
  /** The result is the same to the bit, whatever else differs. */
  readonly bitEqual: boolean;
  readonly differences: readonly RecordDifference[];
};

/** What differs between a record and that of the same run made again: data, code, settings, result, in that order. */
export function compareRecords(recorded: RunRecord, repeated: RunRecord): RepeatVerdict {
  const texts = [recorded, repeated].map(textsOf) as [PartTexts, PartTexts];
  const differences = PARTS.flatMap((part) => differencesOf(part, texts[0][part], texts[1][part]));
  return { bitEqual: recorded.result === repeated.result, differences };
}

/** Every setting by its path: `params.fast`, `risk.sizeFraction`. */
export function flatSettings(settings: RecordedValue, path = ''): readonly (readonly [string, string])[] {
  if (settings === null) return [[path, 'none']];
  if (typeof settings !== 'object') return [[path, String(settings)]];
  const fields = Object.entries(settings as Readonly<Record<string, RecordedValue>>);
  const [only] = fields;
  if (fields.length === 1 && only?.[0].startsWith('$')) return [[path, plainText(only[1])]];
  if (fields.length === 0) return [[path, '']];
  return fields.flatMap(([name, value]) => flatSettings(value, path === '' ? name : `${path}.${name}`));
}

const plainText = (value: RecordedValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

const PARTS: readonly RecordPart[] = ['data', 'code', 'settings', 'result'];

type PartTexts = Readonly<Record<RecordPart, ReadonlyMap<string, string>>>;

function textsOf({ origin, tapes, settings, result }: RunRecord): PartTexts {
  const tapeText = ({ candles, digest }: RunRecord['tapes'][number]): string => `${candles} candles, ${digest}`;
  return {
    data: new Map(tapes.map((tape) => [`${tape.instrumentId} ${tape.interval}`, tapeText(tape)])),
    code: new Map([
      ['engine', origin.engineCode],
      ...(origin.strategyCode === null ? [] : ([['strategy', origin.strategyCode]] as const)),
    ]),
    settings: new Map(flatSettings(settings)),
    result: new Map([['result', result]]),
  };
}

function differencesOf(
  part: RecordPart,
  recorded: ReadonlyMap<string, string>,
  repeated: ReadonlyMap<string, string>,
): readonly RecordDifference[] {
  const names = [...new Set([...recorded.keys(), ...repeated.keys()])];
  return names
    .map((what) => ({ part, what, recorded: recorded.get(what) ?? null, repeated: repeated.get(what) ?? null }))
    .filter((one) => one.recorded !== one.repeated);
}
