import { z } from 'zod';
import type { Random } from '../../../../../src-main/engine/ports/random.ts';
import type { Intent } from '../../../../../src-main/engine/strategies/intent.ts';
import type { StrategyDefinition } from '../../../../../src-main/engine/strategies/strategy.ts';
import { defineStrategy } from '../../../../../src-main/engine/strategies/strategy.ts';

export const BUSY = 'busy';
/** Entries of one bot that rest far from the market: eight bots keep eighty of them. */
const RESTING = 10;
const MANY = 10_000;

/** Rests so many orders far below the market first, then more of them and trades at market by chance. */
export function busyStrategy(random: Random, restingFirst: number): StrategyDefinition {
  return defineStrategy({
    id: BUSY,
    title: 'Busy',
    description: 'For tests',
    params: z.strictObject({}),
    indicators: () => ({}),
    warmUp: () => 0,
    create: (_params, { close, position }) => {
      let bar = 0;
      return {
        decide: () => {
          if (bar < restingFirst) return resting(bar++, close.at(0));
          return random.next() < 0.3 ? anything(random, close.at(0), position.side === 'long') : [];
        },
      };
    },
  });
}

function anything(random: Random, price: number, holds: boolean): Intent | readonly Intent[] {
  const draw = random.next();
  if (draw < 0.5) return resting(Math.floor(random.next() * RESTING), price);
  if (draw < 0.8 || !holds) {
    const bracket = { stopLoss: { fraction: 0.02 }, target: { fraction: 0.03 } };
    const size = { kind: 'amount', amount: 50 } as const;
    return { kind: 'enter', side: 'long', tag: 'now', size, maxEntries: MANY, bracket };
  }
  return { kind: 'exit', tag: 'part', share: 0.5 };
}

/** At the same round price whenever it is asked for: what rests already stays. */
function resting(index: number, price: number): Intent {
  const round = 10 ** Math.floor(Math.log10(price));
  const limitPrice = Math.floor(price / round) * round * (0.8 - index * 0.02);
  const size = { kind: 'quantity', quantity: Number((40 / limitPrice).toFixed(4)) } as const;
  return { kind: 'enter', side: 'long', tag: `rest-${index}`, limitPrice, size, maxEntries: MANY };
}
