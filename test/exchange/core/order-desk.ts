import { multiply, smaller, toAmount, toText, unitsToAmount } from './amount.ts';
import type { CoreEvent, CoreFill, CoreRefusal, FeeMode, NewOrder } from './core-types.ts';
import { type FeeTerms, feeReserve } from './fees.ts';
import type { Ledger } from './ledger.ts';
import type { LiveMarket } from './live-market.ts';
import { settle } from './settlement.ts';
import { planTake, sumOf, type Take, type Wanted } from './take-plan.ts';
import { isOpen, remaining, restingOrders, toCoreOrder, type WorkingOrder } from './working-order.ts';

export type DeskParts = {
  readonly ledger: Ledger;
  readonly markets: ReadonlyMap<string, LiveMarket>;
  readonly feeBps: number;
  readonly nowMs: () => number;
  readonly emit: (event: CoreEvent) => void;
};

type Execution = {
  readonly units: number;
  readonly quantity: bigint;
  readonly isMaker: boolean;
  readonly timeMs: number;
};

const FIRST_ORDER_ID = 1_001;

/** Takes orders, fills them, and moves the money with them. */
export class OrderDesk {
  feeMode: FeeMode = 'received';
  readonly orders = new Map<number, WorkingOrder>();
  readonly fills: CoreFill[] = [];
  readonly #parts: DeskParts;
  #lists = 0;
  readonly #latestByClientId = new Map<string, number>();
  readonly #open = new Map<string, Set<WorkingOrder>>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  byClientId(clientOrderId: string): WorkingOrder | undefined {
    return this.orders.get(this.#latestByClientId.get(clientOrderId) ?? -1);
  }

  openOf(symbol: string): WorkingOrder[] {
    return [...(this.#open.get(symbol) ?? [])];
  }

  allOpen(): WorkingOrder[] {
    return [...this.#open.values()].flatMap((orders) => [...orders]);
  }

  place(request: NewOrder, live: LiveMarket): WorkingOrder | CoreRefusal {
    const known = this.byClientId(request.clientOrderId);
    if (known && isOpen(known)) return { kind: 'duplicateOpenId' };
    const takes = this.#plan(request, live);
    if (request.postOnly && takes.length > 0) return { kind: 'wouldTake' };
    const order = this.#draft(request, live, takes);
    const asset = request.side === 'buy' ? order.quote : order.base;
    if (this.#parts.ledger.free(asset) < order.locked) return { kind: 'insufficientBalance' };
    this.#parts.ledger.lock(asset, order.locked);
    this.#admit(order);
    if (order.stopPrice === null) this.#execute(order, live, takes);
    this.#tellBalances();
    return order;
  }

  /** The second order locks nothing of its own: what the first has locked is there for either. */
  placeList([first, second]: readonly [NewOrder, NewOrder], live: LiveMarket): WorkingOrder[] | CoreRefusal {
    for (const request of [first, second]) {
      const known = this.byClientId(request.clientOrderId);
      if (known && isOpen(known)) return { kind: 'duplicateOpenId' };
      if (request.postOnly && this.#plan(request, live).length > 0) return { kind: 'wouldTake' };
    }
    const drafts = [this.#draft(first, live, []), this.#draft(second, live, [])] as const;
    const asset = first.side === 'buy' ? drafts[0].quote : drafts[0].base;
    const needed = drafts[0].locked > drafts[1].locked ? drafts[0].locked : drafts[1].locked;
    if (this.#parts.ledger.free(asset) < needed) return { kind: 'insufficientBalance' };
    this.#parts.ledger.lock(asset, needed);
    const listId = ++this.#lists;
    const placed = drafts.map((draft, index) => {
      const order = { ...draft, id: FIRST_ORDER_ID + this.orders.size, listId, locked: index === 0 ? needed : 0n };
      this.#admit(order);
      return order;
    });
    this.#tellBalances();
    return placed;
  }

  /** The others of its list are over; what they had locked is this order's. */
  #endOthers(order: WorkingOrder): void {
    if (order.listId === 0) return;
    for (const other of this.openOf(order.request.symbol)) {
      if (other.listId !== order.listId || other === order) continue;
      order.locked += other.locked;
      other.locked = 0n;
      this.end(other, 'expired');
    }
  }

  end(order: WorkingOrder, status: 'cancelled' | 'expired' | 'expiredInMatch', why: string = status): void {
    this.#close(order, status, this.#parts.nowMs());
    this.#parts.emit({ kind: 'order', order: toCoreOrder(order), fill: null, why });
    const others = this.openOf(order.request.symbol).filter(({ listId }) => listId !== 0 && listId === order.listId);
    for (const other of status === 'cancelled' ? others : []) this.end(other, status, why);
    this.#tellBalances();
  }

  /** A trade by others: our orders on its way are filled first. @returns what is left of it, in steps */
  cross(live: LiveMarket, trade: { units: number; quantity: number; isSell: boolean; timeMs: number }): number {
    const places = live.market;
    const price = unitsToAmount(trade.units, places.pricePlaces);
    let left = unitsToAmount(trade.quantity, places.quantityPlaces);
    for (const order of restingOrders(this.openOf(live.market.spec.symbol))) {
      const limit = order.price ?? 0n;
      const isBuy = order.request.side === 'buy';
      const isThrough = isBuy ? limit > price : limit < price;
      if (left <= 0n || !(isThrough || (limit === price && isBuy === trade.isSell))) continue;
      const quantity = smaller(left, remaining(order));
      left -= quantity;
      this.#fill(order, live, { units: live.units(limit, 'price'), quantity, isMaker: true, timeMs: trade.timeMs });
    }
    this.#tellBalances();
    return live.units(left, 'quantity');
  }

  /** The book moved: what stands across our resting orders fills them. */
  sweep(live: LiveMarket): void {
    for (const order of restingOrders(this.openOf(live.market.spec.symbol))) {
      const wanted = { side: order.request.side, limit: order.price, quantity: remaining(order), quote: null };
      for (const take of this.#levels(live, wanted)) {
        this.#takeLevel(order, live, take);
        const units = live.units(order.price ?? 0n, 'price');
        this.#fill(order, live, { units, quantity: take.quantity, isMaker: true, timeMs: this.#parts.nowMs() });
      }
    }
    this.#tellBalances();
  }

  /** Stop orders whose price has come. */
  trigger(live: LiveMarket): void {
    const last = unitsToAmount(live.lastPrice, live.market.pricePlaces);
    for (const order of this.openOf(live.market.spec.symbol)) {
      if (order.request.bracketStop !== undefined) this.#reprice(order, live, last);
      if (order.stopPrice === null || order.isTriggered) continue;
      if (order.stopsBelow ? last > order.stopPrice : last < order.stopPrice) continue;
      if (!isOpen(order)) continue; // its list has ended it
      order.isTriggered = true;
      this.#endOthers(order);
      this.#execute(order, live, this.#plan({ ...order.request, quantity: toText(order.quantity) }, live, true));
      this.#tellBalances();
    }
  }

  /** Never once a part of it has traded at its limit. */
  #reprice(order: WorkingOrder, live: LiveMarket, last: bigint): void {
    const { bracketStop, side } = order.request;
    if (bracketStop === undefined || order.isRepriced || order.filled > 0n || !isOpen(order)) return;
    const trigger = toAmount(bracketStop.trigger);
    if (side === 'sell' ? last > trigger : last < trigger) return;
    order.isRepriced = true;
    order.price = toAmount(bracketStop.price);
    this.#parts.emit({ kind: 'order', order: toCoreOrder(order), fill: null, why: 'repriced' });
    const request = { ...order.request, price: bracketStop.price, quantity: toText(order.quantity) };
    this.#execute(order, live, this.#plan(request, live));
    this.#tellBalances();
  }

  #plan(request: NewOrder, live: LiveMarket, isTriggered = false): Take[] {
    if (request.stopPrice !== null && !isTriggered) return [];
    const amount = (text: string | null) => (text === null ? null : toAmount(text));
    const quote = request.quantity === null ? amount(request.quoteQuantity) : null;
    return this.#levels(live, {
      side: request.side,
      limit: amount(request.price),
      quantity: amount(request.quantity),
      quote,
    });
  }

  #levels(live: LiveMarket, wanted: Wanted): Take[] {
    return planTake(live.book.levels(wanted.side === 'buy' ? 'ask' : 'bid'), wanted, live.market);
  }

  #draft(request: NewOrder, live: LiveMarket, takes: readonly Take[]): WorkingOrder {
    const { base, quote } = live.market.spec;
    const nowMs = this.#parts.nowMs();
    const planned = sumOf(takes);
    const quantity = request.quantity === null ? planned.quantity : toAmount(request.quantity);
    const price = request.price === null ? null : toAmount(request.price);
    const stopPrice = request.stopPrice === null ? null : toAmount(request.stopPrice);
    const worst = price ?? stopPrice;
    const value = worst === null ? planned.value : multiply(worst, quantity);
    const last = unitsToAmount(live.lastPrice, live.market.pricePlaces);
    return {
      id: FIRST_ORDER_ID + this.orders.size,
      request,
      base,
      quote,
      price,
      stopPrice,
      stopsBelow: stopPrice !== null && stopPrice < last,
      createdMs: nowMs,
      quantity,
      status: 'new',
      isTriggered: stopPrice === null,
      isRepriced: false,
      filled: 0n,
      value: 0n,
      locked: request.side === 'sell' ? quantity : value + feeReserve(value, quote, this.#terms(live)),
      updatedMs: nowMs,
      listId: 0,
    };
  }

  #admit(order: WorkingOrder): void {
    const { symbol, clientOrderId } = order.request;
    this.orders.set(order.id, order);
    this.#latestByClientId.set(clientOrderId, order.id);
    const open = this.#open.get(symbol) ?? new Set();
    this.#open.set(symbol, open.add(order));
    this.#parts.emit({ kind: 'order', order: toCoreOrder(order), fill: null, why: 'placed' });
  }

  #execute(order: WorkingOrder, live: LiveMarket, takes: readonly Take[]): void {
    const { timeInForce, type } = order.request;
    const isWhole = sumOf(takes).quantity >= order.quantity && order.quantity > 0n;
    for (const take of timeInForce === 'FOK' && !isWhole ? [] : takes) {
      if (!isOpen(order)) break;
      this.#takeLevel(order, live, take);
      this.#fill(order, live, {
        units: take.units,
        quantity: take.quantity,
        isMaker: false,
        timeMs: this.#parts.nowMs(),
      });
    }
    const rests = timeInForce === 'GTC' && (type === 'limit' || type === 'stopLimit');
    if (isOpen(order) && !rests) this.end(order, 'expired');
  }

  #takeLevel(order: WorkingOrder, live: LiveMarket, take: Take): void {
    const side = order.request.side === 'buy' ? 'ask' : 'bid';
    const update = live.book.take(side, take.units, live.units(take.quantity, 'quantity'));
    const timeMs = this.#parts.nowMs();
    if (update) this.#parts.emit({ kind: 'book', symbol: order.request.symbol, timeMs, ...update });
  }

  #fill(order: WorkingOrder, live: LiveMarket, execution: Execution): void {
    const { side } = order.request;
    this.#endOthers(order);
    const price = unitsToAmount(execution.units, live.market.pricePlaces);
    const value = multiply(price, execution.quantity);
    const moved = { quantity: execution.quantity, value };
    const fee = settle(this.#parts.ledger, order, moved, this.#terms(live));
    order.filled += execution.quantity;
    order.value += value;
    order.updatedMs = execution.timeMs;
    order.status = remaining(order) > 0n ? 'partiallyFilled' : 'filled';
    if (order.status === 'filled') this.#close(order, 'filled', execution.timeMs);
    const isSell = (side === 'sell') !== execution.isMaker;
    const quantity = live.units(execution.quantity, 'quantity');
    const trade = live.tell({ price: execution.units, quantity, isSell, timeMs: execution.timeMs });
    const fill: CoreFill = {
      id: trade.id,
      orderId: order.id,
      clientOrderId: order.request.clientOrderId,
      symbol: order.request.symbol,
      side,
      price: toText(price),
      quantity: toText(execution.quantity),
      fee: toText(fee.amount),
      feeAsset: fee.asset,
      maker: execution.isMaker,
      timeMs: execution.timeMs,
    };
    this.fills.push(fill);
    this.#parts.emit({ kind: 'trade', trade });
    this.#parts.emit({ kind: 'order', order: toCoreOrder(order), fill, why: 'trade' });
  }

  #close(order: WorkingOrder, status: WorkingOrder['status'], timeMs: number): void {
    order.status = status;
    order.updatedMs = timeMs;
    this.#parts.ledger.unlock(order.request.side === 'buy' ? order.quote : order.base, order.locked);
    order.locked = 0n;
    this.#open.get(order.request.symbol)?.delete(order);
  }

  #terms(live: LiveMarket): FeeTerms {
    const bnb = this.#parts.markets.get(`BNB-${live.market.spec.quote}`);
    return {
      feeBps: this.#parts.feeBps,
      mode: this.feeMode,
      bnbPrice: bnb && unitsToAmount(bnb.lastPrice, bnb.market.pricePlaces),
      bnbFree: this.#parts.ledger.free('BNB'),
    };
  }

  #tellBalances(): void {
    for (const balance of this.#parts.ledger.takeTouched()) this.#parts.emit({ kind: 'balance', ...balance });
  }
}
