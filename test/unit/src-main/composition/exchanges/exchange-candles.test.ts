import { expect, it } from 'vitest';
import type { Outcome } from '../../../../../src-main/base/outcome.ts';
import { fail, succeed, unwrap } from '../../../../../src-main/base/outcome.ts';
import { openExchangeCandles } from '../../../../../src-main/composition/exchanges/exchange-candles.ts';
import type { MarketData } from '../../../../../src-main/composition/market-data.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import type { MemoryCandles } from '../../../../fakes/memory-candles.ts';
import { createMemoryCandles } from '../../../../fakes/memory-candles.ts';
import { createScriptedExchange } from '../../../../fakes/scripted-exchange.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

const ID = 'binance:BTC-USDT';
const SERIES = { instrumentId: ID, interval: '1h' } as const;

function storedIn(storage: MemoryCandles): MarketData {
  const none = async (): Promise<Outcome<never>> => fail('noCandles', 'not of this test');
  return {
    read: none,
    window: none,
    indicator: none,
    structure: none,
    span: none,
    series: none,
    gaps: none,
    preview: none,
    import: none,
    storedInstruments: none,
    remove: async ({ instrumentId, interval }) => {
      storage.forget(instrumentId, interval);
      return succeed({ removed: 1 });
    },
    covered: { ...storage, coverage: none },
    runs: { save: none, list: none, read: none, change: none, remove: none },
    verifyJournal: none,
    dispose: () => undefined,
  };
}

it('a series that was removed is in the store again as soon as a chart looks at it', async () => {
  const timers = createManualTimers();
  const storage = createMemoryCandles();
  const exchange = createScriptedExchange({ timers });
  const marketData = storedIn(storage);
  const candles = openExchangeCandles({ marketData, adapterOf: () => exchange, timers, log: createTestLog() });
  const request = { ...SERIES, fromMs: null, toMs: null, maxBars: 500 };
  await candles.window(request);
  expect(storage.coverageOf(ID, '1h')).not.toEqual([]);
  unwrap(await candles.remove(SERIES));
  expect(storage.coverageOf(ID, '1h')).toEqual([]);
  await candles.window(request);
  expect(storage.coverageOf(ID, '1h')).not.toEqual([]);
  await candles.dispose();
});
