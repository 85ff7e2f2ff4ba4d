import type { CoreFill } from '../core/core-types.ts';
import type { BinanceDesk } from './binance-desk.ts';
import { BinanceError } from './binance-error.ts';
import { isHidden } from './order-operations.ts';
import { eight, myTradeView, orderView } from './order-view.ts';
import type { Parameters } from './parameters.ts';
import { isListed, toBinance } from './symbols.ts';

const DAY_MS = 86_400_000;
const ACCOUNT_ID = 354_937_868;

const rateText = (feeBps: number): string => (feeBps / 10_000).toFixed(8);

export function accountView(desk: BinanceDesk, parameters: Parameters) {
  const rate = rateText(desk.core.feeBps);
  const isAll = parameters.get('omitZeroBalances') !== 'true';
  return {
    makerCommission: Math.round(desk.core.feeBps),
    takerCommission: Math.round(desk.core.feeBps),
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: { maker: rate, taker: rate, buyer: '0.00000000', seller: '0.00000000' },
    canTrade: true,
    canWithdraw: false,
    canDeposit: false,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: desk.core.nowMs(),
    accountType: 'SPOT',
    balances: desk.core
      .balances()
      .filter(({ asset, free, locked }) => asset !== 'USD' && (isAll || free !== '0' || locked !== '0'))
      .map(({ asset, free, locked }) => ({ asset, free: eight(free), locked: eight(locked) })),
    permissions: ['SPOT'],
    uid: ACCOUNT_ID,
  };
}

export function commissionView(desk: BinanceDesk, parameters: Parameters) {
  const symbol = parameters.need('symbol');
  desk.symbols.toCore(symbol);
  const rate = rateText(desk.core.feeBps);
  const none = { maker: '0.00000000', taker: '0.00000000', buyer: '0.00000000', seller: '0.00000000' };
  return {
    symbol,
    standardCommission: { maker: rate, taker: rate, buyer: '0.00000000', seller: '0.00000000' },
    specialCommission: none,
    taxCommission: none,
    discount: { enabledForAccount: true, enabledForSymbol: true, discountAsset: 'BNB', discount: '0.75000000' },
  };
}

export function tradeFeeViews(desk: BinanceDesk, parameters: Parameters) {
  const symbol = parameters.get('symbol');
  const rate = (desk.core.feeBps / 10_000).toString();
  const markets = symbol === undefined ? desk.symbols.all() : [desk.symbols.spec(symbol)];
  return markets.map((market) => {
    return { symbol: toBinance(market.symbol), makerCommission: rate, takerCommission: rate };
  });
}

export function openOrderViews(desk: BinanceDesk, parameters: Parameters) {
  const symbol = parameters.get('symbol');
  const orders = desk.core.openOrders(symbol === undefined ? undefined : desk.symbols.toCore(symbol));
  const ours = orders.filter((order) => isListed({ quote: order.symbol.split('-')[1] ?? '' }));
  return ours.filter((order) => !isHidden(desk, order)).map((order) => orderView(order, desk));
}

export function allOrderViews(desk: BinanceDesk, parameters: Parameters) {
  const symbol = desk.symbols.toCore(parameters.need('symbol'));
  const from = parameters.number('orderId');
  const { startMs, endMs } = windowOf(parameters);
  const orders = desk.core.orders(symbol).filter((order) => {
    if (isHidden(desk, order) || (from !== undefined && order.id < from)) return false;
    return order.createdMs >= startMs && order.createdMs <= endMs;
  });
  return cut(orders, parameters, from !== undefined).map((order) => orderView(order, desk));
}

export function myTradeViews(desk: BinanceDesk, parameters: Parameters) {
  const symbol = desk.symbols.toCore(parameters.need('symbol'));
  const orderId = parameters.number('orderId');
  const fromId = parameters.number('fromId');
  const { startMs, endMs } = windowOf(parameters);
  const fills = desk.core.fills(symbol).filter((fill: CoreFill) => {
    if (orderId !== undefined && fill.orderId !== orderId) return false;
    if (fromId !== undefined && fill.id < fromId) return false;
    return fill.timeMs >= startMs && fill.timeMs <= endMs;
  });
  return cut(fills, parameters, fromId !== undefined || parameters.has('startTime')).map(myTradeView);
}

/** At most 24 hours, when both ends are named. */
function windowOf(parameters: Parameters): { startMs: number; endMs: number } {
  const startMs = parameters.number('startTime');
  const endMs = parameters.number('endTime');
  if (startMs !== undefined && endMs !== undefined && endMs - startMs > DAY_MS) {
    throw new BinanceError(-1127, 'More than 24 hours between startTime and endTime.');
  }
  return {
    startMs: startMs ?? 0,
    endMs: endMs ?? (startMs === undefined ? Number.POSITIVE_INFINITY : startMs + DAY_MS),
  };
}

/** The oldest from a named start on, else the newest. */
function cut<Row>(rows: readonly Row[], parameters: Parameters, fromStart: boolean): readonly Row[] {
  const limit = Math.min(parameters.number('limit') ?? 500, 1_000);
  return fromStart ? rows.slice(0, limit) : rows.slice(-limit);
}
