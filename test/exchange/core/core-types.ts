/**
 * The exchange behind the wires. Amounts are exact: decimal texts at the border, bigint at 1e-12 inside. Times are the
 * exchange's own clock, ms.
 */
export type MarketSpec = {
  /** `BASE-QUOTE`; each wire has its own spelling. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly tick: string;
  readonly step: string;
  readonly minQuantity: string;
  readonly maxQuantity: string;
  readonly minNotional: string;
};

export type MarketStatus = 'trading' | 'halted' | 'cancelOnly';

export type CoreTrade = {
  readonly id: number;
  readonly symbol: string;
  readonly price: string;
  readonly quantity: string;
  readonly takerSide: 'buy' | 'sell';
  readonly timeMs: number;
};

/** Minutes; `closed` once the clock has passed the end. A minute without trades has none on Coinbase, a flat one on Binance. */
export type CoreCandle = {
  readonly openTimeMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly quoteVolume: string;
  readonly trades: number;
  /** Base and quote volume of the trades in which the buyer was the aggressor. */
  readonly takerBuyVolume: string;
  readonly takerBuyQuoteVolume: string;
  /** Ids of a candle's trades run on by ones from here; -1 when it has none. */
  readonly firstTradeId: number;
};

export type CoreOrderStatus = 'new' | 'partiallyFilled' | 'filled' | 'cancelled' | 'expired' | 'expiredInMatch';

export type CoreOrder = {
  readonly id: number;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly type: 'limit' | 'market' | 'stop' | 'stopLimit';
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK';
  readonly postOnly: boolean;
  readonly price: string | null;
  readonly stopPrice: string | null;
  readonly quantity: string;
  readonly quoteQuantity: string | null;
  readonly status: CoreOrderStatus;
  readonly filledQuantity: string;
  readonly filledValue: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  /** Orders of which the first to trade ends the others; 0 for an order of its own. */
  readonly listId: number;
};

export type CoreFill = {
  readonly id: number;
  readonly orderId: number;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly quantity: string;
  readonly fee: string;
  readonly feeAsset: string;
  readonly maker: boolean;
  readonly timeMs: number;
};

/** Absolute quantity at a price after a change; "0" when the level is gone. */
export type BookChange = {
  readonly symbol: string;
  readonly side: 'bid' | 'ask';
  readonly price: string;
  readonly quantity: string;
};

/** What happens, in order; the wires turn it into their messages. `updateId` counts book changes of a symbol by ones. */
export type CoreEvent =
  | { readonly kind: 'trade'; readonly trade: CoreTrade }
  | {
      readonly kind: 'book';
      readonly symbol: string;
      readonly firstUpdateId: number;
      readonly lastUpdateId: number;
      readonly changes: readonly BookChange[];
      readonly timeMs: number;
    }
  | { readonly kind: 'order'; readonly order: CoreOrder; readonly fill: CoreFill | null; readonly why: string }
  | { readonly kind: 'balance'; readonly asset: string; readonly free: string; readonly locked: string }
  | { readonly kind: 'status'; readonly symbol: string; readonly status: MarketStatus };

export type NewOrder = {
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly type: CoreOrder['type'];
  readonly timeInForce: CoreOrder['timeInForce'];
  readonly postOnly: boolean;
  readonly price: string | null;
  readonly stopPrice: string | null;
  readonly quantity: string | null;
  readonly quoteQuantity: string | null;
  /** Of a limit order: when the trigger is touched before any of it traded, it goes on at the other price, and only then. */
  readonly bracketStop?: { readonly trigger: string; readonly price: string };
};

/** Why an order was not taken; the wires give it their codes. */
export type CoreRefusal =
  | { readonly kind: 'unknownSymbol' | 'marketClosed' | 'insufficientBalance' | 'wouldTake' | 'duplicateOpenId' }
  | { readonly kind: 'filter'; readonly filter: 'price' | 'step' | 'minQuantity' | 'maxQuantity' | 'notional' };

/** What fees are taken in; USD markets always take them in quote. `bnb` falls back to `received` when there is too little. */
export type FeeMode = 'received' | 'quote' | 'bnb';

export type MarketRules = Pick<MarketSpec, 'tick' | 'step' | 'minQuantity' | 'maxQuantity' | 'minNotional'>;

/** For load: trades enter tape and candles at once, without events and without meeting our orders. */
export type MarketDriver = {
  /** Where the market stood, in units of 10^-pricePlaces. */
  readonly price: number;
  readonly pricePlaces: number;
  readonly quantityPlaces: number;
  /** @returns the trade's id */
  readonly tell: (price: number, quantity: number, isSell: boolean) => number;
};

export interface ExchangeCore {
  readonly markets: readonly MarketSpec[];
  /** The exchange's clock: ours + its offset, or what a test set it to. */
  nowMs(): number;
  setClockOffsetMs(offsetMs: number): void;
  readonly feeBps: number;
  setFeeMode(mode: FeeMode): void;
  /** Filters may change while the exchange runs. */
  setRules(symbol: string, rules: Partial<MarketRules>): void;
  /** Sets what is free, as a deposit or a transfer by the person would. */
  setFree(asset: string, free: string): void;
  statusOf(symbol: string): MarketStatus;
  setStatus(symbol: string, status: MarketStatus): void;
  /** Moves the seeded market to now: trades, book changes, matching. Called by the server's timer, or by a test. */
  advance(): void;
  /** A trade at a price, by somebody else: crosses our resting orders, whole or in part. */
  tradeAt(symbol: string, price: string, quantity: string, takerSide: 'buy' | 'sell'): void;
  /** What placing would be refused for, balances and duplicates left aside. */
  check(order: NewOrder): CoreRefusal | undefined;
  place(
    order: NewOrder,
  ): { readonly order: CoreOrder; readonly fills: readonly CoreFill[] } | { readonly refusal: CoreRefusal };
  /** One cancels the other, over a quantity that is locked once: both are taken, or neither. */
  placeList(
    orders: readonly [NewOrder, NewOrder],
  ): { readonly orders: readonly CoreOrder[] } | { readonly refusal: CoreRefusal };
  /** Undefined when it is not open. Its list goes with it. */
  cancel(orderId: number, why?: 'cancelled' | 'expired' | 'expiredInMatch'): CoreOrder | undefined;
  orderById(orderId: number): CoreOrder | undefined;
  /** The latest order under that client id. */
  orderByClientId(clientOrderId: string): CoreOrder | undefined;
  openOrders(symbol?: string): readonly CoreOrder[];
  orders(symbol?: string): readonly CoreOrder[];
  fills(symbol?: string): readonly CoreFill[];
  balances(): readonly { readonly asset: string; readonly free: string; readonly locked: string }[];
  book(
    symbol: string,
    levels: number,
  ): {
    readonly lastUpdateId: number;
    readonly bids: readonly (readonly [price: string, quantity: string])[];
    readonly asks: readonly (readonly [price: string, quantity: string])[];
  };
  /** Closed and forming minutes with `fromMs` ≤ open time < `toMs`, by the whole history a seed implies. */
  minutes(symbol: string, fromMs: number, toMs: number): readonly CoreCandle[];
  /** One candle for each [edge, next edge) that has trades up to now. Edges rise; whole minutes or seconds. */
  candles(symbol: string, edgesMs: readonly number[]): readonly CoreCandle[];
  /** Of the latest trade; never empty: history is endless. */
  lastPrice(symbol: string): string;
  /** The latest, oldest first. */
  recentTrades(symbol: string, limit: number): readonly CoreTrade[];
  /** Takes a market over from its seed: from now on only what the driver tells happens in it. */
  drive(symbol: string): MarketDriver;
  onEvent(listener: (event: CoreEvent) => void): { dispose(): void };
}
