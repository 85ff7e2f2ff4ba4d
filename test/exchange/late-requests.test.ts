import { afterEach, expect, it } from 'vitest';
import type { LocalExchange } from './start-local-exchange.ts';
import { startLocalExchange } from './start-local-exchange.ts';

let exchange: LocalExchange | undefined;

afterEach(async () => {
  await exchange?.close();
  exchange = undefined;
});

it.each(['/api/v3/time', '/api/v3/brokerage/time'])(
  'who asked %s before a refusal left has done no wrong, however late it is read',
  async (path) => {
    let nowMs = Date.UTC(2026, 0, 1);
    exchange = await startLocalExchange({ seed: 1, isTicking: false, clock: () => nowMs });
    const { faults, rest } = exchange;
    faults.set('requestLate', { count: 1, value: 100 });
    faults.set('rateLimited', { count: 1, value: 10 });
    const late = fetch(`${rest}${path}`);
    while (faults.struck('requestLate') === 0) await new Promise((done) => setImmediate(done));
    expect((await fetch(`${rest}${path}`)).status).toBe(429);
    nowMs += 5_000;
    expect((await late).status).toBe(429);
    expect(exchange.violations()).toEqual([]);
    expect((await fetch(`${rest}${path}`)).status).toBeGreaterThan(400);
    expect(exchange.violations().length).toBe(1);
  },
);
