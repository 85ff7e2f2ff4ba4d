import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { Interval } from '../model/time.ts';
import type { ColumnMapping } from './column-names.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { type CsvLayout, clockColumnOf } from './csv-layout.ts';
import type { LocalZone } from './local-zone.ts';

/** Everything needed to turn a line into a candle. */
export type RowPlan = CsvDialect & {
  readonly columns: number;
  readonly mapping: ColumnMapping;
  /** Column of the time of day when the time column holds dates alone. */
  readonly clockColumn: number | null;
  readonly interval: Interval;
  readonly zone: LocalZone;
};

/** A file too narrow for candles is read all the same: each of its rows is then counted as malformed. */
const NARROW_MAPPING: ColumnMapping = { time: 0, open: 1, high: 2, low: 3, close: 4, volume: null };
const NARROWEST = 5;

export type RowWishes = {
  readonly interval: Interval;
  readonly zone: LocalZone;
  /** Overrules the mapping guessed from the header. */
  readonly mapping?: ColumnMapping;
};

/** How the rows of a file so laid out are to be read; `badArgument` when the mapping is wrong or missing. */
export function planRows(layout: CsvLayout, options: RowWishes): Outcome<RowPlan> {
  const isNarrow = layout.columns < NARROWEST;
  const mapping = options.mapping ?? layout.mapping ?? (isNarrow ? NARROW_MAPPING : null);
  if (mapping === null) {
    const header = layout.header?.join(layout.delimiter) ?? '';
    return fail(
      'badArgument',
      `mapping is not given and the header "${header}" does not name time, open, high, low and close`,
      {
        header: layout.header,
      },
    );
  }
  const wrong = options.mapping === undefined ? null : faultOfMapping(options.mapping, layout.columns);
  if (wrong !== null) return fail('badArgument', wrong);
  return succeed({
    delimiter: layout.delimiter,
    decimalMark: layout.decimalMark,
    columns: Math.max(layout.columns, isNarrow ? NARROWEST : 0),
    mapping,
    clockColumn: clockColumnOf(layout, mapping),
    interval: options.interval,
    zone: options.zone,
  });
}

function faultOfMapping(mapping: ColumnMapping, columns: number): string | null {
  for (const name of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
    const column = mapping[name];
    if (column === null && name === 'volume') continue;
    if (!Number.isInteger(column) || (column as number) < 0 || (column as number) >= columns) {
      return `mapping.${name} is ${column}, expected a column from 0 to ${columns - 1}`;
    }
  }
  return null;
}
