import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disposable } from '../../../../../src-main/base/disposable.ts';
import { fail, succeed } from '../../../../../src-main/base/outcome.ts';
import { AlertBook } from '../../../../../src-main/composition/alerts/alert-book.ts';
import { AlertWatch } from '../../../../../src-main/composition/alerts/alert-watch.ts';
import type { MarketListener } from '../../../../../src-main/composition/trading.ts';
import type { CandleRange } from '../../../../../src-main/engine/ports/candle-store.ts';
import type { FeedState, MarketMessage } from '../../../../../src-main/engine/ports/market-feed.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import type { AlertRequest } from '../../../../../src-preload/contract/alert-views.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

const BTC = 'demo:BTC-USDT';
const MINUTE_MS = 60_000;
const START_MS = 1_700_000_040_000;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellwether-alerts-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const alert = (part: Partial<AlertRequest> = {}): AlertRequest => ({
  id: 'a',
  instrumentId: BTC,
  price: 100,
  direction: 'either',
  repeats: 'once',
  note: '',
  ...part,
});

const bar = (openTimeMs: number, open: number, high: number, low: number, close: number): Candle => ({
  ...{ openTimeMs, open, high, low, close },
  volume: 1,
});

/** The app from one start to its end: a market told by hand, candles of the time it was closed. */
function run(options: { readonly bars?: readonly Candle[]; readonly price?: number; readonly atMs?: number } = {}) {
  let nowMs = options.atMs ?? START_MS;
  const fired: string[] = [];
  const looked = new Set<string>();
  const listeners = new Set<MarketListener>();
  const asked: CandleRange[] = [];
  const never: Disposable = { dispose: () => undefined };
  const watch = new AlertWatch({
    book: new AlertBook(dataDir),
    clock: { nowMs: () => nowMs, every: () => never },
    log: createTestLog(),
    candles: {
      read: async (range) => {
        asked.push(range);
        if (options.bars === undefined) return fail('bug', 'nobody answers');
        return succeed(candleColumnsOf(options.bars.filter((one) => one.openTimeMs >= range.fromMs)));
      },
    },
    onMarket: (listener) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    look: (id) => {
      looked.add(id);
      return { dispose: () => void looked.delete(id) };
    },
    priceOf: () => options.price,
    changed: () => undefined,
  });
  const running = watch.start(({ id }, { direction, price, timeMs, isLate }, count) =>
    fired.push([id, direction, price, timeMs - START_MS, isLate ? 'late' : 'live', count].join(' ')),
  );
  const tell = (message: MarketMessage): void => {
    for (const listener of listeners) listener(message, 'demo');
  };
  return {
    ...{ watch, fired, looked, asked },
    trade: (price: number, instrumentId = BTC) =>
      tell({ kind: 'trade', trade: { instrumentId, timeMs: nowMs, price, quantity: 1, takerSide: 'buy' } }),
    forming: (close: number) =>
      tell({
        kind: 'forming',
        instrumentId: BTC,
        candle: bar(nowMs - (nowMs % MINUTE_MS), close, close, close, close),
      }),
    feed: (state: FeedState) => tell({ kind: 'state', instrumentId: BTC, state, timeMs: nowMs }),
    later: (ms: number) => {
      nowMs += ms;
    },
    /** Lets candles that were asked for arrive. */
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    stop: () => void running.dispose(),
  };
}

describe('an alert while the app runs', () => {
  it('fires once, tells the price that came, and no longer needs its market', () => {
    const app = run({ price: 99 });
    app.watch.save(alert());
    expect([...app.looked]).toEqual([BTC]);
    app.trade(99.5);
    app.trade(99, 'demo:ETH-USDT');
    app.trade(103);
    app.trade(90);
    expect(app.fired).toEqual(['a up 103 0 live 1']);
    expect(app.watch.list()).toMatchObject([{ isArmed: false, firings: [{ price: 103, direction: 'up' }] }]);
    expect([...app.looked]).toEqual([]);
  });

  it('fires only the way that is meant', () => {
    const app = run({ price: 99 });
    app.watch.save(alert({ direction: 'down' }));
    for (const price of [101, 102, 99]) app.trade(price);
    expect(app.fired).toEqual(['a down 99 0 live 1']);
  });

  it('fires each time, but of a price that trembles on it once a minute', () => {
    const app = run({ price: 99 });
    app.watch.save(alert({ repeats: 'everyTime' }));
    for (const price of [101, 99, 101, 99]) app.trade(price);
    app.later(MINUTE_MS);
    app.trade(101);
    expect(app.fired).toEqual(['a up 101 0 live 1', 'a up 101 60000 live 1']);
    expect(app.watch.list()).toMatchObject([{ isArmed: true }]);
  });

  it('holds the price that was there when it was set against the next one', () => {
    const app = run({ price: 105 });
    app.watch.save(alert());
    app.trade(95);
    expect(app.fired).toEqual(['a down 95 0 live 1']);
  });

  it('without a price when it was set begins at the next one', () => {
    const app = run();
    app.watch.save(alert());
    app.trade(95);
    expect(app.fired).toEqual([]);
    app.trade(100);
    expect(app.fired).toEqual(['a up 100 0 live 1']);
  });

  it('set again or moved is armed anew, and nothing from before counts', () => {
    const app = run({ price: 99 });
    app.watch.save(alert());
    app.trade(101);
    app.later(1);
    app.watch.save(alert({ price: 98 }));
    app.trade(99);
    expect(app.fired).toHaveLength(1);
    app.trade(97);
    expect(app.fired).toEqual(['a up 101 0 live 1', 'a down 97 1 live 1']);
  });

  it('removed says nothing more', () => {
    const app = run({ price: 99 });
    app.watch.save(alert());
    app.watch.remove('a');
    app.trade(101);
    expect(app.fired).toEqual([]);
    expect([...app.looked]).toEqual([]);
  });

  it('reads from candles what was traded while the feed was down', async () => {
    const app = run({ price: 99, bars: [bar(START_MS + MINUTE_MS, 99, 102, 98, 99)] });
    app.watch.save(alert({ direction: 'up' }));
    app.trade(99);
    app.feed('disconnected');
    app.later(3 * MINUTE_MS);
    app.feed('live');
    app.trade(99);
    await app.settle();
    expect(app.fired).toEqual(['a up 100 60000 late 1']);
  });

  it('goes by the candle that forms while trades are not told', () => {
    const app = run({ price: 99 });
    app.watch.save(alert());
    app.forming(101);
    expect(app.fired).toEqual([]);
    app.feed('delayed');
    app.forming(101);
    expect(app.fired).toEqual(['a up 101 0 live 1']);
  });
});

describe('an alert over a restart', () => {
  function setAndStop(part: Partial<AlertRequest> = {}): void {
    const app = run({ price: 99, atMs: START_MS + 20_000 });
    app.watch.save(alert(part));
    app.trade(99);
    app.stop();
  }

  it('says what candles tell of the time nobody watched, and fires no second time', async () => {
    setAndStop();
    const away = [bar(START_MS, 120, 120, 120, 120), bar(START_MS + MINUTE_MS, 99, 101, 98, 100.5)];
    const app = run({ bars: away, atMs: START_MS + 10 * MINUTE_MS });
    app.trade(110);
    await app.settle();
    expect(app.fired).toEqual(['a up 100 60000 late 1']);
    expect(app.watch.list()).toMatchObject([{ isArmed: false }]);
  });

  it('counts what was missed more than once', async () => {
    setAndStop({ repeats: 'everyTime' });
    const away = [2, 5, 7].map((minute) => bar(START_MS + minute * MINUTE_MS, 99, 101, 98, 99));
    const app = run({ bars: away, atMs: START_MS + 10 * MINUTE_MS });
    app.trade(99);
    await app.settle();
    expect(app.fired).toEqual([`a up 100 ${7 * MINUTE_MS} late 3`]);
  });

  it('asks for no candle from before it was set', async () => {
    setAndStop();
    const app = run({ bars: [], atMs: START_MS + 10 * MINUTE_MS });
    app.trade(99);
    await app.settle();
    expect(app.asked).toMatchObject([{ fromMs: START_MS + MINUTE_MS }]);
    expect(app.fired).toEqual([]);
  });

  it('where candles tell nothing, the first price on the other side is late', async () => {
    setAndStop();
    const app = run({ atMs: START_MS + 10 * MINUTE_MS });
    app.trade(103);
    await app.settle();
    expect(app.fired).toEqual([`a up 103 ${10 * MINUTE_MS} late 1`]);
  });

  it('that was done with stays done with', async () => {
    setAndStop();
    const first = run({ bars: [], atMs: START_MS + MINUTE_MS });
    first.trade(101);
    await first.settle();
    first.stop();
    const app = run({ bars: [], atMs: START_MS + 5 * MINUTE_MS });
    app.trade(95);
    await app.settle();
    expect(app.fired).toEqual([]);
    expect(app.watch.list()).toMatchObject([{ isArmed: false, firings: [{ price: 101 }] }]);
  });
});

it('moves a damaged file aside, says so and goes on without', () => {
  writeFileSync(join(dataDir, 'alerts.json'), '[{"id":');
  expect(new AlertBook(dataDir).problem).toContain('alerts.json.damaged');
  expect(run({ price: 99 }).watch.save(alert()).ok).toBe(true);
});
