import { LOCALE } from './locale.ts';
import { groupDigits, type NumberShape, numberShapeOf } from './number-shape.ts';

const SHAPE = numberShapeOf(LOCALE);

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

/**
 * A decimal string or number for reading, as the locale writes it: `-1234.5` → `−1,234.50`. Strings stay exact; nothing
 * passes through a float.
 */
export function formatDecimal(
  value: string | number | null | undefined,
  format: DecimalFormat,
  shape: NumberShape = SHAPE,
): string {
  const rounded = value === null || value === undefined ? undefined : roundDecimal(plainDigits(value), format.decimals);
  if (rounded === undefined) return NO_VALUE;
  const isZero = /^[0.]+$/.test(rounded.digits);
  const [whole = '0', fraction] = rounded.digits.split('.');
  const sign = isZero ? '' : rounded.negative ? MINUS : format.signed === true ? '+' : '';
  return `${sign}${groupDigits(whole, shape)}${fraction === undefined ? '' : `${shape.decimal}${fraction}`}`;
}

/** −1, 0 or 1 after rounding to what is shown, so that a sign never contradicts the digits beside it. */
export function signOf(value: string | number | null | undefined, decimals: number): -1 | 0 | 1 {
  const rounded = value === null || value === undefined ? undefined : roundDecimal(plainDigits(value), decimals);
  if (rounded === undefined || /^[0.]+$/.test(rounded.digits)) return 0;
  return rounded.negative ? -1 : 1;
}

/** A quantity: as many decimals as it has, at least none, without trailing zeros. */
export function formatQuantity(
  value: string | number | null | undefined,
  mostDecimals = 8,
  shape: NumberShape = SHAPE,
): string {
  const shown = formatDecimal(value, { decimals: mostDecimals }, shape);
  const point = shown.lastIndexOf(shape.decimal);
  if (mostDecimals === 0 || point === -1) return shown;
  const fraction = shown.slice(point + shape.decimal.length).replace(/0+$/, '');
  return fraction === '' ? shown.slice(0, point) : `${shown.slice(0, point)}${shape.decimal}${fraction}`;
}

/**
 * What `formatDecimal` wrote, read back: a plain decimal text with a hyphen for the minus. Undefined for anything else:
 * a sign of grouping out of its place makes no number, so that `1.234` is never taken for another than is meant.
 */
export function parseDecimal(text: string, shape: NumberShape = SHAPE): string | undefined {
  const [, sign = '', digits = ''] = /^([−+-]?)(.+)$/.exec(text) ?? [];
  const [whole = '', fraction, ...more] = digits.split(shape.decimal);
  const plain = whole.split(shape.group).join('');
  if (more.length > 0 || !/^\d+$/.test(plain) || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  if (whole !== plain && whole !== groupDigits(plain, shape)) return undefined;
  return `${sign === '' || sign === '+' ? '' : '-'}${plain}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A percentage as the locale writes it round digits that are already its own: `12.34%`, `12,34 %`. */
export function withPercent(digits: string, shape: NumberShape = SHAPE): string {
  return `${shape.beforePercent}${digits}${shape.afterPercent}`;
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

/**
 * Whether a field may take what was pasted: digits and the locale's decimal sign alone. A sign of grouping, or another
 * locale's decimal sign, would make another number of it.
 */
export function mayPaste(text: string, { decimal }: NumberShape = SHAPE): boolean {
  const [whole = '', fraction = '0', ...more] = text.trim().split(decimal);
  return more.length === 0 && /^[−-]?\d+$/.test(whole) && /^\d+$/.test(fraction);
}

/** The sign a field shows before the fraction. */
export const DECIMAL_SIGN = SHAPE.decimal;
