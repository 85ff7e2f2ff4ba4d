import type { PromotionCheckView } from '../../../src-preload/contract/promotion-views.ts';
import { formatDecimal, formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

const texts = wording.bots.promotion;
const count = (value: number): string => formatDecimal(value, { decimals: 0 });
const days = (value: number): string => formatDecimal(value, { decimals: 1 });

/** What a check asks, with its measure. */
export function asksText({ id, asked }: PromotionCheckView): string {
  const value = asked ?? 0;
  switch (id) {
    case 'paperTime':
    case 'paperTrades':
      return texts.asks[id](count(value));
    case 'paperDrawdown':
    case 'parity':
    case 'backtest':
      return texts.asks[id](formatPercent(value));
    default:
      return texts.asks[id]();
  }
}

/** What is there: a measure, a word about it, or both. */
export function foundText({ id, found, finding }: PromotionCheckView): string {
  const measure = found === null ? '' : measureText(id, found);
  return [measure, texts.findings[finding]].filter((part) => part !== '').join(' · ');
}

function measureText(id: PromotionCheckView['id'], found: number): string {
  if (id === 'paperTime') return texts.days(days(found));
  return id === 'paperTrades' ? count(found) : formatPercent(found);
}
