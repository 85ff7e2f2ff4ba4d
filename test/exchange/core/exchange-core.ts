import { toAmount, unitsToAmount, unitsToText } from './amount.ts';
import type {
  CoreCandle,
  CoreEvent,
  CoreFill,
  CoreOrder,
  CoreRefusal,
  ExchangeCore,
  FeeMode,
  MarketDriver,
  MarketRules,
  MarketSpec,
  MarketStatus,
  NewOrder,
} from './core-types.ts';
import { createEvents } from './events.ts';
import { Ledger } from './ledger.ts';
import { LiveMarket } from './live-market.ts';
import { type SeededMarket, seededMarkets } from './markets.ts';
import { OrderDesk } from './order-desk.ts';
import { brokenFilter } from './order-filters.ts';
import { isOpen, toCoreOrder, type WorkingOrder } from './working-order.ts';

export type ExchangeCoreOptions = {
  readonly seed: number;
  /** Our clock, ms; the exchange's is this + its offset. */
  readonly clock?: () => number;
  readonly startingBalances?: Readonly<Record<string, string>>;
  readonly feeBps?: number;
  /** How many of SYM0001-USDT … there are besides the well-known markets. */
  readonly syntheticMarkets?: number;
};

export const STARTING_BALANCES = { USDT: '100000', USD: '100000', BTC: '2', ETH: '20', BNB: '50', ADA: '10000' };
const MINUTE_MS = 60_000;

/** One exchange with one account. Nothing in it moves by itself: `advance` does. */
export function createExchangeCore(options: ExchangeCoreOptions): ExchangeCore {
  return new Core(options);
}

type PassingTrade = {
  readonly units: number;
  readonly quantity: number;
  readonly isSell: boolean;
  readonly timeMs: number;
};

class Core implements ExchangeCore {
  readonly feeBps: number;
  readonly #clock: () => number;
  readonly #seeded: readonly SeededMarket[];
  readonly #lives: ReadonlyMap<string, LiveMarket>;
  readonly #events = createEvents<CoreEvent>();
  readonly #ledger: Ledger;
  readonly #desk: OrderDesk;
  #offsetMs = 0;

  constructor(options: ExchangeCoreOptions) {
    this.#clock = options.clock ?? Date.now;
    this.feeBps = options.feeBps ?? 10;
    this.#seeded = seededMarkets(options.seed, options.syntheticMarkets ?? 0);
    this.#lives = new Map(this.#seeded.map((market) => [market.spec.symbol, new LiveMarket(market, this.nowMs())]));
    this.#ledger = new Ledger(options.startingBalances ?? STARTING_BALANCES);
    this.#desk = new OrderDesk({
      ledger: this.#ledger,
      markets: this.#lives,
      feeBps: this.feeBps,
      nowMs: () => this.nowMs(),
      emit: this.#events.emit,
    });
  }

  get markets(): readonly MarketSpec[] {
    return this.#seeded.map((market) => market.spec);
  }

  nowMs(): number {
    return Math.floor(this.#clock() + this.#offsetMs);
  }

  setClockOffsetMs(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }

  setFeeMode(mode: FeeMode): void {
    this.#desk.feeMode = mode;
  }

  setRules(symbol: string, rules: Partial<MarketRules>): void {
    const { market } = this.#live(symbol);
    market.spec = { ...market.spec, ...rules };
  }

  setFree(asset: string, free: string): void {
    this.#ledger.setFree(asset, toAmount(free));
    for (const balance of this.#ledger.takeTouched()) this.#events.emit({ kind: 'balance', ...balance });
  }

  statusOf(symbol: string): MarketStatus {
    return this.#live(symbol).status;
  }

  setStatus(symbol: string, status: MarketStatus): void {
    this.#live(symbol).status = status;
    this.#events.emit({ kind: 'status', symbol, status });
  }

  advance(): void {
    const toMs = this.nowMs();
    for (const live of this.#lives.values()) {
      const step = live.bookStep;
      for (const trade of live.moveTo(toMs)) this.#pass(live, { ...trade, units: trade.price });
      if (live.bookStep !== step) this.#layOut(live);
    }
  }

  tradeAt(symbol: string, price: string, quantity: string, takerSide: 'buy' | 'sell'): void {
    const live = this.#live(symbol);
    const units = live.units(toAmount(price), 'price');
    const steps = live.units(toAmount(quantity), 'quantity');
    this.#pass(live, { units, quantity: steps, isSell: takerSide === 'sell', timeMs: this.nowMs() });
  }

  check(order: NewOrder): CoreRefusal | undefined {
    const live = this.#lives.get(order.symbol);
    if (!live) return { kind: 'unknownSymbol' };
    const last = unitsToAmount(live.lastPrice, live.market.pricePlaces);
    const filter = brokenFilter(order, live.market.spec, last);
    if (filter) return { kind: 'filter', filter };
    return live.status === 'trading' ? undefined : { kind: 'marketClosed' };
  }

  place(request: NewOrder): { order: CoreOrder; fills: readonly CoreFill[] } | { refusal: CoreRefusal } {
    const refusal = this.check(request);
    if (refusal) return { refusal };
    const before = this.#desk.fills.length;
    const placed = this.#desk.place(request, this.#live(request.symbol));
    if (!('request' in placed)) return { refusal: placed };
    const fills = this.#desk.fills.slice(before).filter((fill) => fill.orderId === placed.id);
    return { order: toCoreOrder(placed), fills };
  }

  placeList(requests: readonly [NewOrder, NewOrder]): { orders: CoreOrder[] } | { refusal: CoreRefusal } {
    this.advance();
    for (const request of requests) {
      const refusal = this.check(request);
      if (refusal) return { refusal };
    }
    const placed = this.#desk.placeList(requests, this.#live(requests[0].symbol));
    return Array.isArray(placed) ? { orders: placed.map(toCoreOrder) } : { refusal: placed };
  }

  cancel(orderId: number, why: 'cancelled' | 'expired' | 'expiredInMatch' = 'cancelled'): CoreOrder | undefined {
    const order = this.#desk.orders.get(orderId);
    if (!order || !isOpen(order)) return undefined;
    this.#desk.end(order, why);
    return toCoreOrder(order);
  }

  orderById(orderId: number): CoreOrder | undefined {
    const order = this.#desk.orders.get(orderId);
    return order && toCoreOrder(order);
  }

  orderByClientId(clientOrderId: string): CoreOrder | undefined {
    const order = this.#desk.byClientId(clientOrderId);
    return order && toCoreOrder(order);
  }

  openOrders(symbol?: string): readonly CoreOrder[] {
    return told(symbol === undefined ? this.#desk.allOpen() : this.#desk.openOf(symbol));
  }

  orders(symbol?: string): readonly CoreOrder[] {
    return told(this.#desk.orders.values()).filter((order) => symbol === undefined || order.symbol === symbol);
  }

  fills(symbol?: string): readonly CoreFill[] {
    return this.#desk.fills.filter((fill) => symbol === undefined || fill.symbol === symbol);
  }

  balances(): ReturnType<Ledger['balances']> {
    return this.#ledger.balances();
  }

  book(symbol: string, levels: number) {
    const { book } = this.#live(symbol);
    return { lastUpdateId: book.lastUpdateId, bids: book.texts('bid', levels), asks: book.texts('ask', levels) };
  }

  minutes(symbol: string, fromMs: number, toMs: number): readonly CoreCandle[] {
    const edges: number[] = [];
    for (let at = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS; at < toMs; at += MINUTE_MS) edges.push(at);
    const last = edges.at(-1);
    return last === undefined ? [] : this.candles(symbol, [...edges, last + MINUTE_MS]);
  }

  candles(symbol: string, edgesMs: readonly number[]): readonly CoreCandle[] {
    return this.#live(symbol).candles(edgesMs);
  }

  lastPrice(symbol: string): string {
    const live = this.#live(symbol);
    return unitsToText(live.lastPrice, live.market.pricePlaces);
  }

  recentTrades(symbol: string, limit: number) {
    return this.#live(symbol).recentTrades(limit);
  }

  drive(symbol: string): MarketDriver {
    const live = this.#live(symbol);
    const { pricePlaces, quantityPlaces } = live.market;
    live.isDriven = true;
    return {
      price: live.lastPrice,
      pricePlaces,
      quantityPlaces,
      tell: (price, quantity, isSell) => live.record({ price, quantity, isSell, timeMs: this.nowMs() }),
    };
  }

  onEvent(listener: (event: CoreEvent) => void): { dispose(): void } {
    return this.#events.listen(listener);
  }

  #live(symbol: string): LiveMarket {
    const live = this.#lives.get(symbol);
    if (!live) throw new Error(`symbol ${symbol}: expected one of the exchange's markets`);
    return live;
  }

  /** A trade by others: our orders on its way first, then the tape, then stops whose price has come. */
  #pass(live: LiveMarket, trade: PassingTrade): void {
    const left = this.#desk.cross(live, trade);
    if (left > 0) {
      const { units: price, isSell, timeMs } = trade;
      this.#events.emit({ kind: 'trade', trade: live.tell({ price, quantity: left, isSell, timeMs }) });
    }
    this.#desk.trigger(live);
  }

  #layOut(live: LiveMarket): void {
    const update = live.book.layOut(live.lastSeededPrice, live.bookStep);
    const { symbol } = live.market.spec;
    if (update) this.#events.emit({ kind: 'book', symbol, timeMs: this.nowMs(), ...update });
    this.#desk.sweep(live);
  }
}

function told(orders: Iterable<WorkingOrder>): CoreOrder[] {
  return [...orders].sort((a, b) => a.id - b.id).map(toCoreOrder);
}
