import { accountView, allOrderViews, myTradeViews, openOrderViews } from '../account-operations.ts';
import { BinanceError, refusals } from '../binance-error.ts';
import { cancelOrder, lookUp, placeOrder, testOrder } from '../order-operations.ts';
import { ORDER_PARAMETERS } from '../order-request.ts';
import { MARKET_ROUTES } from '../routes/market-routes.ts';
import { cancelAll } from '../routes/order-routes.ts';
import type { ApiCall, ApiMethod } from './api-method.ts';

const RANGE = ['startTime', 'endTime', 'limit'];

type Handle = ApiMethod['handle'];
const open = (parameters: readonly string[], handle: Handle): ApiMethod => {
  return { weight: 1, security: 'none', limits: 'weight', parameters, handle };
};
const signed = (weight: ApiMethod['weight'], parameters: readonly string[], handle: Handle): ApiMethod => {
  return { weight, security: 'signed', limits: 'weight', parameters, handle };
};
const order = (parameters: readonly string[], handle: Handle): ApiMethod => {
  return { weight: 1, security: 'signed', limits: 'orders', parameters, handle };
};

/** Market data over the socket is REST's, under other names. */
const MARKET_METHODS: Readonly<Record<string, string>> = {
  exchangeInfo: 'exchangeInfo',
  depth: 'depth',
  klines: 'klines',
  uiKlines: 'uiKlines',
  avgPrice: 'avgPrice',
  'trades.recent': 'trades',
  'trades.historical': 'historicalTrades',
  'trades.aggregate': 'aggTrades',
  'ticker.24hr': 'ticker/24hr',
  'ticker.price': 'ticker/price',
  'ticker.book': 'ticker/bookTicker',
};

function marketMethods(): Record<string, ApiMethod> {
  const methods = Object.entries(MARKET_METHODS).flatMap(([name, path]) => {
    const route = MARKET_ROUTES.find((one) => one.path === `/api/v3/${path}`);
    if (!route) return [];
    const { weight, parameters, handle } = route;
    const method: ApiMethod = {
      weight,
      security: 'none',
      limits: 'weight',
      parameters,
      handle: (call) => handle(call.desk, call.parameters),
    };
    return [[name, method] as const];
  });
  return Object.fromEntries(methods);
}

export const API_METHODS: Readonly<Record<string, ApiMethod>> = {
  ...marketMethods(),
  ping: open([], () => ({})),
  time: open([], ({ desk }) => ({ serverTime: desk.core.nowMs() })),
  'session.logon': { weight: 2, security: 'logon', limits: 'weight', parameters: [], handle: logOn },
  'session.status': { weight: 2, security: 'session', limits: 'weight', parameters: [], handle: sessionView },
  'session.logout': { weight: 2, security: 'session', limits: 'weight', parameters: [], handle: logOut },
  'session.subscriptions': {
    weight: 2,
    security: 'session',
    limits: 'weight',
    parameters: [],
    handle: ({ session }) => session.subscriptions().map((subscriptionId) => ({ subscriptionId })),
  },
  'userDataStream.subscribe': {
    weight: 2,
    security: 'session',
    limits: 'weight',
    parameters: [],
    handle: subscribeLoggedOn,
  },
  'userDataStream.subscribe.signature': signed(2, [], ({ session }) => ({ subscriptionId: session.subscribe() })),
  'userDataStream.unsubscribe': {
    weight: 2,
    security: 'session',
    limits: 'weight',
    parameters: ['subscriptionId'],
    handle: unsubscribe,
  },
  'order.place': order(ORDER_PARAMETERS, ({ desk, parameters }) => placeOrder(desk, parameters)),
  'order.test': order([...ORDER_PARAMETERS, 'computeCommissionRates'], ({ desk, parameters }) => {
    testOrder(desk, parameters);
    return {};
  }),
  'order.cancel': order(
    ['symbol!', 'orderId', 'origClientOrderId', 'newClientOrderId', 'cancelRestrictions'],
    ({ desk, parameters }) => cancelOrder(desk, parameters),
  ),
  'openOrders.cancelAll': order(['symbol!'], ({ desk, parameters }) => cancelAll(desk, parameters)),
  'order.status': signed(4, ['symbol!', 'orderId', 'origClientOrderId'], ({ desk, parameters }) =>
    lookUp(desk, parameters),
  ),
  'openOrders.status': signed(
    (parameters) => (parameters.has('symbol') ? 6 : 80),
    ['symbol'],
    ({ desk, parameters }) => openOrderViews(desk, parameters),
  ),
  'account.status': signed(20, ['omitZeroBalances'], ({ desk, parameters }) => accountView(desk, parameters)),
  'account.rateLimits.orders': signed(40, [], ({ desk }) => desk.limits.rateLimits('orders')),
  allOrders: signed(20, ['symbol!', 'orderId', ...RANGE], ({ desk, parameters }) => allOrderViews(desk, parameters)),
  myTrades: signed(
    (parameters) => (parameters.has('orderId') ? 5 : 20),
    ['symbol!', 'orderId', 'fromId', ...RANGE],
    ({ desk, parameters }) => myTradeViews(desk, parameters),
  ),
};

function logOn(call: ApiCall) {
  if (call.kind === 'hmac') throw new BinanceError(-4056, 'HMAC_SHA256 API key is not supported.');
  call.session.loggedOn = { apiKey: call.parameters.need('apiKey'), sinceMs: call.desk.core.nowMs() };
  return sessionView(call);
}

function logOut(call: ApiCall) {
  call.session.loggedOn = undefined;
  call.session.unsubscribe(undefined);
  return sessionView(call);
}

function sessionView({ desk, session }: ApiCall) {
  return {
    apiKey: session.loggedOn?.apiKey ?? null,
    authorizedSince: session.loggedOn?.sinceMs ?? null,
    connectedSince: session.connectedMs,
    returnRateLimits: true,
    serverTime: desk.core.nowMs(),
    userDataStream: session.subscriptions().length > 0,
  };
}

function subscribeLoggedOn({ session }: ApiCall) {
  if (!session.loggedOn) throw refusals.key();
  return { subscriptionId: session.subscribe() };
}

function unsubscribe({ session, parameters }: ApiCall) {
  session.unsubscribe(parameters.number('subscriptionId'));
  return {};
}
