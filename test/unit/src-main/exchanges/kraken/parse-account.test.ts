import { describe, expect, it } from 'vitest';
import {
  balancesOf,
  fillsOf,
  keyInfoResult,
  ordersOf,
  permissionsOf,
  statusOf,
} from '../../../../../src-main/exchanges/kraken/parse-account.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import { hasRecorded, pairTable, recordedResult } from './recorded.ts';

const rows = (name: string, key: string) => recordedResult(name)[key] as Record<string, unknown>;

describe.skipIf(!hasRecorded)('recorded account data', () => {
  it('open orders', () => {
    expect(ordersOf(rows('http_open_orders.json', 'open'), pairTable())).toMatchObject([
      {
        venueOrderId: 'O26VBY-ISGAE-JP5TLU',
        clientOrderId: '',
        instrumentId: 'kraken:BTC-USDT',
        status: 'working',
        statusText: 'open',
        filledQuantity: 0n,
        filledValue: 0n,
        updatedMs: 1688583840864,
      },
      { venueOrderId: 'OYEQF4-FDE4C-NMUYUI', instrumentId: 'kraken:ETH-USDT', status: 'working' },
    ]);
  });

  it('closed orders', () => {
    expect(ordersOf(rows('http_closed_orders.json', 'closed'), pairTable())).toMatchObject([
      {
        venueOrderId: 'O5KZFT-GH3AD-LP6TLU',
        status: 'filled',
        statusText: 'closed: User requested',
        filledQuantity: quantityFromText('0.5'),
        filledValue: moneyFromText('14750'),
        updatedMs: 1688590000543,
      },
      { filledQuantity: quantityFromText('1'), filledValue: moneyFromText('1850'), updatedMs: 1688595000987 },
    ]);
  });

  it('trades', () => {
    expect(fillsOf(rows('http_trades_history.json', 'trades'), pairTable())).toEqual([
      {
        fillId: 'TCCCTY-WJ6EO-4FP4VZ',
        venueOrderId: 'O26VBY-ISGAE-JP5TLU',
        clientOrderId: null,
        instrumentId: 'kraken:BTC-USDT',
        price: priceFromText('29500.50'),
        quantity: quantityFromText('0.5'),
        fee: { asset: 'USDT', amount: moneyFromText('23.60') },
        liquidity: 'maker',
        timeMs: 1688585840892,
      },
      {
        fillId: 'TDCVFQ-TPEG4-6X7LSZ',
        venueOrderId: 'OYEQF4-FDE4C-NMUYUI',
        clientOrderId: null,
        instrumentId: 'kraken:ETH-USDT',
        price: priceFromText('1799.75'),
        quantity: quantityFromText('1'),
        fee: { asset: 'USDT', amount: moneyFromText('3.6') },
        liquidity: 'taker',
        timeMs: 1688586440345,
      },
    ]);
  });
});

describe('account data', () => {
  it('splits what is held into free and locked, exactly; what earns is another asset', () => {
    const found = balancesOf(
      {
        ZUSD: { balance: '25435.2100000001', hold_trade: '8249.76' },
        XXBT: { balance: '1.2435', hold_trade: '0.8423' },
        'XBT.F': { balance: '0.5', hold_trade: '0' },
        ETH: { balance: '0.0000000000', hold_trade: '0.0000000000' },
      },
      pairTable(),
    );
    expect(found).toEqual([
      { asset: 'USD', free: '17185.4500000001', locked: '8249.76' },
      { asset: 'BTC', free: '0.4012', locked: '0.8423' },
      { asset: 'BTC.F', free: '0.5', locked: '0' },
    ]);
  });

  it('a list with a row that cannot be read proves nothing', () => {
    expect(ordersOf({ O1: { status: 'open' } }, pairTable())).toBeUndefined();
    expect(fillsOf({ T1: {} }, pairTable())).toBeUndefined();
    expect(balancesOf({ ZUSD: 'x' }, pairTable())).toBeUndefined();
  });

  it('reads what a key may do', () => {
    // The example of Kraken's documentation.
    const result = keyInfoResult.parse({
      apiKeyName: 'my-api-key',
      permissions: ['query-funds', 'withdraw-funds', 'query-open-trades', 'modify-trades'],
      ipAllowlist: [],
    });
    expect(permissionsOf(result)).toEqual({ canRead: true, canTrade: true, canWithdraw: true, hasIpList: false });
    expect(permissionsOf({ permissions: ['query-funds'], ipAllowlist: ['10.0.0.1'] })).toEqual({
      canRead: true,
      canTrade: false,
      canWithdraw: false,
      hasIpList: true,
    });
  });

  it('has a name for each state, and none for a new one', () => {
    expect(['pending', 'open', 'closed', 'canceled', 'expired', 'frozen'].map(statusOf)).toEqual([
      'working',
      'working',
      'filled',
      'cancelled',
      'cancelled',
      'unknown',
    ]);
  });
});
