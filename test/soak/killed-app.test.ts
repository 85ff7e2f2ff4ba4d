import { describe, expect, it } from 'vitest';
import { killApp } from '../e2e/killed-app/killed-app.ts';

const KILLS = 6;

describe('the application killed with orders on their way (SPEC 9.3)', () => {
  it('loses no order and no fill, sends none twice, protects what it holds and agrees with the exchange’s ledger', async () => {
    const { problems, ...seen } = await killApp({ seed: 'soak', kills: KILLS });
    process.stdout.write(`${JSON.stringify(seen)}\n`);
    expect(problems).toEqual([]);
    expect(seen.orders).toBeGreaterThan(40);
    expect(seen.fills).toBeGreaterThan(15);
    expect(seen.mostOpenOrders).toBeGreaterThan(5);
  }, 900_000);
});
