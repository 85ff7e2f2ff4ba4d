import {
  accountView,
  allOrderViews,
  commissionView,
  myTradeViews,
  openOrderViews,
  tradeFeeViews,
} from '../account-operations.ts';
import type { Route } from './route.ts';

const signed = (
  path: string,
  weight: Route['weight'],
  parameters: readonly string[],
  handle: Route['handle'],
): Route => {
  return { method: 'GET', path, weight, isSigned: true, parameters, handle };
};

const RANGE = ['startTime', 'endTime', 'limit'];

export const ACCOUNT_ROUTES: readonly Route[] = [
  signed('/api/v3/account', 20, ['omitZeroBalances'], accountView),
  signed('/api/v3/account/commission', 20, ['symbol!'], commissionView),
  signed('/api/v3/openOrders', (parameters) => (parameters.has('symbol') ? 6 : 80), ['symbol'], openOrderViews),
  signed('/api/v3/allOrders', 20, ['symbol!', 'orderId', ...RANGE], allOrderViews),
  signed(
    '/api/v3/myTrades',
    (parameters) => (parameters.has('orderId') ? 5 : 20),
    ['symbol!', 'orderId', 'fromId', ...RANGE],
    myTradeViews,
  ),
  signed('/sapi/v1/asset/tradeFee', 1, ['symbol'], tradeFeeViews),
  signed('/api/v3/rateLimit/order', 40, [], (desk) => desk.limits.rateLimits('orders')),
  signed('/sapi/v1/account/apiRestrictions', 1, [], (desk) => ({
    ipRestrict: desk.faults.isOn('keyWithoutIpList') === undefined,
    createTime: 1_700_000_000_000,
    enableReading: true,
    enableSpotAndMarginTrading: desk.faults.isOn('keyCannotTrade') === undefined,
    enableWithdrawals: desk.faults.isOn('keyMayWithdraw') !== undefined,
    enableInternalTransfer: false,
    enableMargin: false,
    enableFutures: false,
    permitsUniversalTransfer: false,
    enableVanillaOptions: false,
    enablePortfolioMarginTrading: false,
    enableFixApiTrade: false,
    enableFixReadOnly: false,
  })),
];
