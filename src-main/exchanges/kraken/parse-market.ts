import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { candleColumnsOf } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import { createInstrument } from '../../model/instrument.ts';
import type { Quote } from '../../model/market-trade.ts';
import { moneyFromText, quantityFromText, ratioFromText } from '../../model/money.ts';
import type { Interval, TimestampMs } from '../../model/time.ts';
import { barOpenMs } from '../../model/time.ts';
import type { TradingRules, TradingStatus } from '../../model/trading-rules.ts';
import type { Pair, PairTable } from './pair-table.ts';
import { assetName } from './pair-table.ts';
import { decimalText, float, price, quantity, readRows, timeInSeconds } from './parse.ts';

export const VENUE = 'kraken';

export const serverTimeResult = z.object({ unixtime: timeInSeconds });
export const rowsResult = z.record(z.string(), z.unknown());

const pairRow = z.object({
  altname: z.string(),
  wsname: z.string().regex(/^[^/]+\/[^/]+$/),
  aclass_base: z.literal('currency'),
  base: z.string(),
  quote: z.string(),
  pair_decimals: z.int().min(0).max(12),
  lot_decimals: z.int().min(0).max(20),
  cost_decimals: z.int().min(0).max(20).optional(),
  fees: z.array(z.tuple([float, float])).optional(),
  ordermin: decimalText.optional(),
  costmin: decimalText.optional(),
  tick_size: decimalText.optional(),
  status: z.string().optional(),
});
type PairRow = z.infer<typeof pairRow>;

/** Quantities have 8 decimals here; a finer step cannot be traded and is not needed to. */
const MOST_LOT_DECIMALS = 8;
const DEFAULT_COST_DECIMALS = 5;
/** Percent of the lowest volume; stands in where a pair does not say. */
const DEFAULT_TAKER_FEE_PERCENT = 0.4;

const STATUSES: Readonly<Record<string, TradingStatus>> = {
  online: 'trading',
  limit_only: 'limitOnly',
  post_only: 'postOnly',
  cancel_only: 'cancelOnly',
  // Positions on margin may shrink and nothing else: nobody may buy or sell for cash.
  reduce_only: 'cancelOnly',
};

/** All pairs that trade for cash; rows that cannot be read are left out. */
export function pairsOf(result: Readonly<Record<string, unknown>>): Pair[] {
  return readRows(result, pairRow).flatMap(([name, row]) => pairOf(name, row) ?? []);
}

function pairOf(name: string, row: PairRow): Pair | undefined {
  const symbol = row.wsname.split('/').map(assetName).join('/');
  const step = power(-Math.min(row.lot_decimals, MOST_LOT_DECIMALS));
  const instrument = createInstrument(VENUE, symbol, { tick: row.tick_size ?? power(-row.pair_decimals), step });
  if (instrument === undefined || instrument.tick <= 0n) return undefined;
  return {
    instrument: { ...instrument, rules: rulesOf(row) },
    name,
    altName: row.altname,
    symbol,
    priceDecimals: row.pair_decimals,
    lotDecimals: row.lot_decimals,
    costDecimals: row.cost_decimals ?? DEFAULT_COST_DECIMALS,
    takerFee: ratioFromText(String((row.fees?.[0]?.[1] ?? DEFAULT_TAKER_FEE_PERCENT) / 100)),
    baseCode: row.base,
    quoteCode: row.quote,
  };
}

const power = (exponent: number): string => `1e${exponent}`;

function rulesOf({ status, ordermin, costmin }: PairRow): TradingRules {
  return {
    status: status === undefined ? 'trading' : (STATUSES[status] ?? 'halted'),
    minPrice: null,
    maxPrice: null,
    minQuantity: ordermin === undefined ? null : quantityFromText(ordermin),
    maxQuantity: null,
    maxMarketQuantity: null,
    minNotional: costmin === undefined ? null : moneyFromText(costmin),
    maxNotional: null,
    notionalOfMarketOrders: true,
    filterNames: {
      tick: 'tick_size',
      step: 'lot_decimals',
      minQuantity: 'ordermin',
      minNotional: 'costmin',
      status: 'status',
    },
  };
}

/** Kraken's minutes of the intervals it has. Its weeks begin on Thursdays, ours on Mondays: no 1w. */
export const INTERVAL_MINUTES: Readonly<Partial<Record<Interval, number>>> = {
  '1m': 1,
  '5m': 5,
  '15m': 15,
  '30m': 30,
  '1h': 60,
  '4h': 240,
  '1d': 1440,
};
export const CANDLE_INTERVALS = Object.keys(INTERVAL_MINUTES) as Interval[];

const candleRow = z.tuple([z.number(), price, price, price, price, float, quantity], z.unknown());

export type CandleSpan = { readonly interval: Interval; readonly fromMs: TimestampMs; readonly toMs: TimestampMs };

/** The rows within the span, in order of time: whatever it was asked for, Kraken answers with its newest rows. */
export function candlesOf(result: Readonly<Record<string, unknown>>, span: CandleSpan): CandleColumns | undefined {
  const series = Object.entries(result).find(([key]) => key !== 'last')?.[1];
  const rows = z.array(candleRow).safeParse(series);
  if (!rows.success) return undefined;
  const candles = rows.data
    .map(([seconds, open, high, low, close, , volume]) => ({
      openTimeMs: seconds * 1000,
      open,
      high,
      low,
      close,
      volume,
    }))
    .filter(({ openTimeMs }) => isWithin(openTimeMs, span))
    .sort((left, right) => left.openTimeMs - right.openTimeMs);
  return candleColumnsOf(candles.filter(({ openTimeMs }, index) => openTimeMs !== candles[index - 1]?.openTimeMs));
}

const isWithin = (openTimeMs: TimestampMs, { interval, fromMs, toMs }: CandleSpan): boolean =>
  openTimeMs >= fromMs && openTimeMs < toMs && barOpenMs(interval, openTimeMs) === openTimeMs;

const tickerRow = z.object({
  a: z.tuple([float], z.unknown()),
  b: z.tuple([float], z.unknown()),
  c: z.tuple([decimalText], z.unknown()),
});

/** Best prices by pair; Kraken gives them no time of their own. */
export function quotesOf(result: Readonly<Record<string, unknown>>, pairs: PairTable, timeMs: TimestampMs): Quote[] {
  return readRows(result, tickerRow).flatMap(([name, row]) => {
    const instrument: Instrument | undefined = pairs.named(name)?.instrument;
    if (instrument === undefined || !(row.a[0] > 0 && row.b[0] > 0)) return [];
    return { instrumentId: instrument.id, timeMs, bid: row.b[0], ask: row.a[0] };
  });
}

/** The last price of the only pair that was asked for, exact; undefined when it has none. */
export function lastPriceText(result: Readonly<Record<string, unknown>>): string | undefined {
  return readRows(result, tickerRow)[0]?.[1].c[0];
}
