import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { fail, unwrap } from '../../../../src-main/base/outcome.ts';
import type { ExchangeSide } from '../../../../src-main/composition/exchanges/exchange-side.ts';
import { openExchangeSide } from '../../../../src-main/composition/exchanges/exchange-side.ts';
import type { MarketData } from '../../../../src-main/composition/market-data.ts';
import { defaultSettings } from '../../../../src-main/config/settings.ts';
import { SettingsKeeper } from '../../../../src-main/config/settings-keeper.ts';
import { createSystemTimers } from '../../../../src-main/resilience/system-timers.ts';
import type { LocalExchange } from '../../../exchange/start-local-exchange.ts';
import { startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { createMemoryCandles } from '../../../fakes/memory-candles.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

const none = async (): Promise<Outcome<never>> => fail('noCandles', 'not of this test');

function storedNowhere(): MarketData {
  return {
    read: none,
    window: none,
    indicator: none,
    structure: none,
    span: none,
    series: none,
    gaps: none,
    remove: none,
    preview: none,
    import: none,
    storedInstruments: none,
    covered: { ...createMemoryCandles(), coverage: none },
    runs: { save: none, list: none, read: none, change: none, remove: none },
    verifyJournal: none,
    dispose: () => undefined,
  };
}

function openSide(dataDir: string, isReady: () => void): ExchangeSide {
  const timers = createSystemTimers();
  const side: ExchangeSide = openExchangeSide({
    dataDir,
    settings: new SettingsKeeper({
      records: { readSettings: () => undefined, recordSettings: () => undefined },
      clock: timers,
      defaults: defaultSettings({ timeZone: 'UTC', demoSeed: 'side' }),
    }),
    timers,
    log: createTestLog(),
    doors: {
      openKeychain: none as never,
      runtimeWarning: null,
      takeClipboard: async () => '',
      chooseKeyFile: none as never,
    },
    marketData: storedNowhere(),
    demo: [],
    remembered: [],
    journal: new MemoryJournal(),
    tell: () => undefined,
  });
  side.watchers.onReady = isReady;
  return side;
}

async function sideAt(exchange: LocalExchange): Promise<ExchangeSide> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellwether-side-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  let side: ExchangeSide | undefined;
  await new Promise<void>((resolve) => {
    side = openSide(dataDir, resolve);
    const urls = { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws };
    void side.connections.add('binance', urls).then(unwrap);
  });
  return side as ExchangeSide;
}

it('ends at once while an exchange wants silence and a chart waits for its candles', { timeout: 5_000 }, async () => {
  const exchange = await startLocalExchange({ seed: 4, isTicking: false });
  onTestFinished(() => exchange.close());
  const side = await sideAt(exchange);
  exchange.faults.set('banned', { count: 1, value: 600 });
  const series = { instrumentId: 'binance:BTC-USDT', interval: '1h' } as const;
  const asked = { ...series, fromMs: null, toMs: null, maxBars: 100 };
  await side.candles.window(asked);
  const waiting = side.candles.window(asked);
  await side.dispose();
  expect(await waiting).toMatchObject({ ok: false });
  expect(exchange.violations()).toEqual([]);
});
