import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { fail, succeed, unwrap } from '../../../../src-main/base/outcome.ts';
import { structureMarks } from '../../../../src-main/engine/structure/structure-marks.ts';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { sliceCandleColumns } from '../../../../src-main/model/candle.ts';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import type { ComputeIndicator } from '../../../../src-main/storage/candles/candle-service.ts';
import { createCandleService } from '../../../../src-main/storage/candles/candle-service.ts';
import type { CandleSource } from '../../../../src-main/storage/candles/candle-source.ts';
import { MOST_OF_A_KIND } from '../../../../src-main/storage/candles/structure-window.ts';
import { openMarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { createMarketReader } from '../../../../src-main/storage/market/market-reader.ts';
import { MINUTE_MS, minutes, START_MS } from './candle-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const STORED = { instrumentId: 'imported:BTC-USDT', interval: '1m' } as const;
const MADE = { instrumentId: 'demo:BTC-USDT', interval: '1m' } as const;
const WHOLE = { fromMs: null, toMs: null };

/** A market whose bar at minute m has close m, with every read noted. */
function minuteMarket(): CandleSource & { readonly reads: { fromMs: number; toMs: number }[] } {
  const reads: { fromMs: number; toMs: number }[] = [];
  return {
    reads,
    owns: (instrumentId) => instrumentId.startsWith('demo:'),
    depthMs: () => 30 * DAY_MS,
    read({ fromMs, toMs }): Outcome<CandleColumns> {
      reads.push({ fromMs, toMs });
      const first = Math.ceil(fromMs / MINUTE_MS);
      const length = Math.max(0, Math.floor(toMs / MINUTE_MS) - first);
      const values = Float64Array.from({ length }, (_, row) => first + row);
      const openTimeMs = values.map((minute) => minute * MINUTE_MS);
      return succeed({ openTimeMs, open: values, high: values, low: values, close: values, volume: values });
    },
  };
}

function setUp() {
  const folder = temporaryFolder();
  const source = minuteMarket();
  const clock = { nowMs: 1_700_000_000_000 };
  let computed = 0;
  const computeIndicator: ComputeIndicator = (name, _params, { close }) => {
    if (name !== 'twice') return fail('unknownIndicator', `indicator is "${name}", expected twice`);
    computed++;
    return succeed([{ name: 'value', values: close.map((value) => value * 2) }]);
  };
  const market = unwrap(openMarketDatabase(folder));
  const reader = createMarketReader(folder);
  const parts = {
    reader,
    sources: [source],
    nowMs: () => clock.nowMs,
    cacheBytes: 1e8,
    computeIndicator,
    computeStructure: structureMarks,
  };
  const close = (): void => {
    reader.close();
    market.close();
  };
  return { market, source, clock, service: createCandleService(parts), computed: () => computed, close };
}

/** Up five minutes and down five, and again. */
function sawtooth(bars: number): CandleColumns {
  const close = Float64Array.from({ length: bars }, (_, bar) => 100 + Math.abs((bar % 10) - 5));
  return {
    openTimeMs: close.map((_, bar) => bar * MINUTE_MS),
    open: close,
    high: close.map((price) => price + 0.5),
    low: close.map((price) => price - 0.5),
    close,
    volume: close.map(() => 1),
  };
}

describe('the candle service', () => {
  it('shows an empty window of a series nobody stored', () => {
    const { service, close } = setUp();
    const window = unwrap(service.window({ ...STORED, ...WHOLE, maxBars: 10 }));
    expect(window).toMatchObject({
      firstMs: null,
      lastMs: null,
      totalBars: 0,
      fromIndex: 0,
      toIndex: 0,
      barsPerRow: 1,
    });
    close();
  });

  it('sees what was stored, changed and removed since it last looked', () => {
    const { service, market, close } = setUp();
    const closes = (): number[] => [...unwrap(service.window({ ...STORED, ...WHOLE, maxBars: 3 })).columns.close];
    unwrap(market.write(STORED, minutes(2000)));
    expect(closes()).toEqual([...minutes(3, 1997).close]);
    unwrap(market.write(STORED, minutes(1, 1999, 50)));
    expect(closes()).toEqual([...minutes(2, 1997).close, ...minutes(1, 1999, 50).close]);
    unwrap(market.remove(STORED));
    expect(closes()).toEqual([]);
    close();
  });

  it('reads ranges of stored and of made series', () => {
    const { service, market, close } = setUp();
    unwrap(market.write(STORED, minutes(5000)));
    const times = minutes(5000).openTimeMs;
    const range = { fromMs: times[1000] as number, toMs: times[3000] as number };
    expect(unwrap(service.read({ ...STORED, ...range }))).toEqual(sliceCandleColumns(minutes(5000), 1000, 3000));
    expect(unwrap(service.read({ ...MADE, ...range })).openTimeMs).toHaveLength(2000);
    close();
  });

  it('keeps the future of a made series to itself', () => {
    const { service, clock, close } = setUp();
    const toMs = clock.nowMs + DAY_MS;
    const columns = unwrap(service.read({ ...MADE, fromMs: clock.nowMs - DAY_MS, toMs }));
    expect(columns.openTimeMs.at(-1)).toBe(Math.floor(clock.nowMs / MINUTE_MS - 1) * MINUTE_MS);
    expect(
      unwrap(service.read({ ...MADE, fromMs: clock.nowMs + DAY_MS, toMs: toMs + DAY_MS })).openTimeMs,
    ).toHaveLength(0);
    const window = unwrap(service.window({ ...MADE, fromMs: 0, toMs, maxBars: 1e6 }));
    expect(window.lastMs).toBe(columns.openTimeMs.at(-1));
    close();
  });

  it('lets a made series grow with time, reading only what is new', () => {
    const { service, source, clock, close } = setUp();
    const newest = (): number | undefined =>
      unwrap(service.window({ ...MADE, ...WHOLE, maxBars: 5 })).columns.close.at(-1);
    const lastClosed = (): number => Math.floor(clock.nowMs / MINUTE_MS) - 1;
    expect(newest()).toBe(lastClosed());
    expect(newest()).toBe(lastClosed());
    expect(source.reads).toHaveLength(1);
    clock.nowMs += 2 * MINUTE_MS;
    expect(newest()).toBe(lastClosed());
    expect(source.reads).toHaveLength(2);
    expect(source.reads[1]?.fromMs).toBe((lastClosed() - 1) * MINUTE_MS);
    clock.nowMs += 10 * DAY_MS;
    const window = unwrap(service.window({ ...MADE, fromMs: 0, toMs: null, maxBars: 1e6 }));
    expect(window.columns.close).toEqual(
      Float64Array.from({ length: window.totalBars }, (_, bar) => (window.firstMs ?? 0) / MINUTE_MS + bar),
    );
    expect(window.lastMs).toBe(lastClosed() * MINUTE_MS);
    close();
  });

  it('computes an indicator once for a series and gives it at the last bars of rows', () => {
    const { service, market, computed, close } = setUp();
    unwrap(market.write(STORED, minutes(5000)));
    const request = { ...STORED, fromMs: 0, toMs: 1e15, maxBars: 100, name: 'twice', params: { period: 3 } };
    const window = unwrap(service.window(request));
    const [output] = unwrap(service.indicator(request)).outputs;
    expect([...(output?.values ?? [])]).toEqual([...window.columns.close].map((value) => value * 2));
    unwrap(service.indicator({ ...request, maxBars: 10 }));
    expect(computed()).toBe(1);
    unwrap(service.indicator({ ...request, params: { period: 4 } }));
    unwrap(market.write(STORED, minutes(1, 5000)));
    unwrap(service.indicator(request));
    expect(computed()).toBe(3);
    close();
  });

  it('tells the structure that reaches into a window, with times, newest first when there is too much', () => {
    const { service, market, close } = setUp();
    unwrap(market.write(STORED, sawtooth(5000)));
    const request = { ...STORED, maxBars: 5000, swingLength: 3 };
    const all = unwrap(service.structure({ ...request, fromMs: 0, toMs: 1e15 }));
    expect(all.isCut).toBe(true);
    expect(all.marks.filter(({ kind }) => kind === 'swing')).toHaveLength(MOST_OF_A_KIND);
    expect(all.marks.at(-1)?.timeMs).toBeGreaterThan(4980 * MINUTE_MS);
    const part = unwrap(service.structure({ ...request, fromMs: 1000 * MINUTE_MS, toMs: 1100 * MINUTE_MS }));
    expect(part.isCut).toBe(false);
    const swings = part.marks.filter(({ kind }) => kind === 'swing');
    expect(swings.every(({ timeMs }) => timeMs >= 1000 * MINUTE_MS && timeMs < 1100 * MINUTE_MS)).toBe(true);
    expect(swings.map(({ knownMs, timeMs }) => (knownMs - timeMs) / MINUTE_MS)).toEqual(swings.map(() => 3));
    close();
  });

  it('asked until a moment tells what a series that ended there would tell, whatever came later', () => {
    const whole = setUp();
    unwrap(whole.market.write(STORED, minutes(3000)));
    for (const bars of [700, 1501, 2222]) {
      const ended = setUp();
      unwrap(ended.market.write(STORED, minutes(bars)));
      const untilMs = START_MS + (bars - 1) * MINUTE_MS + 1;
      for (const maxBars of [2000, 100]) {
        for (const span of [WHOLE, { fromMs: START_MS + 300 * MINUTE_MS, toMs: START_MS + 2900 * MINUTE_MS }]) {
          const request = { ...STORED, ...span, maxBars };
          const [early, late] = [request, { ...request, untilMs }];
          expect(unwrap(whole.service.window(late))).toEqual(unwrap(ended.service.window(early)));
          const indicator = { name: 'twice', params: {} };
          const values = unwrap(whole.service.indicator({ ...late, ...indicator }));
          expect(values).toEqual(unwrap(ended.service.indicator({ ...early, ...indicator })));
          const structure = unwrap(whole.service.structure({ ...late, swingLength: 5 }));
          expect(structure).toEqual(unwrap(ended.service.structure({ ...early, swingLength: 5 })));
          expect(structure.marks.length).toBeGreaterThan(0);
        }
      }
      ended.close();
    }
    whole.close();
  });

  it('refuses what makes no window', () => {
    const { service, close } = setUp();
    expect(service.window({ ...STORED, ...WHOLE, maxBars: 0 })).toMatchObject({
      ok: false,
      error: { code: 'badArgument' },
    });
    expect(service.window({ ...STORED, fromMs: 2, toMs: 1, maxBars: 5 })).toMatchObject({
      ok: false,
      error: { code: 'badArgument' },
    });
    const unknown = service.indicator({ ...STORED, ...WHOLE, maxBars: 5, name: 'none', params: {} });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'unknownIndicator' } });
    close();
  });
});
