import { PARITY_PARTS } from '../../../src-preload/contract/parity-parts.ts';
import type { ParityBotView, ParityPartsView } from '../../../src-preload/contract/parity-views.ts';
import { addDecimals } from '../../format/index.ts';

export type ParityTotal = Pick<ParityBotView, 'quoteAsset' | 'actual' | 'model' | 'gap' | 'parts' | 'tradeCount'>;

/** Sums of the bots that trade in one quote asset, exact; assets are never added to each other. */
export function totalsOf(bots: readonly ParityBotView[]): readonly ParityTotal[] {
  const totals = new Map<string, ParityTotal>();
  for (const bot of bots) {
    const before = totals.get(bot.quoteAsset);
    totals.set(bot.quoteAsset, before === undefined ? bot : plus(before, bot));
  }
  return [...totals.values()];
}

function plus(left: ParityTotal, right: ParityTotal): ParityTotal {
  const parts = PARITY_PARTS.map((part) => [part, addDecimals(left.parts[part], right.parts[part])]);
  return {
    quoteAsset: left.quoteAsset,
    actual: addDecimals(left.actual, right.actual),
    model: addDecimals(left.model, right.model),
    gap: addDecimals(left.gap, right.gap),
    parts: Object.fromEntries(parts) as ParityPartsView,
    tradeCount: left.tradeCount + right.tradeCount,
  };
}
