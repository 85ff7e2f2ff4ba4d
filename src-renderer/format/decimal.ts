/** What is shown where there is no value. */
export const NO_VALUE = '—';
/** The true minus sign: as wide as a digit, unlike the hyphen. */
export const MINUS = '−';

export type DecimalFormat = {
  /** Digits after the point; the value is rounded half away from zero. */
  readonly decimals: number;
  /** Puts a plus before positive values. */
  readonly signed?: boolean;
};

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A decimal string or number for reading: `-1234.5` → `−1,234.50`. Strings stay exact; nothing passes through a float. */
export function formatDecimal(value: string | number | null | undefined, format: DecimalFormat): string {
  const rounded = value === null || value === undefined ? undefined : roundDecimal(plainDigits(value), format.decimals);
  if (rounded === undefined) return NO_VALUE;
  const isZero = /^[0.]+$/.test(rounded.digits);
  const [whole = '0', fraction] = rounded.digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = isZero ? '' : rounded.negative ? MINUS : format.signed === true ? '+' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** −1, 0 or 1 after rounding to what is shown, so that a sign never contradicts the digits beside it. */
export function signOf(value: string | number | null | undefined, decimals: number): -1 | 0 | 1 {
  const rounded = value === null || value === undefined ? undefined : roundDecimal(plainDigits(value), decimals);
  if (rounded === undefined || /^[0.]+$/.test(rounded.digits)) return 0;
  return rounded.negative ? -1 : 1;
}

/** A quantity: as many decimals as it has, at least none, without trailing zeros. */
export function formatQuantity(value: string | number | null | undefined, mostDecimals = 8): string {
  const shown = formatDecimal(value, { decimals: mostDecimals });
  return shown.includes('.') ? shown.replace(/\.?0+$/, '') : shown;
}

/** Digits after the point in a decimal string such as a tick: `0.010` has two that count. */
export function decimalsOf(tick: string): number {
  const fraction = tick.split('.')[1]?.replace(/0+$/, '') ?? '';
  return fraction.length;
}

/** Plain digits of a number, never in exponent notation; '' for NaN and infinities. */
function plainDigits(value: string | number): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '';
  const shortest = String(value);
  if (!shortest.includes('e')) return shortest;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20);
}

function roundDecimal(value: string, decimals: number): { negative: boolean; digits: string } | undefined {
  const match = DECIMAL.exec(value);
  if (match === null) return undefined;
  const [, sign, whole = '0', fraction = ''] = match;
  const kept = `${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`;
  const roundsUp = (fraction[decimals] ?? '0') >= '5';
  const scaled = (BigInt(kept) + (roundsUp ? 1n : 0n)).toString().padStart(decimals + 1, '0');
  const point = scaled.length - decimals;
  const digits = decimals === 0 ? scaled : `${scaled.slice(0, point)}.${scaled.slice(point)}`;
  return { negative: sign === '-', digits };
}
