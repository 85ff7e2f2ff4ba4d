import { z } from 'zod';
import type { Random } from '../../../src-main/engine/ports/random.ts';
import type { EnterIntent, Intent } from '../../../src-main/engine/strategies/intent.ts';
import type { StrategyDefinition } from '../../../src-main/engine/strategies/strategy.ts';
import { defineStrategy } from '../../../src-main/engine/strategies/strategy.ts';
import type { Instrument } from '../../../src-main/model/instrument.ts';
import type { ManualOrder, ManualSize, ManualType } from '../../../src-main/model/manual-order.ts';
import { moneyFromText, priceFromNumber } from '../../../src-main/model/money.ts';
import { INSTRUMENTS } from './race-markets.ts';

export type RacerTally = { entries: number };

const chance = (random: Random, share: number): boolean => random.next() < share;

/** Round the price: through it, beside it, far from it. */
function priceNear(random: Random, price: number): number {
  return Math.max(0.01, Math.round(price * (0.8 + 0.4 * random.next()) * 100) / 100);
}

function sizeOf(random: Random, price: number): Pick<EnterIntent, 'size'> {
  const draw = random.next();
  const amount = 10 ** (1 + 4 * random.next());
  if (draw < 0.4) return { size: { kind: 'amount', amount } };
  if (draw < 0.8) return { size: { kind: 'quantity', quantity: Math.round((amount / price) * 1e5) / 1e5 || 1e-5 } };
  return draw < 0.9 ? { size: { kind: 'share', share: 0.05 + random.next() } } : {};
}

function entryOf(random: Random, price: number): EnterIntent {
  const draw = random.next();
  const terms = draw < 0.4 ? {} : { [draw < 0.8 ? 'limitPrice' : 'stopPrice']: priceNear(random, price) };
  return {
    kind: 'enter',
    side: chance(random, 0.5) ? 'long' : 'short',
    tag: `t${Math.floor(random.next() * 4)}`,
    maxEntries: 1 + Math.floor(random.next() * 5),
    ...sizeOf(random, price),
    ...terms,
  };
}

/** What a person wants beside the bots, of every type and size, now and then against what is held. */
export function manualOrderOf(random: Random, priceOf: (instrumentId: string) => number): ManualOrder {
  const instrument = INSTRUMENTS[Math.floor(random.next() * INSTRUMENTS.length)] as Instrument;
  const price = priceFromNumber(priceNear(random, priceOf(instrument.id)));
  const types: readonly ManualType[] = [
    { kind: 'market' },
    { kind: 'limit', price },
    { kind: 'postOnly', price },
    { kind: 'stop', trigger: price },
    { kind: 'stopLimit', trigger: price, price },
  ];
  const sizes: readonly ManualSize[] = [
    { kind: 'amount', amount: moneyFromText((10 ** (1 + 4 * random.next())).toFixed(2)) },
    { kind: 'equity', share: 0.01 + random.next() },
    { kind: 'position', share: random.next() },
  ];
  return {
    accountId: instrument.quoteAsset === 'USDC' ? 'second' : chance(random, 0.5) ? 'paper' : 'live',
    instrumentId: instrument.id,
    side: chance(random, 0.6) ? 'buy' : 'sell',
    type: types[Math.floor(random.next() * types.length)] as ManualType,
    size: sizes[Math.floor(random.next() * sizes.length)] as ManualSize,
    stopLoss: null,
    target: null,
  };
}

function intentOf(random: Random, price: number): Intent {
  const draw = random.next();
  if (draw < 0.82) return entryOf(random, price);
  if (draw < 0.9) return { kind: 'exit', share: chance(random, 0.5) ? 1 : 0.3, tag: 'out' };
  return draw < 0.95 ? { kind: 'exit', limitPrice: priceNear(random, price), tag: 'out' } : { kind: 'cancel' };
}

/** Wants everything at once: whatever it is let do is the governor's. */
export function createRacer(random: Random, priceOf: (instrumentId: string) => number, tally: RacerTally) {
  const racer = defineStrategy<{ market: string }>({
    id: 'racer',
    title: 'Racer',
    description: 'For tests',
    params: z.strictObject({ market: z.string() }),
    indicators: () => ({}),
    warmUp: () => 0,
    create({ market }) {
      return {
        decide(): readonly Intent[] {
          const count = Math.floor(random.next() * 6);
          const intents = Array.from({ length: count }, () => intentOf(random, priceOf(market)));
          tally.entries += intents.filter(({ kind }) => kind === 'enter').length;
          return intents;
        },
      };
    },
  });
  return (id: string): StrategyDefinition | undefined => (id === 'racer' ? racer : undefined);
}
