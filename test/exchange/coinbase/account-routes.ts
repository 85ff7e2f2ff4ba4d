import { divide, toAmount, toText, UNIT } from '../core/amount.ts';
import { type ApiRequest, pageOf, type Route, type WireParts } from './api.ts';
import { PORTFOLIO_ID } from './order-view.ts';
import { uuidOf } from './placement.ts';
import { currencyName, rateText } from './product-view.ts';
import { answer, type Reply, refuse } from './reply.ts';

const CREATED = '2023-01-01T00:00:00Z';
const FIAT = ['USD', 'EUR', 'GBP'];

export function accountRoutes(parts: WireParts): readonly Route[] {
  return [
    { method: 'GET', path: /^\/accounts$/, access: 'view', handle: (request) => accountList(parts, request) },
    { method: 'GET', path: /^\/accounts\/([^/]+)$/, access: 'view', handle: (request) => oneAccount(parts, request) },
    { method: 'GET', path: /^\/transaction_summary$/, access: 'view', handle: () => summary(parts) },
    { method: 'GET', path: /^\/key_permissions$/, access: 'view', handle: (request) => permissionsOf(parts, request) },
    { method: 'GET', path: /^\/portfolios$/, access: 'view', handle: () => answer({ portfolios: [PORTFOLIO] }) },
  ];
}

/** `/v2`, which ccxt still asks. */
export function legacyRoutes(parts: WireParts): readonly Route[] {
  return [
    { method: 'GET', path: /^\/currencies$/, access: 'public', handle: () => answer({ data: fiatCurrencies() }) },
    {
      method: 'GET',
      path: /^\/currencies\/crypto$/,
      access: 'public',
      handle: () => answer({ data: cryptoCurrencies(parts) }),
    },
    { method: 'GET', path: /^\/exchange-rates$/, access: 'public', handle: (request) => rates(parts, request) },
    { method: 'GET', path: /^\/accounts$/, access: 'view', handle: () => legacyAccounts(parts) },
    { method: 'GET', path: /^\/time$/, access: 'public', handle: () => legacyTime(parts.core.nowMs()) },
  ];
}

const PORTFOLIO = { name: 'Default', uuid: PORTFOLIO_ID, type: 'DEFAULT', deleted: false };

type Balance = ReturnType<WireParts['core']['balances']>[number];

function accountView({ asset, free, locked }: Balance): Readonly<Record<string, unknown>> {
  return {
    uuid: uuidOf(`account ${asset}`),
    name: `${asset} Wallet`,
    currency: asset,
    available_balance: { value: free, currency: asset },
    default: true,
    active: true,
    created_at: CREATED,
    updated_at: CREATED,
    deleted_at: null,
    type: FIAT.includes(asset) ? 'ACCOUNT_TYPE_FIAT' : 'ACCOUNT_TYPE_CRYPTO',
    ready: true,
    hold: { value: locked, currency: asset },
    retail_portfolio_id: PORTFOLIO_ID,
    platform: 'ACCOUNT_PLATFORM_CONSUMER',
  };
}

function accountList({ core }: WireParts, { query }: ApiRequest): Reply {
  const { rows, cursor, hasNext } = pageOf(core.balances(), query, 250);
  return answer({ accounts: rows.map(accountView), has_next: hasNext, cursor, size: rows.length });
}

function oneAccount({ core }: WireParts, { id }: ApiRequest): Reply {
  const balance = core.balances().find(({ asset }) => uuidOf(`account ${asset}`) === id);
  return balance === undefined
    ? refuse(404, 'NOT_FOUND', 'account not found')
    : answer({ account: accountView(balance) });
}

function summary({ core }: WireParts): Reply {
  const rate = rateText(core.feeBps);
  return answer({
    total_volume: 0,
    total_fees: 0,
    fee_tier: {
      pricing_tier: 'Intro 1',
      usd_from: '0',
      usd_to: '1000',
      taker_fee_rate: rate,
      maker_fee_rate: rate,
      aop_from: '',
      aop_to: '',
    },
    margin_rate: null,
    goods_and_services_tax: null,
    advanced_trade_only_volume: 0,
    advanced_trade_only_fees: 0,
    coinbase_pro_volume: 0,
    coinbase_pro_fees: 0,
    total_balance: '',
    has_promo_fee: false,
  });
}

function permissionsOf({ faults }: WireParts, { permissions }: ApiRequest): Reply {
  return answer({
    can_view: permissions.canView,
    can_trade: permissions.canTrade,
    can_transfer: permissions.canTransfer,
    portfolio_uuid: PORTFOLIO_ID,
    portfolio_type: faults.isOn('keyOfPortfolio') === undefined ? 'DEFAULT' : 'CONSUMER',
  });
}

function fiatCurrencies(): readonly unknown[] {
  return FIAT.map((id) => ({ id, name: currencyName(id), min_size: '0.01' }));
}

function assetsOf({ core }: WireParts): readonly string[] {
  const traded = core.markets.filter(({ quote }) => quote === 'USD').map(({ base }) => base);
  return [...new Set([...traded, ...core.balances().map(({ asset }) => asset), 'USDC'])].filter(
    (code) => !FIAT.includes(code),
  );
}

function cryptoCurrencies(parts: WireParts): readonly unknown[] {
  return assetsOf(parts).map((code, index) => ({
    code,
    name: currencyName(code),
    color: '#888888',
    sort_index: 100 + index,
    exponent: 8,
    type: 'crypto',
    address_regex: '',
    asset_id: uuidOf(`asset ${code}`),
  }));
}

function rates(parts: WireParts, { query }: ApiRequest): Reply {
  const currency = query.get('currency') ?? 'USD';
  const traded = parts.core.markets.filter(({ quote }) => quote === 'USD');
  const known = traded.map(({ base, symbol }) => [base, toText(divide(UNIT, toAmount(parts.core.lastPrice(symbol))))]);
  return answer({ data: { currency, rates: { USD: '1', USDC: '1', ...Object.fromEntries(known) } } });
}

function legacyAccounts({ core }: WireParts): Reply {
  const data = core.balances().map(({ asset, free }) => ({
    id: uuidOf(`account ${asset}`),
    name: `${asset} Wallet`,
    primary: false,
    type: FIAT.includes(asset) ? 'fiat' : 'wallet',
    currency: { code: asset, name: currencyName(asset), type: FIAT.includes(asset) ? 'fiat' : 'crypto' },
    balance: { amount: free, currency: asset },
    created_at: CREATED,
    updated_at: CREATED,
    resource: 'account',
    resource_path: `/v2/accounts/${uuidOf(`account ${asset}`)}`,
  }));
  const pagination = { ending_before: null, starting_after: null, limit: 250, order: 'desc', next_uri: null };
  return answer({ pagination, data });
}

function legacyTime(nowMs: number): Reply {
  return answer({ data: { iso: new Date(nowMs).toISOString(), epoch: Math.floor(nowMs / 1000) } });
}
