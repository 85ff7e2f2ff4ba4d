import type { CandleColumns } from '../../src-main/model/candle.ts';

/**
 * `sma-cross` as the specification tells it, with whole fractions and nothing of the engine: slow, plain, independent.
 * All amounts are integers over 10^SCALE; prices come in as decimal text.
 */
const SCALE = 40;
const ONE = 10n ** BigInt(SCALE);

export type OracleOptions = {
  readonly fast: number;
  readonly slow: number;
  readonly direction: 'long' | 'both';
  /** Basis points, as decimal text. */
  readonly feeBps: string;
  readonly slippageBps: string;
  readonly spreadBps: string;
  readonly capital: string;
  readonly sizeFraction: string;
  /** Decimal places of prices and of quantities. */
  readonly priceScale: number;
  readonly quantityScale: number;
};

export type OracleTrade = {
  readonly side: 'long' | 'short';
  readonly entryTimeMs: number;
  readonly entryPrice: bigint;
  readonly exitTimeMs: number;
  readonly exitPrice: bigint;
  readonly quantity: bigint;
  readonly fee: bigint;
  readonly profit: bigint;
  readonly exitReason: 'signal' | 'end';
};

export type OracleResult = { readonly trades: readonly OracleTrade[]; readonly cash: bigint };

/** Decimal text as an integer over 10^SCALE. */
export function exact(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = mantissa.replace(/^[-+]/, '').split('.');
  const shift = SCALE - fraction.length + Number(exponent);
  if (shift < 0) throw new Error(`${text} has more than ${SCALE} places`);
  const units = BigInt(whole + fraction) * 10n ** BigInt(shift);
  return negative ? -units : units;
}

const times = (a: bigint, b: bigint): bigint => (a * b) / ONE;
const floorTo = (value: bigint, places: number): bigint => value - (value % 10n ** BigInt(SCALE - places));
const ceilTo = (value: bigint, places: number): bigint => -floorDown(-value, places);
/** Towards minus infinity. */
function floorDown(value: bigint, places: number): bigint {
  const grain = 10n ** BigInt(SCALE - places);
  const rest = ((value % grain) + grain) % grain;
  return value - rest;
}
const halfUpTo = (value: bigint, places: number): bigint =>
  floorDown(value + 10n ** BigInt(SCALE - places) / 2n, places);

export function crossOracle(candles: CandleColumns, options: OracleOptions): OracleResult {
  const bps = (text: string): bigint => exact(text) / 10_000n;
  const fee = bps(options.feeBps);
  const cost = bps(options.spreadBps) / 2n + bps(options.slippageBps);
  const fraction = exact(options.sizeFraction);
  const rows = candles.close.length;
  const opens = Array.from(candles.open, (value) => exact(String(value)));
  const closes = Array.from(candles.close, (value) => exact(String(value)));
  const trades: OracleTrade[] = [];
  let cash = exact(options.capital);
  let held = 0n;
  let entry = { timeMs: 0, price: 0n, fee: 0n };
  let wanted: 'up' | 'down' | null = null;

  const feeOf = (quantity: bigint, price: bigint): bigint => halfUpTo(times(times(quantity, price), fee), 8);
  const timeOf = (row: number): number => candles.openTimeMs[row] as number;
  const pay = (price: bigint): bigint => ceilTo(times(price, ONE + cost), options.priceScale);
  const get = (price: bigint): bigint => floorDown(times(price, ONE - cost), options.priceScale);

  const enter = (side: 1n | -1n, price: bigint, row: number): void => {
    const amount = floorTo(times(fraction, cash), 20);
    const quantity = floorTo((amount * ONE) / times(price, ONE + fee), options.quantityScale);
    if (quantity <= 0n) return;
    const paid = feeOf(quantity, price);
    cash -= side * times(quantity, price) + paid;
    held = side * quantity;
    entry = { timeMs: timeOf(row), price, fee: paid };
  };
  const leave = (price: bigint, row: number, exitReason: 'signal' | 'end'): void => {
    const quantity = held < 0n ? -held : held;
    const paid = feeOf(quantity, price);
    const gross = held > 0n ? times(quantity, price - entry.price) : times(quantity, entry.price - price);
    cash += times(held, price) - paid;
    trades.push({
      side: held > 0n ? 'long' : 'short',
      entryTimeMs: entry.timeMs,
      entryPrice: entry.price,
      exitTimeMs: timeOf(row),
      exitPrice: price,
      quantity,
      fee: entry.fee + paid,
      profit: gross - entry.fee - paid,
      exitReason,
    });
    held = 0n;
  };

  /** The sign of SMA(fast) − SMA(slow), with what is touching taken as 0: everything times fast × slow. */
  const sign = (row: number): number => {
    const sum = (period: number): bigint => closes.slice(row + 1 - period, row + 1).reduce((a, b) => a + b, 0n);
    const [fastSum, slowSum] = [sum(options.fast), sum(options.slow)];
    const difference = fastSum * BigInt(options.slow) - slowSum * BigInt(options.fast);
    const size = difference < 0n ? -difference : difference;
    if (size * 10n ** 10n <= slowSum * BigInt(options.fast)) return 0;
    return difference > 0n ? 1 : -1;
  };

  for (let row = 0; row < rows; row++) {
    const open = opens[row] as bigint;
    if (wanted === 'up') {
      if (held < 0n) leave(pay(open), row, 'signal');
      if (held === 0n) enter(1n, pay(open), row);
    } else if (wanted === 'down') {
      if (held > 0n) leave(get(open), row, 'signal');
      if (options.direction === 'both' && held === 0n) enter(-1n, get(open), row);
    }
    wanted = null;
    if (row < options.slow || row === rows - 1) continue;
    const [before, now] = [sign(row - 1), sign(row)];
    if (before <= 0 && now > 0) wanted = 'up';
    else if (before >= 0 && now < 0) wanted = 'down';
  }
  if (held !== 0n) leave(closes[rows - 1] as bigint, rows - 1, 'end');
  return { trades, cash };
}
