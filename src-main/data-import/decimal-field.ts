const DOT = 46;
const ZERO = 48;
const PLUS = 43;
const MINUS = 45;

/** Powers of ten that float64 holds exactly; beyond them a division would round twice. */
const EXACT_POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const STRICT_DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export type DecimalMark = '.' | ',';

/**
 * Reads `text` from `from` to `to` (not included, already trimmed) as one decimal number, exponent allowed, thousands
 * separators not. Gives the same float64 as `Number` on the same text with a dot; NaN when it is not a finite number.
 *
 * Short numbers take the exact path of Clinger ("How to read floating point numbers accurately", 1990): a mantissa
 * below 2^53 divided by a power of ten up to 10^22 rounds once, hence correctly. All others go through `Number`.
 */
export function parseDecimal(text: string, from: number, to: number, mark: DecimalMark): number {
  const markCode = mark === '.' ? DOT : 44;
  const first = text.charCodeAt(from);
  const signed = first === MINUS || first === PLUS;
  let mantissa = 0;
  let digits = 0;
  let markAt = -1;
  for (let at = signed ? from + 1 : from; at < to; at++) {
    const code = text.charCodeAt(at);
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
    } else if (code === markCode && markAt < 0) markAt = at;
    else return parseSlowly(text.slice(from, to), mark);
  }
  if (digits === 0) return Number.NaN;
  const scale = markAt < 0 ? 0 : to - markAt - 1;
  if (mantissa >= Number.MAX_SAFE_INTEGER || scale > 22) return parseSlowly(text.slice(from, to), mark);
  const value = scale === 0 ? mantissa : mantissa / (EXACT_POWERS[scale] as number);
  return first === MINUS ? -value : value;
}

function parseSlowly(field: string, mark: DecimalMark): number {
  if (mark === ',' && field.includes('.')) return Number.NaN;
  const dotted = mark === ',' ? field.replace(',', '.') : field;
  if (!STRICT_DECIMAL.test(dotted)) return Number.NaN;
  const value = Number(dotted);
  return Number.isFinite(value) ? value : Number.NaN;
}
