import type { Fill } from '../../model/fill.ts';
import type { Money, Quantity } from '../../model/money.ts';
import { averagePrice, notionalOf, priceToNumber } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { OrderPast } from '../../model/order-story.ts';
import type { TradeResult, TradeStory } from '../../model/trade-story.ts';
import type { Episode } from './episodes.ts';
import { holdsAt } from './episodes.ts';

/** `orders`: those of the bot from the trade's first to its last moment, and perhaps others. */
export function tradeStory(asked: Order, episode: Episode | undefined, orders: readonly OrderPast[]): TradeStory {
  const { botId, accountId, instrumentId } = asked;
  const own = episode === undefined ? wholeOf(asked, orders) : ordersOf(episode, asked, orders);
  return {
    botId,
    accountId,
    instrumentId,
    orders: own.map((past) => ({ ...past, shortfallBps: shortfallOf(past) })),
    result: episode === undefined ? null : resultOf(episode),
  };
}

const rootOf = ({ clientOrderId, parentId }: { readonly clientOrderId: string; readonly parentId?: string }): string =>
  parentId ?? clientOrderId;

/** An order that never traded, with the others that carry out the same entry. */
function wholeOf(asked: Order, orders: readonly OrderPast[]): readonly OrderPast[] {
  return orders.filter(({ order }) => rootOf(order) === rootOf(asked));
}

/** What traded in it, what carries out the same entries, and what could only reduce it. */
function ordersOf(episode: Episode, asked: Order, orders: readonly OrderPast[]): readonly OrderPast[] {
  const roots = new Set(episode.fills.map(rootOf));
  roots.add(rootOf(asked));
  return orders.filter(({ order }) => {
    if (order.instrumentId !== asked.instrumentId) return false;
    return roots.has(rootOf(order)) || (order.reduceOnly && holdsAt(episode, order.createdMs));
  });
}

function resultOf({ side, fills, matches, open }: Episode): TradeResult {
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
  const closed = sum(matches.map(({ quantity }) => quantity));
  const held = sum(open.map(({ quantity }) => quantity));
  const cost = sum([...matches, ...open].map((part) => part.cost));
  const proceeds = sum(matches.map((match) => match.proceeds)) as Money;
  const closedFees = sum(matches.map(({ fees, closingFees }) => fees + closingFees));
  const closedFunding = sum(matches.map(({ funding }) => funding));
  return {
    side,
    openedMs: (fills[0] as Fill).timeMs,
    closedMs: held === 0n ? (fills.at(-1) as Fill).timeMs : null,
    quantity: (closed + held) as Quantity,
    open: held as Quantity,
    entryPrice: averagePrice(cost as Money, (closed + held) as Quantity),
    exitPrice: closed === 0n ? null : averagePrice(proceeds, closed as Quantity),
    fees: (closedFees + sum(open.map(({ fees }) => fees))) as Money,
    funding: (closedFunding + sum(open.map(({ funding }) => funding))) as Money,
    profit: (sum(matches.map(({ realised }) => realised)) - closedFees - closedFunding) as Money,
  };
}

/** side × (average − price when it left) ÷ that price; null for what has not traded, or whose price nobody kept. */
function shortfallOf({ order, story, fills }: OrderPast): number | null {
  const quantity = fills.reduce((total, fill) => total + fill.quantity, 0n) as Quantity;
  const left = story?.latestPrice ?? null;
  if (quantity === 0n || left === null) return null;
  const value = fills.reduce((total, fill) => total + notionalOf(fill.price, fill.quantity), 0n) as Money;
  const [average, arrival] = [priceToNumber(averagePrice(value, quantity)), priceToNumber(left)];
  return ((order.side === 'buy' ? 1 : -1) * (average - arrival) * 10_000) / arrival;
}
