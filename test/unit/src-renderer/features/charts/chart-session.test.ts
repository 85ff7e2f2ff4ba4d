import { describe, expect, it } from 'vitest';
import { succeed } from '../../../../../src-main/base/outcome.ts';
import type { CandleWindowView } from '../../../../../src-preload/contract/research-views.ts';
import { countRows, rowAt } from '../../../../../src-renderer/features/charts/candle-rows.ts';
import {
  type ChartSession,
  type ChartSource,
  createChartSession,
  type WindowQuery,
} from '../../../../../src-renderer/features/charts/chart-session.ts';
import { showsLatest } from '../../../../../src-renderer/features/charts/view-window.ts';

const BAR_MS = 60_000;
const FIRST_MS = 1_700_000_040_000;
const timeAt = (index: number): number => FIRST_MS + index * BAR_MS;

/** A main side with so many closed bars, which answers as the real one does: rows of a power of two, on their borders. */
function createMainSide(closedBars: number) {
  const side = { bars: closedBars, queries: [] as WindowQuery[], fails: false };
  const windowOf = ({ fromMs, toMs, maxBars }: WindowQuery): CandleWindowView => {
    const to = toMs === null ? side.bars : Math.min(side.bars, Math.ceil((toMs - FIRST_MS) / BAR_MS));
    const from = fromMs === null ? Math.max(0, to - maxBars) : Math.max(0, Math.ceil((fromMs - FIRST_MS) / BAR_MS));
    let barsPerRow = 1;
    while (Math.ceil(to / barsPerRow) - Math.floor(from / barsPerRow) > maxBars) barsPerRow *= 2;
    const first = Math.floor(from / barsPerRow);
    const rows = Math.max(0, Math.ceil(to / barsPerRow) - first);
    const column = (value: (bar: number) => number) =>
      Float64Array.from({ length: rows }, (_, row) => value((first + row) * barsPerRow));
    return {
      columns: {
        openTimeMs: column(timeAt),
        open: column((bar) => bar),
        high: column((bar) => bar + 2),
        low: column((bar) => bar - 2),
        close: column((bar) => bar + 1),
        volume: column(() => 1),
      },
      barsPerRow,
      firstMs: timeAt(0),
      lastMs: timeAt(side.bars - 1),
      totalBars: side.bars,
      fromIndex: from,
      toIndex: to,
    };
  };
  const source: ChartSource = {
    candles: async (query) => {
      side.queries.push(query);
      if (side.fails) return { ok: false, error: { code: 'bug', message: 'the worker is gone' } };
      return succeed(windowOf(query));
    },
    compared: async (query) => succeed(windowOf(query)),
    indicator: async (query) => {
      const { columns } = windowOf(query);
      return succeed({ outputs: [{ name: 'sma', values: columns.close.map((close) => close * 10) }] });
    },
    structure: async (_query, swingLength) => {
      const level = { timeMs: timeAt(1), knownMs: timeAt(3), endMs: null, top: swingLength, bottom: swingLength };
      return succeed({ marks: [{ kind: 'swing', direction: 1, ...level }], isCut: false });
    },
  };
  return { side, source };
}

const NOTHING = { picks: [], swingLength: null, compares: [] };
const settle = (): Promise<void> => new Promise((done) => setImmediate(done));

async function openSession(
  bars: number,
): Promise<{ session: ChartSession; side: ReturnType<typeof createMainSide>['side'] }> {
  const { side, source } = createMainSide(bars);
  const session = createChartSession({ source, barMs: BAR_MS, bars: 100, wanted: NOTHING, changed: () => undefined });
  await settle();
  await settle();
  return { session, side };
}
const forming = (index: number, close: number) => ({
  openTimeMs: timeAt(index),
  open: index,
  high: close + 1,
  low: index - 1,
  close,
  volume: 0.5,
});

describe('a session of one series', () => {
  it('shows the newest bars first, then asks for twice what is shown', async () => {
    const { session, side } = await openSession(5000);
    expect(side.queries[0]).toEqual({ fromMs: null, toMs: null, maxBars: 100 });
    expect(side.queries).toHaveLength(2);
    const { phase, rows, view, extent } = session.state();
    expect([phase, rows.barsPerRow, showsLatest(view, extent)]).toEqual(['ready', 1, true]);
    expect(countRows(rows)).toBeGreaterThanOrEqual(200);
  });

  it('asks nothing more while it is moved inside what it holds', async () => {
    const { session, side } = await openSession(5000);
    const { view } = session.state();
    session.show({ fromMs: view.fromMs - 20 * BAR_MS, toMs: view.toMs - 20 * BAR_MS });
    await settle();
    expect(side.queries).toHaveLength(2);
  });

  it('joins bars when it is zoomed out over all of a million', async () => {
    const { session } = await openSession(1_000_000);
    session.show({ fromMs: timeAt(0), toMs: timeAt(1_000_000) });
    await settle();
    const { rows } = session.state();
    expect(rows.barsPerRow).toBe(2048);
    expect(countRows(rows)).toBeLessThanOrEqual(1000);
    expect(rowAt(rows, 0)?.openTimeMs).toBe(timeAt(0));
  });

  it('lays the forming bar on top and moves along when the next begins', async () => {
    const { session, side } = await openSession(5000);
    session.candle(forming(5000, 7), false);
    const before = session.state();
    expect(rowAt(before.rows, countRows(before.rows) - 1)).toEqual(forming(5000, 7));
    side.bars = 5001;
    session.candle(forming(5001, 9), false);
    await settle();
    const { rows, view } = session.state();
    expect(view.toMs - before.view.toMs).toBe(BAR_MS);
    expect(rowAt(rows, countRows(rows) - 1)).toEqual(forming(5001, 9));
    expect(rowAt(rows, countRows(rows) - 2)?.openTimeMs).toBe(timeAt(5000));
  });

  it('keeps a bar that closed when the reply left before it was stored', async () => {
    const { session } = await openSession(5000);
    session.candle(forming(5000, 7), true);
    session.candle(forming(5001, 9), false);
    await settle();
    const { rows } = session.state();
    const last = countRows(rows) - 1;
    expect(rowAt(rows, last)).toEqual(forming(5001, 9));
    expect(rowAt(rows, last - 1)).toEqual(forming(5000, 7));
    expect(rowAt(rows, last - 2)?.openTimeMs).toBe(timeAt(4999));
  });

  it('does not count a closed bar twice that the main side already sent', async () => {
    const { session } = await openSession(5000);
    const before = session.state().rows;
    session.candle(forming(4999, 1), true);
    expect(session.state().rows).toBe(before);
  });

  it('stays where it is when bars are added out of sight', async () => {
    const { session } = await openSession(5000);
    session.show({ fromMs: timeAt(100), toMs: timeAt(200) });
    await settle();
    const { view } = session.state();
    session.candle(forming(5000, 7), false);
    session.candle(forming(5001, 7), false);
    expect(session.state().view).toEqual(view);
  });

  it('takes candles and indicator values of one window together', async () => {
    const { session } = await openSession(5000);
    session.pick({ picks: [{ id: 'sma-1', name: 'sma', params: { period: 10 } }], swingLength: null, compares: [] });
    await settle();
    await settle();
    const { rows, indicators } = session.state();
    expect(indicators).toHaveLength(1);
    expect(indicators[0]?.openTimeMs).toEqual(rows.columns.openTimeMs);
    session.pick(NOTHING);
    expect(session.state().indicators).toEqual([]);
  });

  it('takes the structure with the candles while it is wanted, and lets it go', async () => {
    const { session } = await openSession(5000);
    expect(session.state().structure).toBeNull();
    session.pick({ picks: [], swingLength: 7, compares: [] });
    await settle();
    await settle();
    expect(session.state().structure?.marks.map(({ top }) => top)).toEqual([7]);
    session.pick(NOTHING);
    expect(session.state().structure).toBeNull();
  });

  it('takes the closes of instruments laid on it with the candles, and lets them go', async () => {
    const { session } = await openSession(5000);
    session.pick({ ...NOTHING, compares: ['demo:ETH-USDT'] });
    await settle();
    await settle();
    const { compared, rows } = session.state();
    expect(compared.map(({ instrumentId }) => instrumentId)).toEqual(['demo:ETH-USDT']);
    expect(compared[0]?.openTimeMs).toEqual(rows.columns.openTimeMs);
    session.pick(NOTHING);
    expect(session.state().compared).toEqual([]);
  });

  it('keeps what it has when a request fails, and says so', async () => {
    const { session, side } = await openSession(5000);
    side.fails = true;
    session.show({ fromMs: timeAt(100), toMs: timeAt(200) });
    await settle();
    const { phase, failure, rows } = session.state();
    expect([phase, failure?.message]).toEqual(['ready', 'the worker is gone']);
    expect(countRows(rows)).toBeGreaterThan(0);
  });

  it('says that a series is empty', async () => {
    const source: ChartSource = {
      candles: async () =>
        succeed({
          ...(await createMainSide(0)
            .source.candles({ fromMs: null, toMs: null, maxBars: 1 })
            .then((reply) => {
              if (!reply.ok) throw new Error(reply.error.message);
              return reply.value;
            })),
          firstMs: null,
          lastMs: null,
        }),
      compared: async () => succeed(await Promise.reject(new Error('nothing is compared'))),
      indicator: async () => succeed({ outputs: [] }),
      structure: async () => succeed({ marks: [], isCut: false }),
    };
    const session = createChartSession({ source, barMs: BAR_MS, bars: 100, wanted: NOTHING, changed: () => undefined });
    await settle();
    expect(session.state().phase).toBe('empty');
  });
});

describe('a session of a series that ends where a replay says', () => {
  /** A main side that is asked with an end, as the source of a replay asks it. */
  async function openReplay(bars: number, endBar: number) {
    const { side, source } = createMainSide(bars);
    const cut = { bar: endBar };
    const whole = side.bars;
    const upTo = <Args extends readonly unknown[], Reply>(call: (...args: Args) => Reply) => {
      return (...args: Args): Reply => {
        side.bars = Math.min(whole, cut.bar + 1);
        return call(...args);
      };
    };
    const cutSource: ChartSource = {
      candles: upTo(source.candles),
      compared: upTo(source.compared),
      indicator: upTo(source.indicator),
      structure: upTo(source.structure),
    };
    const wanted = { picks: [{ id: 'sma-1', name: 'sma', params: {} }], swingLength: 5, compares: [] };
    const seen: number[] = [];
    const session: ChartSession = createChartSession({
      ...{ source: cutSource, barMs: BAR_MS, bars: 100, wanted },
      changed: () => seen.push(newestOf(session)),
    });
    await settle();
    await settle();
    const endAt = (bar: number): void => {
      cut.bar = bar;
      session.end(timeAt(bar));
    };
    return { session, endAt, seen };
  }
  const newestOf = (session: ChartSession): number => session.state().rows.columns.openTimeMs.at(-1) ?? 0;

  it('shows no bar after it, and the next one when it has moved on', async () => {
    const { session, endAt } = await openReplay(5000, 3000);
    expect(newestOf(session)).toBe(timeAt(3000));
    endAt(3001);
    await settle();
    await settle();
    expect(newestOf(session)).toBe(timeAt(3001));
    const { indicators, rows, view, extent } = session.state();
    expect(indicators[0]?.outputs[0]?.values).toHaveLength(countRows(rows));
    expect(showsLatest(view, extent)).toBe(true);
  });

  it('takes the bars that are not there yet away at once when one steps back, answers on their way included', async () => {
    const { session, endAt, seen } = await openReplay(5000, 3000);
    endAt(3001);
    seen.length = 0;
    endAt(2990);
    expect(newestOf(session)).toBeLessThanOrEqual(timeAt(2990));
    expect(session.state().structure).toBeNull();
    await settle();
    await settle();
    expect(newestOf(session)).toBe(timeAt(2990));
    expect(Math.max(...seen)).toBe(timeAt(2990));
  });

  it('joins no bar after it into a candle of many', async () => {
    const { session, endAt } = await openReplay(5000, 4000);
    session.show({ fromMs: timeAt(0), toMs: timeAt(4000) });
    await settle();
    await settle();
    expect(session.state().rows.barsPerRow).toBeGreaterThan(1);
    endAt(3990);
    const { rows } = session.state();
    const last = rowAt(rows, countRows(rows) - 1);
    expect((last?.openTimeMs ?? 0) + (rows.barsPerRow - 1) * BAR_MS).toBeLessThanOrEqual(timeAt(3990));
  });
});
