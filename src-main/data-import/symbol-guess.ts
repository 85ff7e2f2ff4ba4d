import type { Interval } from '../model/time.ts';
import { INTERVALS, intervalMs } from '../model/time.ts';

export type SymbolAndInterval = { readonly symbol: string | null; readonly interval: Interval | null };

/** Longer names first where one ends like another (`BTCUSDT` is quoted in USDT, not in USD or DT). */
const QUOTE_ASSETS = [
  'FDUSD',
  'USDT',
  'USDC',
  'BUSD',
  'TUSD',
  'USDE',
  'DAI',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'CHF',
  'AUD',
  'CAD',
  'TRY',
  'BRL',
  'KRW',
  'BTC',
  'XBT',
  'ETH',
  'BNB',
];

const NAMED_INTERVALS: Readonly<Record<string, Interval>> = {
  minute: '1m',
  min: '1m',
  hour: '1h',
  hourly: '1h',
  day: '1d',
  daily: '1d',
  d: '1d',
  week: '1w',
  weekly: '1w',
};

/**
 * A guess at what a file holds: the symbol (`BTC-USDT`) from its name, the interval from the commonest step between its
 * first times, or from its name when there are too few. `firstTimes` are epoch milliseconds in the file's order.
 */
export function guessSymbolAndInterval(fileName: string, firstTimes: readonly number[]): SymbolAndInterval {
  const stem = fileName.replace(/(\.(csv|gz|txt|tsv))+$/i, '');
  const words = stem.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return { symbol: symbolOf(words), interval: intervalOfTimes(firstTimes) ?? intervalOfName(words) };
}

function symbolOf(words: readonly string[]): string | null {
  const upper = words.map((word) => word.toUpperCase());
  for (let index = 1; index < upper.length; index++) {
    const base = upper[index - 1] as string;
    const quote = upper[index] as string;
    if (QUOTE_ASSETS.includes(quote) && isBase(base)) return `${base}-${quote}`;
  }
  for (const word of upper) {
    const pair = splitPair(word);
    if (pair !== null) return pair;
  }
  return null;
}

function splitPair(word: string): string | null {
  const quote = QUOTE_ASSETS.find((asset) => word.length > asset.length && word.endsWith(asset));
  if (quote === undefined) return null;
  const base = word.slice(0, -quote.length);
  return isBase(base) ? `${base}-${quote}` : null;
}

function isBase(word: string): boolean {
  return /^(?=.*[A-Z])[A-Z0-9]{2,10}$/.test(word) && intervalOfName([word]) === null;
}

function intervalOfTimes(times: readonly number[]): Interval | null {
  const counts = new Map<number, number>();
  for (let index = 1; index < times.length; index++) {
    const stepMs = Math.abs((times[index] as number) - (times[index - 1] as number));
    counts.set(stepMs, (counts.get(stepMs) ?? 0) + 1);
  }
  const [stepMs] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0]);
  return INTERVALS.find((interval) => intervalMs(interval) === stepMs) ?? null;
}

function intervalOfName(words: readonly string[]): Interval | null {
  for (const word of words) {
    const lower = word.toLowerCase();
    const turned = lower.replace(/^(m|h|d|w)(\d+)$/, '$2$1').replace(/^(\d+)(min|minutes?)$/, '$1m');
    const known = INTERVALS.find((interval) => interval === turned) ?? NAMED_INTERVALS[lower];
    if (known !== undefined) return known;
  }
  return null;
}
