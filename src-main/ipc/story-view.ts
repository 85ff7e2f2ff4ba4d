import type { StoryOrderView, TradeStoryView } from '../../src-preload/contract/story-views.ts';
import { symbolOf } from '../model/instrument.ts';
import { moneyToText, priceToText, quantityToText } from '../model/money.ts';
import type { StoryOrder, TradeResult, TradeStory } from '../model/trade-story.ts';
import { toFillView, toOrderView } from './to-view.ts';

/** A trade's story as the window and the command line read it. */
export function toTradeStoryView({ orders, result, ...whose }: TradeStory): TradeStoryView {
  const [baseAsset = '', quoteAsset = ''] = symbolOf(whose.instrumentId).split('-');
  return {
    ...whose,
    baseAsset,
    quoteAsset,
    orders: orders.map((order) => toStoryOrderView(order, { baseAsset, quoteAsset })),
    result: result === null ? null : toResultView(result),
  };
}

type Assets = { readonly baseAsset: string; readonly quoteAsset: string };

function toStoryOrderView(past: StoryOrder, { baseAsset, quoteAsset }: Assets): StoryOrderView {
  const { order, story, states, fills, shortfallBps } = past;
  const last = states.at(-1);
  const view = toOrderView(order, last?.state ?? 'intent', last?.reason ?? '', () => undefined);
  return {
    order: { ...view, sizeAsset: order.size.kind === 'quote' ? quoteAsset : baseAsset },
    isKept: story !== null,
    decision: story?.decision ?? null,
    sizing: story?.sizing ?? null,
    plan: story?.plan == null ? null : { ...story.plan, arrivalPrice: priceToText(story.plan.arrivalPrice) },
    checks: story?.checks ?? [],
    states,
    fills: fills.map(toFillView),
    shortfallBps,
  };
}

function toResultView(result: TradeResult): NonNullable<TradeStoryView['result']> {
  const { side, openedMs, closedMs, quantity, open, entryPrice, exitPrice, fees, funding, profit } = result;
  return {
    side,
    openedMs,
    closedMs,
    quantity: quantityToText(quantity),
    open: quantityToText(open),
    entryPrice: priceToText(entryPrice),
    exitPrice: exitPrice === null ? null : priceToText(exitPrice),
    fees: moneyToText(fees),
    funding: moneyToText(funding),
    profit: moneyToText(profit),
  };
}
