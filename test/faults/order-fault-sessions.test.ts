import { describe, expect, it } from 'vitest';
import { runOrderFaultSession } from './order-fault-session.ts';

/** A sample; `npm run bench -- exchange-faults` runs many more. */
describe.concurrent('sessions of orders in which the exchange misbehaves', () => {
  it.each([
    ['binance', 1014],
    ['binance', 2],
    ['coinbase', 1],
    ['coinbase', 3],
  ] as const)('tell each order and fill as it is, once: %s, seed %i', async (venue, seed) => {
    const { problems, orders, fills } = await runOrderFaultSession(seed, venue);
    expect(problems).toEqual([]);
    expect(orders).toBeGreaterThan(30);
    expect(fills).toBeGreaterThan(5);
  });
});
