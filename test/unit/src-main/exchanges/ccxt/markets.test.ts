import { describe, expect, it } from 'vitest';
import { createSymbolBook, instrumentsOf } from '../../../../../src-main/exchanges/ccxt/markets.ts';
import { moneyToText, priceToText, quantityToText } from '../../../../../src-main/model/money.ts';
import { bitcoin, clientOf, marketOf, VENUE } from './scripted-client.ts';

const gridOf = (precisionMode: number, price: unknown, amount: unknown) => {
  const markets = { a: marketOf({ precision: { price, amount } as never }) };
  const [instrument] = instrumentsOf(VENUE, clientOf({ precisionMode, markets }));
  return instrument === undefined ? undefined : [priceToText(instrument.tick), quantityToText(instrument.step)];
};

describe('markets as instruments', () => {
  it.each([
    ['steps', 4, '0.05', '0.001', ['0.05', '0.001']],
    ['steps as numbers, however small', 4, 1e-8, 1e-7, ['0.00000001', '0.0000001']],
    ['steps above one', 4, 5, 10, ['5', '10']],
    ['decimal places', 2, 3, 0, ['0.001', '1']],
    ['places before the point', 2, -1, 2, ['10', '0.01']],
    ['digits from the first: no grid of prices', 3, 5, 8, ['0.000000000001', '0.00000001']],
    ['a grid finer than the model’s', 4, '1e-18', '1e-18', ['0.000000000001', '0.00000001']],
    ['none told', 4, undefined, undefined, ['0.000000000001', '0.00000001']],
  ])('%s', (_, mode, price, amount, expected) => {
    expect(gridOf(mode as number, price, amount)).toEqual(expected);
  });

  it('have the bounds of their exchange; zero is none', () => {
    const limits = {
      amount: { min: '0.0001', max: '9000' },
      price: { min: 0 },
      cost: { min: 5 },
      market: { max: '120' },
    };
    const [instrument] = instrumentsOf(VENUE, clientOf({ markets: { a: marketOf({ limits, active: false }) } }));
    const { rules } = instrument ?? {};
    expect(rules).toMatchObject({ status: 'halted', minPrice: null, maxPrice: null, maxNotional: null });
    expect(
      [rules?.minQuantity, rules?.maxQuantity, rules?.maxMarketQuantity].map((value) => quantityToText(value as never)),
    ).toEqual(['0.0001', '9000', '120']);
    expect(moneyToText(rules?.minNotional as never)).toBe('5');
  });

  it('are those that trade for cash, each once; what cannot be read is left out', () => {
    const markets = {
      a: marketOf(),
      b: marketOf({ symbol: 'BTC/USDT:USDT', spot: false }),
      c: marketOf({ symbol: 'again' }),
      d: marketOf({ symbol: 'ODD/USDT', base: 'O D' }),
      e: marketOf({ symbol: 'BAD/USDT', base: 'BAD', precision: { price: 'x', amount: '1' } }),
      f: marketOf({ symbol: 'ETH/USDT', base: 'ETH' }),
    };
    const ids = instrumentsOf(VENUE, clientOf({ markets })).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['somewhere:BTC-USDT', 'somewhere:ETH-USDT']));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain('somewhere:O D-USDT');
  });

  it('are found by ccxt’s symbols and back, also after the markets were loaded anew', () => {
    const client = clientOf({ markets: {} });
    const symbols = createSymbolBook(VENUE, client);
    expect(symbols.symbolOf(bitcoin)).toBeUndefined();
    Object.assign(client, { markets: { x: marketOf({ symbol: 'btc/usdt' }) } });
    expect(symbols.symbolOf(bitcoin)).toBe('btc/usdt');
    expect(symbols.instrumentIdOf('btc/usdt')).toBe(bitcoin.id);
    expect(symbols.instrumentIdOf('BTC/USDT:USDT')).toBeUndefined();
  });
});
