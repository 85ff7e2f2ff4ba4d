import { describe, expect, it } from 'vitest';
import { runFaultSession } from './fault-session.ts';

/** A sample; `npm run bench -- exchange-faults` runs two hundred, with the seeds it is given. */
describe.concurrent('sessions in which the exchange misbehaves', () => {
  it.each([
    ['binance', 3],
    ['binance', 2026],
    ['coinbase', 2022],
  ] as const)('tell its own minutes, bit for bit, and keep its silence: %s, seed %i', async (venue, seed) => {
    const { problems, minutes } = await runFaultSession(seed, venue);
    expect(problems).toEqual([]);
    expect(minutes).toBeGreaterThan(8);
  });
});
