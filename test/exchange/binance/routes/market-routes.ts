import type { CoreTrade } from '../../core/core-types.ts';
import type { BinanceDesk } from '../binance-desk.ts';
import { exchangeInfo, symbolList } from '../exchange-info.ts';
import { klineRow, klinesOf } from '../klines.ts';
import { eight, valueText } from '../order-view.ts';
import type { Parameters } from '../parameters.ts';
import { toBinance } from '../symbols.ts';
import { dayTicker } from '../ticker.ts';
import { depthSnapshot } from './depth-snapshot.ts';
import type { Route } from './route.ts';

const open = (path: string, weight: Route['weight'], parameters: readonly string[], handle: Route['handle']): Route => {
  return { method: 'GET', path, weight, isSigned: false, parameters, handle };
};

export const MARKET_ROUTES: readonly Route[] = [
  open('/api/v3/ping', 1, [], () => ({})),
  open('/sapi/v1/system/status', 1, [], () => ({ status: 0, msg: 'normal' })),
  open('/api/v3/time', 1, [], (desk) => ({ serverTime: desk.core.nowMs() })),
  open(
    '/api/v3/exchangeInfo',
    20,
    ['symbol', 'symbols', 'permissions', 'symbolStatus', 'showPermissionSets'],
    exchangeInfo,
  ),
  open('/api/v3/depth', depthWeight, ['symbol!', 'limit'], depthSnapshot),
  open('/api/v3/klines', 2, ['symbol!', 'interval!', 'startTime', 'endTime', 'timeZone', 'limit'], klines),
  open('/api/v3/uiKlines', 2, ['symbol!', 'interval!', 'startTime', 'endTime', 'timeZone', 'limit'], klines),
  open('/api/v3/trades', 25, ['symbol!', 'limit'], trades),
  open('/api/v3/historicalTrades', 25, ['symbol!', 'limit', 'fromId'], trades),
  open('/api/v3/aggTrades', 4, ['symbol!', 'fromId', 'startTime', 'endTime', 'limit'], aggTrades),
  open('/api/v3/avgPrice', 2, ['symbol!'], averagePrice),
  open('/api/v3/ticker/24hr', tickerWeight, ['symbol', 'symbols', 'type'], (desk, parameters) =>
    forSymbols(desk, parameters, (symbol) => dayTicker(desk, symbol)),
  ),
  open('/api/v3/ticker/price', pairWeight, ['symbol', 'symbols'], (desk, parameters) =>
    forSymbols(desk, parameters, (symbol) => ({
      symbol: toBinance(symbol),
      price: eight(desk.core.lastPrice(symbol)),
    })),
  ),
  open('/api/v3/ticker/bookTicker', pairWeight, ['symbol', 'symbols'], (desk, parameters) =>
    forSymbols(desk, parameters, (symbol) => bookTicker(desk, symbol)),
  ),
];

function depthWeight(parameters: Parameters): number {
  const limit = parameters.number('limit') ?? 100;
  if (limit <= 100) return 5;
  if (limit <= 500) return 25;
  return limit <= 1_000 ? 50 : 250;
}

function pairWeight(parameters: Parameters): number {
  return parameters.has('symbol') ? 2 : 4;
}

function tickerWeight(parameters: Parameters): number {
  if (parameters.has('symbol')) return 2;
  const asked = parameters.get('symbols')?.split(',').length ?? 1_000;
  if (asked <= 20) return 2;
  return asked <= 100 ? 40 : 80;
}

/** One object for `symbol`, otherwise an array. */
function forSymbols(desk: BinanceDesk, parameters: Parameters, view: (symbol: string) => unknown): unknown {
  const one = parameters.get('symbol');
  if (one !== undefined) return view(desk.symbols.toCore(one));
  const several = parameters.get('symbols');
  if (several !== undefined) return symbolList(several).map((symbol) => view(desk.symbols.toCore(symbol)));
  return desk.symbols.all().map((market) => view(market.symbol));
}

function bookTicker(desk: BinanceDesk, symbol: string) {
  const { bids, asks } = desk.core.book(symbol, 1);
  return {
    symbol: toBinance(symbol),
    bidPrice: eight(bids[0]?.[0] ?? '0'),
    bidQty: eight(bids[0]?.[1] ?? '0'),
    askPrice: eight(asks[0]?.[0] ?? '0'),
    askQty: eight(asks[0]?.[1] ?? '0'),
  };
}

function klines(desk: BinanceDesk, parameters: Parameters) {
  const symbol = desk.symbols.toCore(parameters.need('symbol'));
  const interval = parameters.need('interval');
  const limit = Math.min(parameters.number('limit') ?? 500, 1_000);
  const range = { startMs: parameters.number('startTime'), endMs: parameters.number('endTime'), limit };
  const rows = klinesOf(desk.core, symbol, interval, range).map((candle) => klineRow(candle, interval));
  const middle = Math.floor(rows.length / 2);
  if (rows.length > 2 && desk.faults.strike('klineRowMissing', symbol)) rows.splice(middle, 1);
  const repeated = rows[middle];
  if (repeated && desk.faults.strike('klineRowRepeated', symbol)) rows.splice(middle, 0, repeated);
  return rows;
}

function recent(desk: BinanceDesk, parameters: Parameters): CoreTrade[] {
  const symbol = desk.symbols.toCore(parameters.need('symbol'));
  const limit = Math.min(parameters.number('limit') ?? 500, 1_000);
  const fromId = parameters.number('fromId');
  const startMs = parameters.number('startTime');
  const endMs = parameters.number('endTime') ?? Number.POSITIVE_INFINITY;
  if (fromId === undefined && startMs === undefined) return [...desk.core.recentTrades(symbol, limit)];
  const kept = desk.core.recentTrades(symbol, 2_000).filter((trade) => {
    return trade.id >= (fromId ?? 0) && trade.timeMs >= (startMs ?? 0) && trade.timeMs <= endMs;
  });
  return kept.slice(0, limit);
}

function trades(desk: BinanceDesk, parameters: Parameters) {
  return recent(desk, parameters).map((trade) => ({
    id: trade.id,
    price: eight(trade.price),
    qty: eight(trade.quantity),
    quoteQty: eight(valueText(trade)),
    time: trade.timeMs,
    isBuyerMaker: trade.takerSide === 'sell',
    isBestMatch: true,
  }));
}

/** Every trade stands for itself: aggregates of one. */
function aggTrades(desk: BinanceDesk, parameters: Parameters) {
  return recent(desk, parameters).map((trade) => ({
    a: trade.id,
    p: eight(trade.price),
    q: eight(trade.quantity),
    f: trade.id,
    l: trade.id,
    T: trade.timeMs,
    m: trade.takerSide === 'sell',
    M: true,
  }));
}

function averagePrice(desk: BinanceDesk, parameters: Parameters) {
  const symbol = desk.symbols.toCore(parameters.need('symbol'));
  return { mins: 5, price: eight(desk.core.lastPrice(symbol)), closeTime: desk.core.nowMs() };
}
