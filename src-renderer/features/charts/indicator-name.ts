import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { IndicatorPick } from './chart-session.ts';

const LONGEST_TITLE = 18;

/** A short name and the numbers it was set to: `Bollinger bands 20, 2`, `MACD 12, 26, 9`. */
export function indicatorName(indicator: IndicatorView, pick: IndicatorPick): string {
  const isLong = indicator.title.length > LONGEST_TITLE;
  const name = isLong ? indicator.name.toUpperCase().replaceAll('-', ' ') : indicator.title;
  const numbers = Object.values(pick.params).filter((value) => typeof value === 'number');
  return `${name} ${numbers.join(', ')}`.trim();
}
