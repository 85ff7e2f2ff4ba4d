export { type AmountFormat, assetDecimals, formatAmount } from './amount.ts';
export { formatBytes } from './bytes.ts';
export {
  DECIMAL_SIGN,
  decimalsOf,
  formatDecimal,
  formatQuantity,
  MINUS,
  mayPaste,
  NO_VALUE,
  parseDecimal,
  signOf,
} from './decimal.ts';
export { addDecimals, subtractDecimals } from './decimal-sum.ts';
export { formatDuration } from './duration.ts';
export { LOCALE } from './locale.ts';
export { formatPercent } from './percent.ts';
export { fractionOfPercent, percentOfFraction } from './percent-field.ts';
export { decimalsForMagnitude, formatPrice, isTickKnown } from './price.ts';
export { symbolText } from './symbol-text.ts';
export { allTimeZones, formatTime, isTimeZone, type TimePattern, zoneOffset } from './time.ts';
export { timeOfZonedText } from './zoned-time.ts';
