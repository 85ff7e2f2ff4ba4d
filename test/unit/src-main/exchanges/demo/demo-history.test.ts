import { describe, expect, it } from 'vitest';
import { CandleBuilder } from '../../../../../src-main/engine/market-data/candle-builder.ts';
import {
  createDemoCandleStore,
  createDemoHistory,
  DEMO_KNOWN_FROM_MS,
} from '../../../../../src-main/exchanges/demo/demo-history.ts';
import { createDemoMarket } from '../../../../../src-main/exchanges/demo/demo-market.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import { aggregateColumns } from '../../../../../src-main/model/candle-aggregation.ts';
import { DAY_MS, INTERVALS } from '../../../../../src-main/model/time.ts';

const MINUTE = 60_000;
const NOW_MS = Date.UTC(2026, 5, 17, 13, 30);
const SEED = 'bellwether';
const history = createDemoHistory(SEED);
const market = createDemoMarket(SEED);

function firstCrisisMs(instrumentId: string): number {
  for (let timeMs = NOW_MS; ; timeMs += 60 * MINUTE) {
    if (market.regimeAt(instrumentId, timeMs) === 'crisis') return timeMs;
  }
}

describe('demo history', () => {
  it.each(['demo:BTC-USDT', 'demo:PEPE-USDT', 'demo:TRX-USDT', 'demo:MKR-USDT'])(
    'candles of %s are exactly their trades, in calm and in crisis',
    (instrumentId) => {
      for (const fromMs of [NOW_MS, firstCrisisMs(instrumentId)]) {
        const toMs = fromMs + 3 * 60 * MINUTE;
        const built: Candle[] = [];
        const builder = new CandleBuilder('1m', (candle) => built.push(candle));
        for (const trade of market.tradesBetween(instrumentId, fromMs, toMs)) {
          builder.addTrade(trade.price, trade.quantity, trade.timeMs);
        }
        builder.closeUpTo(toMs);
        const read = history.read({ instrumentId, interval: '1m', fromMs, toMs });
        expect(read.openTimeMs.length).toBe(180);
        expect(read).toEqual(candleColumnsOf(built));
      }
    },
  );

  it.each(['demo:SOL-USDT', 'demo:PEPE-USDT'])('coarser candles of %s are the minutes joined', (instrumentId) => {
    const fromMs = Date.UTC(2026, 5, 1);
    const toMs = fromMs + 21 * DAY_MS;
    const minutes = history.read({ instrumentId, interval: '1m', fromMs, toMs });
    for (const interval of INTERVALS) {
      const bars = history.read({ instrumentId, interval, fromMs, toMs });
      expect(bars.openTimeMs.length).toBeGreaterThan(1);
      expect(bars).toEqual(aggregateColumns(minutes, '1m', interval, toMs));
    }
  });

  it('does not depend on how it is cut: a restart continues the series', () => {
    const range = { instrumentId: 'demo:ETH-USDT', interval: '1m' } as const;
    const fromMs = NOW_MS - 2 * DAY_MS;
    const whole = history.read({ ...range, fromMs, toMs: NOW_MS });
    const before = history.read({ ...range, fromMs, toMs: NOW_MS - DAY_MS });
    const after = createDemoHistory(SEED).read({ ...range, fromMs: NOW_MS - DAY_MS, toMs: NOW_MS });
    expect([...before.close, ...after.close]).toEqual([...whole.close]);
    expect([...before.volume, ...after.volume]).toEqual([...whole.volume]);
  });

  it('gives closed bars alone: what still forms at the end is left out', () => {
    const range = { instrumentId: 'demo:BTC-USDT', interval: '1h' } as const;
    const hourMs = Date.UTC(2026, 5, 17, 13);
    const read = (toMs: number) => [...history.read({ ...range, fromMs: hourMs - 1, toMs }).openTimeMs];
    expect(read(hourMs + 3_599_999)).toEqual([]);
    expect(read(hourMs + 3_600_000)).toEqual([hourMs]);
  });

  it('begins at the known past and is without a hole from there', () => {
    const bars = history.read({
      instrumentId: 'demo:BTC-USDT',
      interval: '5m',
      fromMs: DEMO_KNOWN_FROM_MS - DAY_MS,
      toMs: DEMO_KNOWN_FROM_MS + DAY_MS,
    });
    expect(bars.openTimeMs[0]).toBe(DEMO_KNOWN_FROM_MS);
    expect(bars.openTimeMs.length).toBe(288);
    const later = createDemoHistory(SEED, NOW_MS - 90_000).read({
      instrumentId: 'demo:BTC-USDT',
      interval: '1m',
      fromMs: 0,
      toMs: NOW_MS,
    });
    expect([...later.openTimeMs]).toEqual([NOW_MS - MINUTE]);
  });

  it('refuses an unknown instrument, behind the port as an outcome', async () => {
    const range = { instrumentId: 'demo:NONE-USDT', interval: '1m', fromMs: 0, toMs: NOW_MS } as const;
    expect(() => history.read(range)).toThrow('instrumentId is "demo:NONE-USDT"');
    const outcome = await createDemoCandleStore(history).read(range);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'unknownInstrument' } });
  });
});
