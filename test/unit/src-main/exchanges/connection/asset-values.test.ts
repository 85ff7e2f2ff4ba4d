import { describe, expect, it } from 'vitest';
import { AssetValues } from '../../../../../src-main/exchanges/connection/asset-values.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import { createScriptedMarket } from '../../../../fakes/scripted-exchange-market.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

function valuesOf(symbols: readonly string[], prices: Readonly<Record<string, number>> = {}) {
  const timers = createManualTimers();
  const market = createScriptedMarket({ timers, symbols });
  const values = new AssetValues({
    protocol: market.protocol,
    timers,
    log: createTestLog(),
    instruments: () => market.instruments,
    lastPrice: (instrumentId) => prices[instrumentId] ?? Number.NaN,
    assets: ['BNB'],
  });
  return { timers, market, values };
}

describe('values of fee assets', () => {
  it('by the market that is followed, else by the middle that was asked for', async () => {
    const { values } = valuesOf(['BNB-USDT', 'BNB-BTC'], { 'scripted:BNB-BTC': 0.007 });
    expect(values.valueOf('BNB', 'USDT')).toBeUndefined();
    await values.load();
    expect(values.valueOf('BNB', 'USDT')?.rate).toBe('100');
    expect(values.valueOf('BNB', 'BTC')?.rate).toBe('0.007');
  });

  it('by the market the other way round', () => {
    const { values } = valuesOf(['USDT-EUR'], { 'scripted:USDT-EUR': 0.8 });
    expect(values.valueOf('EUR', 'USDT')?.rate).toBe('1.25');
  });

  it('an asset never seen before is asked for from then on, once a minute', async () => {
    const { values, timers, market } = valuesOf(['KCS-USDT']);
    expect(values.valueOf('KCS', 'USDT')).toBeUndefined();
    await timers.run(0);
    expect(values.valueOf('KCS', 'USDT')?.rate).toBe('100');
    await timers.run(180_000);
    expect(market.quoteRequests.length).toBe(4);
    void values.dispose();
    expect(timers.pending()).toBe(0);
  });
});
