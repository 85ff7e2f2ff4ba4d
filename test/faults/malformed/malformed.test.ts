import { expect, it } from 'vitest';
import { kraken } from '../../../src-main/exchanges/kraken/adapter.ts';
import { CcxtUnderFire } from './ccxt-under-fire.ts';
import { DecodersUnderFire } from './decoders-under-fire.ts';
import { krakenSeeds } from './frame-seeds.ts';

/** A sample; `npm run bench -- exchange-malformed` does so for ten minutes on all. */
it.each([
  ['ccxt', async () => new CcxtUnderFire('1')],
  ['kraken', () => DecodersUnderFire.open(kraken, krakenSeeds(), '1')],
])('nonsense told to %s comes through nowhere', async (_name, open) => {
  const target = await open();
  await target.shoot(3_000);
  expect(target.told).toBeGreaterThan(500);
  expect([...target.uncaught, ...target.bad]).toEqual([]);
});
