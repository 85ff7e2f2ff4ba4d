const DASH = '–';
const MINUS = '−';
const SECOND_MS = 1000;

/** Thousands apart, a real minus sign. The same on every machine: no locale takes part. */
export function numberText(value: number | null, places: number): string {
  if (value === null) return DASH;
  const [whole = '', fraction] = Math.abs(value).toFixed(places).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ' ');
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? `${MINUS}${digits}` : digits;
}

/** A fraction as per cent. */
export function percentText(value: number | null, places = 2): string {
  return value === null ? DASH : `${numberText(value * 100, places)} %`;
}

export function signedPercentText(value: number | null, places = 2): string {
  const text = percentText(value, places);
  return value !== null && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** `2024-01-31 14:05`, UTC. */
export function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');
}

export function dayText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** The two largest units: `3 d 4 h`, `12 min`. */
export function durationText(durationMs: number | null): string {
  if (durationMs === null) return DASH;
  const minutes = Math.round(durationMs / SECOND_MS / 60);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${minutes} min`;
}

/** Decimal text cut to at most `places` after the point, for prices with more digits than anybody reads. */
export function shortDecimal(text: string, places: number): string {
  const value = Number(text);
  const rounded = value.toFixed(places);
  return text.length <= rounded.length ? text.replace('-', MINUS) : rounded.replace(/\.?0+$/, '').replace('-', MINUS);
}

/** Places that show seven digits of a price of this size; the rest is rounding of half spreads. */
export function pricePlaces(price: number): number {
  return price > 0 ? Math.min(12, Math.max(0, 6 - Math.floor(Math.log10(price)))) : 0;
}

/** Places that a person wants to see of money: cents of an account of thousands, all of one of a few coins. */
export function moneyPlaces(capital: number): number {
  return capital >= 1000 ? 2 : capital >= 1 ? 4 : 8;
}
