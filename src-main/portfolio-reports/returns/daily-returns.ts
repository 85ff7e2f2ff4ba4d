import type { Fill } from '../../model/fill.ts';
import { symbolOf } from '../../model/instrument.ts';
import { moneyToNumber, priceToNumber, quantityToNumber } from '../../model/money.ts';
import { DAY_MS } from '../../model/time.ts';
import { inOrder } from '../fill-order.ts';
import type { DailySeries } from './correlation.ts';

/** Last price of an instrument on each UTC day that has one, by 00:00 of the day. */
export type DailyCloses = ReadonlyMap<string, ReadonlyMap<number, number>>;

type Holding = { quantity: number; readonly instrumentId: string };
type Book = { cash: number; readonly holdings: Map<string, Holding>; readonly byDay: Map<number, number> };

/**
 * What each bot earned a UTC day ÷ the capital its account began that day with. A day's profit is the change of the bot's
 * cash flows and of what it holds at the day's last price (the fill's own price until there is one); the capital is
 * `startingCapital` and what all bots of the list had earned by then. Days run from the first fill to `lastDayMs`.
 */
export function dailyReturnsOfBots(
  fills: readonly Fill[],
  closes: DailyCloses,
  { startingCapital, lastDayMs }: { readonly startingCapital: number; readonly lastDayMs: number },
): readonly DailySeries[] {
  const sorted = inOrder(fills);
  const books = new Map<string, Book>();
  const prices = new Map<string, number>();
  let earned = 0;
  let next = 0;
  const firstDay = dayOf(sorted[0]?.timeMs ?? Number.POSITIVE_INFINITY);
  for (let day = firstDay; day <= lastDayMs; day += DAY_MS) {
    const before = new Map([...books].map(([botId, book]) => [botId, worthOf(book, prices)]));
    for (; next < sorted.length && dayOf((sorted[next] as Fill).timeMs) === day; next++) {
      book(books, prices, sorted[next] as Fill);
    }
    for (const [instrumentId, byDay] of closes)
      prices.set(instrumentId, byDay.get(day) ?? prices.get(instrumentId) ?? 0);
    const capital = startingCapital + earned;
    for (const [botId, each] of books) {
      const profit = worthOf(each, prices) - (before.get(botId) ?? 0);
      earned += profit;
      each.byDay.set(day, capital > 0 ? profit / capital : 0);
    }
  }
  return [...books].map(([name, { byDay }]) => ({ name, byDay }));
}

const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS) * DAY_MS;

function book(books: Map<string, Book>, prices: Map<string, number>, fill: Fill): void {
  const known = books.get(fill.botId) ?? { cash: 0, holdings: new Map<string, Holding>(), byDay: new Map() };
  books.set(fill.botId, known);
  const sign = fill.side === 'buy' ? 1 : -1;
  const quantity = sign * quantityToNumber(fill.quantity);
  const price = priceToNumber(fill.price);
  known.cash -= quantity * price + moneyToNumber(fill.fee);
  const holding = known.holdings.get(fill.instrumentId) ?? { quantity: 0, instrumentId: fill.instrumentId };
  holding.quantity += quantity;
  known.holdings.set(fill.instrumentId, holding);
  if (fill.quantity !== 0n) prices.set(fill.instrumentId, price);
}

function worthOf({ cash, holdings }: Book, prices: ReadonlyMap<string, number>): number {
  let worth = cash;
  for (const { instrumentId, quantity } of holdings.values()) worth += quantity * (prices.get(instrumentId) ?? 0);
  return worth;
}

/** Relative change of each instrument's last price from one UTC day to the next; a day after a missing one has none. */
export function dailyReturnsOfSymbols(closes: DailyCloses): readonly DailySeries[] {
  return [...closes].map(([instrumentId, byDay]) => {
    const returns = new Map<number, number>();
    for (const [day, close] of byDay) {
      const before = byDay.get(day - DAY_MS);
      if (before !== undefined && before > 0) returns.set(day, close / before - 1);
    }
    return { name: symbolOf(instrumentId), byDay: returns };
  });
}
