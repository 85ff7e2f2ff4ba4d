/** Which column (from 0) of a file holds what. */
export type ColumnMapping = {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** null when the file has no volume; it is then 0. */
  readonly volume: number | null;
};

/** Names are compared without case, blanks, marks and a leading number (`1. open`). The first that is there wins. */
const OPEN_NAMES = ['open', 'o', 'openprice', 'priceopen'];
const HIGH_NAMES = ['high', 'h', 'highprice', 'pricehigh', 'max'];
const LOW_NAMES = ['low', 'l', 'lowprice', 'pricelow', 'min'];
const CLOSE_NAMES = ['close', 'c', 'closeprice', 'priceclose', 'closelast', 'last', 'price'];
const TIME_NAMES = [
  'opentime',
  'timestamp',
  'datetime',
  'unix',
  'unixtime',
  'unixtimestamp',
  'epoch',
  'time',
  'date',
  'opentimestamp',
  'timeopen',
  'starttime',
  'timeperiodstart',
  'start',
  'day',
  't',
  'ts',
];
const TIME_PREFIXES = ['timestamp', 'opentime', 'datetime', 'gmttime', 'localtime', 'time', 'date'];
const VOLUME_NAMES = ['volume', 'v', 'vol', 'basevolume', 'volumebase', 'volumetraded'];
const TICK_VOLUME_NAMES = ['tickvolume', 'tickvol', 'volumefrom'];
const QUOTE_VOLUME = /usd|eur|gbp|jpy|krw|try|quote|currency|turnover/;

export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^\d+(?=[a-z])/, '');
}

export type PriceColumns = Omit<ColumnMapping, 'time'>;

/** The price and volume columns a header names; null unless open, high, low and close are all there. */
export function priceColumnsOf(header: readonly string[]): PriceColumns | null {
  const names = header.map(plainName);
  const [open, high, low, close] = [OPEN_NAMES, HIGH_NAMES, LOW_NAMES, CLOSE_NAMES].map((known) =>
    firstOf(names, known),
  );
  if (open === undefined || high === undefined || low === undefined || close === undefined) return null;
  if (Math.min(open, high, low, close) < 0) return null;
  return { open, high, low, close, volume: volumeColumnOf(names) };
}

/** Columns that may hold the time, the likeliest first: by name, then those without a name (a saved index). */
export function timeColumnsOf(header: readonly string[]): readonly number[] {
  const names = header.map(plainName);
  const exact = TIME_NAMES.map((name) => names.indexOf(name)).filter((index) => index >= 0);
  const similar = TIME_PREFIXES.flatMap((prefix) =>
    names.flatMap((name, index) => (name.startsWith(prefix) && !name.includes('close') ? [index] : [])),
  );
  const nameless = names.flatMap((name, index) =>
    name === '' || name === 'index' || name === 'unnamed0' ? [index] : [],
  );
  return [...new Set([...exact, ...similar, ...nameless])];
}

/** Volume in the base asset where the header tells it from the quote asset's. */
function volumeColumnOf(names: readonly string[]): number | null {
  const exact = firstOf(names, VOLUME_NAMES);
  if (exact >= 0) return exact;
  const named = names.flatMap((name, index) => (name.startsWith('volume') ? [index] : []));
  const base = named.find((index) => !QUOTE_VOLUME.test(names[index] ?? ''));
  const tick = firstOf(names, TICK_VOLUME_NAMES);
  return base ?? (tick >= 0 ? tick : (named[0] ?? null));
}

function firstOf(names: readonly string[], known: readonly string[]): number {
  for (const name of known) {
    const index = names.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}
