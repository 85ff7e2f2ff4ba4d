import { placesOf } from './amount.ts';
import { seedOf } from './chance.ts';
import type { MarketSpec } from './core-types.ts';

/** A market with what its seeded path is made of. Path prices count 10^-pricePlaces, quantities 10^-quantityPlaces. */
export type SeededMarket = {
  spec: MarketSpec;
  readonly seed: number;
  readonly basePrice: number;
  readonly pricePlaces: number;
  readonly quantityPlaces: number;
  /** Largest quantity of one seeded trade, in steps. */
  readonly tradeSteps: number;
  readonly tradesPerMinute: number;
  /** One minute of every hour has no trade at all. */
  readonly isThin: boolean;
  /** Levels a side of the book. */
  readonly levels: number;
  readonly bookStepMs: number;
};

type Row = readonly [symbol: string, price: number, tick: string, step: string, tradeSteps: number, thin?: 'thin'];

const ROWS: readonly Row[] = [
  ['BTC-USDT', 65_000, '0.01', '0.00001', 1_000],
  ['ETH-USDT', 3_200, '0.01', '0.0001', 2_000],
  ['BNB-USDT', 600, '0.01', '0.001', 1_000],
  ['ADA-USDT', 0.6, '0.0001', '0.1', 20_000, 'thin'],
  ['BTC-USD', 65_000, '0.01', '0.00000001', 1_000_000],
  ['ETH-USD', 3_200, '0.01', '0.00000001', 20_000_000],
  ['ADA-USD', 0.6, '0.0001', '0.00000001', 20_000_000_000, 'thin'],
];

/** @param synthetic how many of SYM0001-USDT, SYM0002-USDT … there are besides */
export function seededMarkets(seed: number, synthetic: number): SeededMarket[] {
  const markets = ROWS.map((row) => seededMarket(row, seed));
  for (let number = 1; number <= synthetic; number++) {
    const symbol = `SYM${String(number).padStart(4, '0')}-USDT`;
    markets.push({
      ...seededMarket([symbol, 1 + (number % 50), '0.0001', '0.1', 1_000], seed),
      levels: 5,
      tradesPerMinute: 6,
      bookStepMs: 5_000,
    });
  }
  return markets;
}

function seededMarket([symbol, price, tick, step, tradeSteps, thin]: Row, seed: number): SeededMarket {
  const [base = '', quote = ''] = symbol.split('-');
  return {
    spec: {
      symbol,
      base,
      quote,
      tick,
      step,
      minQuantity: step,
      maxQuantity: '90000000',
      minNotional: quote === 'USD' ? '1' : '5',
    },
    seed: seedOf(symbol, seed),
    basePrice: price,
    pricePlaces: placesOf(tick),
    quantityPlaces: placesOf(step),
    tradeSteps,
    tradesPerMinute: thin ? 6 : 30,
    isThin: thin === 'thin',
    levels: 50,
    bookStepMs: 500,
  };
}
