import type { MarketSpec, MarketStatus } from '../core/core-types.ts';
import type { BinanceDesk } from './binance-desk.ts';
import { refusals } from './binance-error.ts';
import { ORDER_LIMITS, WEIGHT_LIMIT } from './limits.ts';
import { MOST_OPEN_ORDERS } from './order-operations.ts';
import { eight } from './order-view.ts';
import type { Parameters } from './parameters.ts';
import { toBinance } from './symbols.ts';

const ORDER_TYPES = [
  'LIMIT',
  'LIMIT_MAKER',
  'MARKET',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'TAKE_PROFIT_LIMIT',
];

export function exchangeInfo(desk: BinanceDesk, parameters: Parameters) {
  return {
    timezone: 'UTC',
    serverTime: desk.core.nowMs(),
    rateLimits: [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: WEIGHT_LIMIT },
      ...ORDER_LIMITS.map(({ interval, intervalNum, limit }) => {
        return { rateLimitType: 'ORDERS', interval, intervalNum, limit };
      }),
      { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 300_000 },
    ],
    exchangeFilters: [],
    symbols: asked(desk, parameters).map((market) => symbolView(desk, market)),
  };
}

function asked(desk: BinanceDesk, parameters: Parameters): readonly MarketSpec[] {
  const one = parameters.get('symbol');
  if (one !== undefined) return [desk.symbols.spec(one)];
  const several = parameters.get('symbols');
  return several === undefined ? desk.symbols.all() : symbolList(several).map((symbol) => desk.symbols.spec(symbol));
}

/** `["BTCUSDT","ETHUSDT"]`. Throws -1100 for any other text. */
export function symbolList(text: string): string[] {
  if (!/^\["[A-Z0-9-_.]{1,20}"(,"[A-Z0-9-_.]{1,20}")*\]$/.test(text)) {
    throw refusals.illegal('symbols', '^\\[("[A-Z0-9-_.]{1,20}"(,"[A-Z0-9-_.]{1,20}"){0,})?\\]$');
  }
  return JSON.parse(text) as string[];
}

function symbolView(desk: BinanceDesk, market: MarketSpec) {
  return {
    symbol: toBinance(market.symbol),
    status: statusText(desk, market.symbol, desk.core.statusOf(market.symbol)),
    baseAsset: market.base,
    baseAssetPrecision: 8,
    quoteAsset: market.quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ORDER_TYPES,
    icebergAllowed: false,
    ocoAllowed: true,
    otoAllowed: false,
    opoAllowed: false,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: false,
    cancelReplaceAllowed: true,
    amendAllowed: false,
    pegInstructionsAllowed: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: filtersOf(market),
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH'],
  };
}

function statusText(desk: BinanceDesk, symbol: string, status: MarketStatus): string {
  if (status === 'trading') return 'TRADING';
  if (status === 'cancelOnly') return 'CANCEL_ONLY';
  return String(desk.faults.isOn('haltIsBreak', symbol) ? 'BREAK' : 'HALT');
}

function filtersOf(market: MarketSpec) {
  const maxQty = eight(market.maxQuantity);
  return [
    {
      filterType: 'PRICE_FILTER',
      minPrice: eight(market.tick),
      maxPrice: '1000000.00000000',
      tickSize: eight(market.tick),
    },
    { filterType: 'LOT_SIZE', minQty: eight(market.minQuantity), maxQty, stepSize: eight(market.step) },
    { filterType: 'MARKET_LOT_SIZE', minQty: '0.00000000', maxQty, stepSize: '0.00000000' },
    {
      filterType: 'NOTIONAL',
      minNotional: eight(market.minNotional),
      applyMinToMarket: true,
      maxNotional: '9000000.00000000',
      applyMaxToMarket: false,
      avgPriceMins: 5,
    },
    { filterType: 'MAX_NUM_ORDERS', maxNumOrders: MOST_OPEN_ORDERS },
  ];
}
