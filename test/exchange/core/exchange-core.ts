import { toAmount, unitsToAmount, unitsToText } from './amount.ts';
import type { CoreEvent, CoreOrder, CoreRefusal, ExchangeCore, NewOrder } from './core-types.ts';
import { createEvents } from './events.ts';
import { Ledger } from './ledger.ts';
import { LiveMarket } from './live-market.ts';
import { seededMarkets } from './markets.ts';
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
  const clock = options.clock ?? Date.now;
  let offsetMs = 0;
  const nowMs = () => Math.floor(clock() + offsetMs);
  const seeded = seededMarkets(options.seed, options.syntheticMarkets ?? 0);
  const lives = new Map(seeded.map((market) => [market.spec.symbol, new LiveMarket(market, nowMs())]));
  const events = createEvents<CoreEvent>();
  const ledger = new Ledger(options.startingBalances ?? STARTING_BALANCES);
  const feeBps = options.feeBps ?? 10;
  const desk = new OrderDesk({ ledger, markets: lives, feeBps, nowMs, emit: events.emit });

  const liveOf = (symbol: string): LiveMarket => {
    const live = lives.get(symbol);
    if (!live) throw new Error(`symbol ${symbol}: expected one of the exchange's markets`);
    return live;
  };
  const tell = (live: LiveMarket, trade: { units: number; quantity: number; isSell: boolean; timeMs: number }) => {
    const left = desk.cross(live, trade);
    if (left > 0) {
      const told = live.tell({ price: trade.units, quantity: left, isSell: trade.isSell, timeMs: trade.timeMs });
      events.emit({ kind: 'trade', trade: told });
    }
    desk.trigger(live);
  };
  const layOut = (live: LiveMarket) => {
    const update = live.book.layOut(live.lastSeededPrice, live.bookStep);
    if (update) events.emit({ kind: 'book', symbol: live.market.spec.symbol, timeMs: nowMs(), ...update });
    desk.sweep(live);
  };
  const advanceOne = (live: LiveMarket, toMs: number) => {
    const stepBefore = live.bookStep;
    for (const trade of live.moveTo(toMs)) tell(live, { ...trade, units: trade.price });
    if (live.bookStep !== stepBefore) layOut(live);
  };
  const check = (order: NewOrder): CoreRefusal | undefined => {
    const live = lives.get(order.symbol);
    if (!live) return { kind: 'unknownSymbol' };
    const filter = brokenFilter(order, live.market.spec, unitsToAmount(live.lastPrice, live.market.pricePlaces));
    if (filter) return { kind: 'filter', filter };
    return live.status === 'trading' ? undefined : { kind: 'marketClosed' };
  };
  const told = (orders: Iterable<WorkingOrder>): CoreOrder[] =>
    [...orders].sort((a, b) => a.id - b.id).map(toCoreOrder);

  return {
    get markets() {
      return seeded.map((market) => market.spec);
    },
    nowMs,
    setClockOffsetMs(next) {
      offsetMs = next;
    },
    feeBps,
    setFeeMode(mode) {
      desk.feeMode = mode;
    },
    setRules(symbol, rules) {
      const { market } = liveOf(symbol);
      market.spec = { ...market.spec, ...rules };
    },
    setFree(asset, free) {
      ledger.setFree(asset, toAmount(free));
      for (const balance of ledger.takeTouched()) events.emit({ kind: 'balance', ...balance });
    },
    statusOf: (symbol) => liveOf(symbol).status,
    setStatus(symbol, status) {
      liveOf(symbol).status = status;
      events.emit({ kind: 'status', symbol, status });
    },
    advance() {
      const toMs = nowMs();
      for (const live of lives.values()) advanceOne(live, toMs);
    },
    tradeAt(symbol, price, quantity, takerSide) {
      const live = liveOf(symbol);
      const units = live.units(toAmount(price), 'price');
      tell(live, {
        units,
        quantity: live.units(toAmount(quantity), 'quantity'),
        isSell: takerSide === 'sell',
        timeMs: nowMs(),
      });
    },
    check,
    place(request) {
      const refusal = check(request);
      if (refusal) return { refusal };
      const before = desk.fills.length;
      const placed = desk.place(request, liveOf(request.symbol));
      if (!('request' in placed)) return { refusal: placed };
      return {
        order: toCoreOrder(placed),
        fills: desk.fills.slice(before).filter((fill) => fill.orderId === placed.id),
      };
    },
    cancel(orderId, why = 'cancelled') {
      const order = desk.orders.get(orderId);
      if (!order || !isOpen(order)) return undefined;
      desk.end(order, why);
      return toCoreOrder(order);
    },
    orderById(orderId) {
      const order = desk.orders.get(orderId);
      return order && toCoreOrder(order);
    },
    orderByClientId(clientOrderId) {
      const order = desk.byClientId(clientOrderId);
      return order && toCoreOrder(order);
    },
    openOrders: (symbol) => told(symbol === undefined ? desk.allOpen() : desk.openOf(symbol)),
    orders: (symbol) => told(desk.orders.values()).filter((order) => symbol === undefined || order.symbol === symbol),
    fills: (symbol) => desk.fills.filter((fill) => symbol === undefined || fill.symbol === symbol),
    balances: () => ledger.balances(),
    book(symbol, levels) {
      const { book } = liveOf(symbol);
      return { lastUpdateId: book.lastUpdateId, bids: book.texts('bid', levels), asks: book.texts('ask', levels) };
    },
    minutes(symbol, fromMs, toMs) {
      const edges: number[] = [];
      for (let at = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS; at < toMs; at += MINUTE_MS) edges.push(at);
      const last = edges.at(-1);
      return last === undefined ? [] : liveOf(symbol).candles([...edges, last + MINUTE_MS]);
    },
    candles: (symbol, edgesMs) => liveOf(symbol).candles(edgesMs),
    lastPrice(symbol) {
      const live = liveOf(symbol);
      return unitsToText(live.lastPrice, live.market.pricePlaces);
    },
    recentTrades: (symbol, limit) => liveOf(symbol).recentTrades(limit),
    onEvent: events.listen,
  };
}
