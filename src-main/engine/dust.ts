import type { Fill } from '../model/fill.ts';
import type { Money, Price, Quantity } from '../model/money.ts';
import { floorToStep, notionalOf, ZERO_MONEY } from '../model/money.ts';
import { bookedFill, latestPrice } from './booked-fill.ts';
import { balanceKey } from './compare.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import { heldQuantity } from './execution/orders.ts';
import { recordTransfer } from './transfers.ts';

const QUANTITY_TO_MONEY = 10n ** 12n;

/** What an exchange takes of a quantity: whole steps. A fee in the asset itself leaves positions that are none. */
export function tradable(lane: BotLane, quantity: Quantity): Quantity {
  return floorToStep(quantity, instrumentOf(lane).step);
}

/** Too little for any order at its exchange. */
function isDust(lane: BotLane, price: Price): boolean {
  const { rules } = instrumentOf(lane);
  const whole = tradable(lane, heldQuantity(lane.holding.position));
  if (whole === 0n || whole < (rules?.minQuantity ?? 0n)) return true;
  return rules?.notionalOfMarketOrders === true && notionalOf(price, whole) < (rules.minNotional ?? ZERO_MONEY);
}

/**
 * What is left of a live position and can never be sold is none: it leaves the books at the latest price, stays at the
 * exchange, and is not found there again. `book` is the pipeline's way of a fill.
 */
export function sweepDust(engine: EngineContext, lane: BotLane, book: (fill: Fill) => void): void {
  const { books } = lane.account;
  const price = latestPrice(lane);
  const quantity = heldQuantity(lane.holding.position);
  if (books === null || price === null || quantity === 0n || !isDust(lane, price)) return;
  if (engine.execution.openOrdersOf(lane.config.id).length > 0) return;
  const { baseAsset } = instrumentOf(lane);
  const key = balanceKey(baseAsset);
  const amount = ((books.ignored.get(key) ?? 0n) + quantity * QUANTITY_TO_MONEY) as Money;
  engine.ports.journal.recordIgnored({ venue: books.venue, key, amount }, engine.ports.clock.nowMs());
  books.ignored.set(key, amount);
  recordTransfer(engine, lane.account, -notionalOf(price, quantity) as Money, `dust of ${baseAsset} left behind`);
  book(bookedFill(engine, lane, { side: 'sell', price, quantity, tag: 'dust' }));
}
