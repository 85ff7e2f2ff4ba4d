import { describe, expect, it } from 'vitest';
import { guessSymbolAndInterval } from '../../../../src-main/data-import/symbol-guess.ts';

describe('guessSymbolAndInterval', () => {
  it.each([
    ['BTC_USDT-5m.csv.gz', 'BTC-USDT', '5m'],
    ['BTCUSDT-1m-2021-11-27.csv', 'BTC-USDT', '1m'],
    ['BTCUSD-1m-2017-2019.csv.gz', 'BTC-USD', '1m'],
    ['ETH_BTC-5m.csv', 'ETH-BTC', '5m'],
    ['EURUSD_15M.csv.gz', 'EUR-USD', '15m'],
    ['Binance_BTCUSDT_d.csv', 'BTC-USDT', '1d'],
    ['XRP_USDT_USDT-1h-mark.csv', 'XRP-USDT', '1h'],
    ['20180404_btcusd_minute_trade.csv', 'BTC-USD', '1m'],
    ['STETH_USDT-H4.csv', 'STETH-USDT', '4h'],
    ['ADABTC 30min.csv', 'ADA-BTC', '30m'],
    ['GOOG.csv', null, null],
    ['prices.csv', null, null],
  ])('reads the name %s', (name, symbol, interval) => {
    expect(guessSymbolAndInterval(name, [])).toEqual({ symbol, interval });
  });

  it('believes the times more than the name', () => {
    const hourly = [0, 3_600_000, 7_200_000, 14_400_000];
    expect(guessSymbolAndInterval('BTCUSDT-1m.csv', hourly).interval).toBe('1h');
    expect(guessSymbolAndInterval('BTCUSDT.csv', [...hourly].reverse()).interval).toBe('1h');
    expect(guessSymbolAndInterval('BTCUSDT.csv', [0, 7, 14]).interval).toBeNull();
  });
});
