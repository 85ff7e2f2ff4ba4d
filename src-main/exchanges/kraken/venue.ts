import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { ExchangeKeys } from '../../engine/ports/exchange.ts';
import type { FeeRates } from '../../model/execution-style.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { OrderProtocol } from '../connection/order-protocol.ts';
import { failureOf } from './errors.ts';
import { ACCOUNT_COST, CLOCK_GRAIN_MS, ORDER_LIFE_MS } from './limits.ts';
import { fillsSince, findOrder, openOrders } from './order-lists.ts';
import { pairTableOf } from './pair-table.ts';
import { balancesOf, feeRatesOf, keyInfoResult, permissionsOf, tradeVolumeResult } from './parse-account.ts';
import { rowsResult } from './parse-market.ts';
import { cancelOrder, placeOrder } from './place-order.ts';
import { accountCost, type PrivateCalls, privateCalls } from './rest.ts';
import { UserStream } from './user-stream.ts';

/** What the calls on orders and the account share. */
export type VenueParts = { readonly parts: ProtocolParts; readonly call: PrivateCalls };

export function createOrderProtocol(parts: ProtocolParts, keys: ExchangeKeys): OrderProtocol {
  const venue: VenueParts = { parts, call: privateCalls(parts, keys) };
  return {
    // A client id is unique among open orders alone: a second request after the first was filled is a second order.
    resend: 'never',
    requestLifeMs: ORDER_LIFE_MS + CLOCK_GRAIN_MS,
    stopLimitShare: null,
    place: (order, instrument, mayLeave) => placeOrder(venue, order, { instrument, mayLeave }),
    cancel: (order) => cancelOrder(venue, order),
    find: (order) => findOrder(venue, order),
    openOrders: () => openOrders(venue),
    fills: (instrument, sinceMs) => fillsSince(venue, instrument, sinceMs),
    balances: () => balances(venue),
    permissions: () => permissions(venue),
    feeRates: (instrument) => feeRates(venue, instrument),
    openUserStream: (listener) => new UserStream(parts, venue.call, listener),
  };
}

const balances = async ({ parts, call }: VenueParts): ReturnType<OrderProtocol['balances']> => {
  const what = 'balances at Kraken';
  const cost = accountCost(ACCOUNT_COST);
  const reply = await call({ endpoint: 'BalanceEx', result: rowsResult, priority: 'data', cost, group: 'account' });
  if (!reply.ok) return failureOf(what, reply.problem);
  const found = balancesOf(reply.value, pairTableOf(parts.transport));
  return found === undefined ? fail('replyUnreadable', `${what}: a row that is not a balance`) : succeed(found);
};

const feeRates = async ({ parts, call }: VenueParts, { id }: Instrument): Promise<Outcome<FeeRates>> => {
  const what = 'what an account pays at Kraken';
  const pair = pairTableOf(parts.transport).ofInstrument(id);
  if (pair === undefined) return fail('unknownInstrument', `instrumentId is "${id}", expected one of Kraken`);
  const reply = await call({
    endpoint: 'TradeVolume',
    fields: { pair: pair.name },
    result: tradeVolumeResult,
    priority: 'data',
    cost: accountCost(ACCOUNT_COST),
    group: 'account',
  });
  if (!reply.ok) return failureOf(what, reply.problem);
  const rates = feeRatesOf(reply.value, pair);
  return rates === undefined ? fail('replyUnreadable', `${what}: nothing is said of ${pair.name}`) : succeed(rates);
};

const permissions = async ({ call }: VenueParts): ReturnType<OrderProtocol['permissions']> => {
  const cost = accountCost(ACCOUNT_COST);
  const reply = await call({
    endpoint: 'GetApiKeyInfo',
    result: keyInfoResult,
    priority: 'data',
    cost,
    group: 'account',
  });
  return reply.ok ? succeed(permissionsOf(reply.value)) : failureOf('permissions of a key at Kraken', reply.problem);
};
