/** What we use of a ccxt exchange. Amounts are text where the client was made with `number: String`. */
export type CcxtAmount = string | number;

export type CcxtMarket = {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly spot?: boolean;
  readonly active?: boolean | undefined;
  readonly precision: { readonly price?: CcxtAmount; readonly amount?: CcxtAmount };
  readonly limits: Readonly<
    Partial<Record<'amount' | 'price' | 'cost' | 'market', { readonly min?: CcxtAmount; readonly max?: CcxtAmount }>>
  >;
};

export type CcxtTicker = {
  readonly symbol: string;
  readonly timestamp?: number;
  readonly bid?: CcxtAmount;
  readonly ask?: CcxtAmount;
};

export type CcxtTrade = {
  readonly id?: string;
  readonly order?: string;
  readonly timestamp?: number;
  readonly symbol: string;
  readonly side?: 'buy' | 'sell';
  readonly takerOrMaker?: 'taker' | 'maker';
  readonly price?: CcxtAmount;
  readonly amount?: CcxtAmount;
  readonly fee?: CcxtFee;
  readonly fees?: readonly CcxtFee[];
};

export type CcxtFee = { readonly currency?: string; readonly cost?: CcxtAmount };

export type CcxtOrder = {
  readonly id?: string;
  readonly clientOrderId?: string;
  /** The exchange's own words. */
  readonly info?: unknown;
  readonly symbol?: string;
  readonly status?: string;
  readonly timestamp?: number;
  readonly lastTradeTimestamp?: number;
  readonly lastUpdateTimestamp?: number;
  readonly price?: CcxtAmount;
  readonly average?: CcxtAmount;
  readonly amount?: CcxtAmount;
  readonly filled?: CcxtAmount;
  readonly remaining?: CcxtAmount;
  readonly cost?: CcxtAmount;
};

export type CcxtBook = {
  readonly timestamp?: number;
  readonly bids: readonly (readonly [price: number, quantity: number, ...rest: unknown[]])[];
  readonly asks: readonly (readonly [price: number, quantity: number, ...rest: unknown[]])[];
};

type CcxtBalanceEntry = { readonly free?: CcxtAmount; readonly used?: CcxtAmount; readonly total?: CcxtAmount };
export type CcxtBalances = Readonly<Record<string, CcxtBalanceEntry | undefined>>;

type Params = Readonly<Record<string, unknown>>;

/** How ccxt sends, when it is given somebody to do it. */
export type CcxtFetch = (
  url: string,
  request: { readonly method: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown },
) => Promise<CcxtResponse>;

export type CcxtResponse = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  text(): Promise<string>;
};

/** One socket of ccxt's. */
export type CcxtSocket = {
  readonly connection?: unknown;
  readonly error?: unknown;
  readonly subscriptions?: Readonly<Record<string, unknown>>;
  readonly lastPong?: number;
  isOpen(): boolean;
};

export interface CcxtClient {
  readonly name: string;
  /** Stands in addresses in the place of `{hostname}`. */
  readonly hostname?: string;
  has: Readonly<Record<string, boolean | 'emulated' | undefined>>;
  readonly timeframes?: Readonly<Record<string, unknown>>;
  readonly rateLimit: number;
  readonly precisionMode: number;
  readonly requiredCredentials: Readonly<Record<string, boolean>>;
  readonly features?: {
    readonly spot?: {
      readonly fetchOHLCV?: { readonly limit?: number };
      readonly fetchMyTrades?: { readonly limit?: number };
    };
  };
  readonly markets?: Readonly<Record<string, CcxtMarket>>;
  readonly clients: Readonly<Record<string, CcxtSocket>>;
  urls: { api: unknown };
  options: Record<string, unknown>;
  milliseconds(): number;
  seconds(): number;
  microseconds(): number;
  loadHttpProxyAgent(): Promise<unknown>;
  loadMarkets(reload?: boolean): Promise<unknown>;
  fetchTime(): Promise<number | undefined>;
  fetchOHLCV(symbol: string, timeframe: string, since: number, limit: number): Promise<(number | undefined | null)[][]>;
  fetchTicker(symbol: string): Promise<CcxtTicker>;
  fetchTickers(symbols: readonly string[]): Promise<Readonly<Record<string, CcxtTicker>>>;
  fetchBidsAsks(symbols: readonly string[]): Promise<Readonly<Record<string, CcxtTicker>>>;
  fetchOrderBook(symbol: string, limit?: number): Promise<CcxtBook>;
  watchTrades(symbol: string): Promise<readonly CcxtTrade[]>;
  watchTicker(symbol: string): Promise<CcxtTicker>;
  watchBidsAsks(symbols: readonly string[]): Promise<Readonly<Record<string, CcxtTicker>>>;
  watchOrderBook(symbol: string): Promise<CcxtBook>;
  watchOrders(): Promise<readonly CcxtOrder[]>;
  amountToPrecision(symbol: string, amount: string): string;
  priceToPrecision(symbol: string, price: string): string;
  createOrder(...order: CcxtNewOrder): Promise<CcxtOrder>;
  createMarketBuyOrderWithCost(symbol: string, cost: string, params: Params): Promise<CcxtOrder>;
  cancelOrder(id: string, symbol: string, params?: Params): Promise<unknown>;
  fetchOrder(id: string, symbol: string): Promise<CcxtOrder>;
  fetchOpenOrders(symbol?: string): Promise<readonly CcxtOrder[]>;
  fetchClosedOrders(symbol: string, since: number): Promise<readonly CcxtOrder[]>;
  fetchCanceledOrders(symbol: string, since: number): Promise<readonly CcxtOrder[]>;
  fetchOrders(symbol: string, since: number): Promise<readonly CcxtOrder[]>;
  fetchMyTrades(symbol: string, since: number, limit?: number): Promise<readonly CcxtTrade[]>;
  fetchBalance(): Promise<CcxtBalances>;
  close(): Promise<unknown>;
}

export type CcxtNewOrder = readonly [
  symbol: string,
  type: 'limit' | 'market',
  side: 'buy' | 'sell',
  amount: string,
  price: string | undefined,
  params: Params,
];

export type CcxtClass = new (config: Readonly<Record<string, unknown>>) => CcxtClient;
