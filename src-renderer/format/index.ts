export { type AmountFormat, assetDecimals, formatAmount } from './amount.ts';
export { formatBytes } from './bytes.ts';
export { decimalsOf, formatDecimal, formatQuantity, MINUS, NO_VALUE, signOf } from './decimal.ts';
export { formatDuration } from './duration.ts';
export { formatPercent } from './percent.ts';
export { fractionOfPercent, percentOfFraction } from './percent-field.ts';
export { decimalsForMagnitude, formatPrice, isTickKnown } from './price.ts';
export { symbolText } from './symbol-text.ts';
export { allTimeZones, formatTime, isTimeZone, type TimePattern, zoneOffset } from './time.ts';
