import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { NO_POSITION } from '../../../../src-main/engine/strategies/inputs-of.ts';
import { candleAt, candleColumnsOf, sliceCandleColumns } from '../../../../src-main/model/candle.ts';
import { forkProcess } from '../../../../src-main/own-strategies/process/fork-process.ts';
import type { ProcessLimits } from '../../../../src-main/own-strategies/process/process-limits.ts';
import type { StrategyProcess } from '../../../../src-main/own-strategies/process/strategy-process.ts';
import { openStrategyProcess } from '../../../../src-main/own-strategies/process/strategy-process.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { compiled, OWN_CROSS, strategyAround } from '../../../fakes/own-strategies.ts';
import { seededCandles } from '../../../fakes/seeded-tape.ts';

const WORKER = fileURLToPath(new URL('../../../../src-main/own-strategy-worker.ts', import.meta.url));
const TAPE = candleColumnsOf(seededCandles('process', { bars: 3000 }));
const open: StrategyProcess[] = [];

/** Less than usual, so that a test need not fill a gigabyte or wait ten seconds. */
const LIMITS = { heapMegabytes: 96, barMs: 10_000 };

function start(changes: Partial<ProcessLimits> = {}): StrategyProcess {
  const process = openStrategyProcess(forkProcess(WORKER, { ...LIMITS, ...changes }));
  open.push(process);
  return process;
}

/** A backtest of the body in a process of its own. */
const backtestOf = (body: string, before = '') =>
  start().ask('backtest', { strategy: compiled(strategyAround(body, before)), request: requestOf(TAPE) });

afterEach(async () => {
  for (const process of open.splice(0)) await process.dispose();
});

describe('a strategy in its own process', () => {
  test('is compiled, inspected and trades to the last digit what the shipped one trades', async () => {
    const process = start();
    const strategy = unwrap(await process.ask('compile', { source: OWN_CROSS, fileName: 'own.ts' }));
    const inspection = unwrap(await process.ask('inspect', { strategy, params: { slow: 40 } }));
    expect(inspection).toMatchObject({ title: 'Own cross', params: { fast: 10, slow: 40 }, warmUp: 40 });
    const run = unwrap(await process.ask('backtest', { strategy, request: requestOf(TAPE) }));
    const shipped = unwrap(runBacktest(requestOf(TAPE)));
    expect(run.trades.length).toBeGreaterThan(20);
    expect(run.trades).toEqual(shipped.trades);
    expect(run.equity).toEqual(shipped.equity);
    expect(run.finalEquity).toBe(shipped.finalEquity);
    expect(run.params).toEqual({ fast: 10, slow: 30, direction: 'long' });
  });

  test('a source that is wrong comes back with its lines', async () => {
    const outcome = await start().ask('compile', { source: 'const x: number = "a";', fileName: 'own.ts' });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'badStrategy', details: { problems: [{ line: 1 }] } } });
  });

  test('parameters that do not fit are refused', async () => {
    const strategy = compiled(OWN_CROSS);
    const outcome = await start().ask('backtest', { strategy, request: requestOf(TAPE, { params: { fast: -1 } }) });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'badParams' } });
  });

  test('progress is told and cancelling ends a backtest', async () => {
    const slow = strategyAround('let x = 0; for (let i = 0; i < 20_000; i++) x += i; bar.close.at(x > 0 ? 0 : 1);');
    const process = start();
    const run = process.ask(
      'backtest',
      { strategy: compiled(slow), request: requestOf(candleColumnsOf(seededCandles('long', { bars: 60_000 }))) },
      { onProgress: () => process.cancel() },
    );
    expect(await run).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

test('a strategy whose bars take long is cancelled all the same', async () => {
  const process = start();
  const slow = strategyAround('for (let i = 0; i < 20_000_000; i++) bar.close.at(0);');
  const strategy = compiled(slow);
  unwrap(await process.ask('inspect', { strategy, params: {} }));
  const run = process.ask('backtest', { strategy, request: requestOf(TAPE) });
  process.cancel();
  expect(await run).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

const HIGHER = `import { defineStrategy, enterLong, exit, indicator, series } from 'bellwether';
export default defineStrategy({
  title: 'Higher',
  series: { hours: series({ interval: '1h' }), own: series({}) },
  indicators: { trend: indicator('sma', { period: 3 }, 'hours') },
  decide({ series: { hours, own }, indicators: { trend } }) {
    const tag = [hours.close.at(0), hours.openTimeMs.at(0), own.openTimeMs.at(0)].join(' ');
    return hours.close.at(0) > trend.at(0) ? enterLong({ tag }) : exit();
  },
});`;

describe('further series', () => {
  test('show the bars of another interval that have closed, in a backtest', async () => {
    const { trades } = unwrap(await start().ask('backtest', { strategy: compiled(HIGHER), request: requestOf(TAPE) }));
    expect(trades.length).toBeGreaterThan(3);
    for (const { entryTag } of trades) {
      const [close, hourMs, ownMs] = (entryTag ?? '').split(' ').map(Number) as [number, number, number];
      const last = TAPE.openTimeMs.findLastIndex((timeMs) => timeMs < hourMs + 3_600_000);
      expect(close).toBe(TAPE.close[last]);
      // The hour had closed with the bar that was judged, and the next one had not.
      expect(ownMs + 60_000).toBeGreaterThanOrEqual(hourMs + 3_600_000);
      expect(ownMs + 60_000).toBeLessThan(hourMs + 7_200_000);
    }
  });

  test('are refused to a live bot, which gets its own bars', async () => {
    const live = { strategy: compiled(HIGHER), params: {}, history: sliceCandleColumns(TAPE, 0, 30) };
    expect(await start().ask('startLive', live)).toMatchObject({
      ok: false,
      error: { code: 'strategyFailed', message: expect.stringContaining('looks at further series') },
    });
  });
});

describe('what goes wrong stops that strategy alone, with its line', () => {
  test.each([
    ['an endless loop', 'for (;;);', 'line 4: more than 50000000 steps in one bar'],
    ['a throw', "\nthrow new Error('mine');", 'line 5: Error: mine'],
    ['a bad intent', 'return bw.exit({ share: 7 });', 'line 4: intent.share is 7'],
  ])('%s', async (_name, body, message) => {
    const outcome = await backtestOf(body);
    expect(outcome.ok ? '' : outcome.error.message).toContain(message);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'strategyFailed' } });
  });

  test.each([
    ['a list that grows', 'const list: number[][] = [];\nfor (;;) list.push(new Array(1000).fill(1));'],
    [
      'one large allocation',
      'const list: number[][] = [];\nfor (let i = 0; i < 9; i++) list.push(new Array(30_000_000).fill(1.5));',
    ],
    [
      'a map that grows',
      'const map = new Map<number, number[]>();\nfor (let i = 0; ; i++) map.set(i, new Array(100).fill(i));',
    ],
    [
      'a huge text',
      "let text = 'x';\nfor (let i = 0; i < 28; i++) { text += text; text.charCodeAt(9); }\nconst all = [];\nfor (;;) all.push((text + all.length).indexOf('y') + text);",
    ],
  ])('memory: %s', async (_name, body) => {
    const strategy = compiled(strategyAround(body));
    const outcome = await start({ barMs: 3000 }).ask('backtest', { strategy, request: requestOf(TAPE) });
    expect(outcome.ok ? '' : outcome.error.message).toMatch(
      /^(line \d: |its process ended \((signal SIGABRT|exit code 134)\): it )(used more memory|no answer for 3 seconds)/,
    );
  });

  test('the process that asked goes on, and so do others', async () => {
    const other = start();
    const strategy = compiled(OWN_CROSS);
    expect((await other.ask('inspect', { strategy, params: {} })).ok).toBe(true);
    expect((await backtestOf('throw 1;')).ok).toBe(false);
    expect((await other.ask('backtest', { strategy, request: requestOf(TAPE) })).ok).toBe(true);
  });

  test('what steps do not see is ended by the watch, with the line', async () => {
    const strategy = compiled(strategyAround("const text = 'a'.repeat(40);\n/^(a+)+$/.test(text.concat('b'));"));
    const outcome = await start({ barMs: 1500 }).ask('backtest', { strategy, request: requestOf(TAPE) });
    expect(outcome.ok ? '' : outcome.error.message).toBe('line 5: no answer for 1.5 seconds');
  });
});

describe('checked on candles', () => {
  const checked = async (source: string) =>
    unwrap(await start().ask('check', { strategy: compiled(source), params: {}, candles: TAPE }));

  test('a clean strategy passes, with a report in full', async () => {
    expect(await checked(OWN_CROSS)).toEqual([]);
    const input = { strategy: compiled(OWN_CROSS, 'mine.ts'), params: { slow: 20 }, candles: TAPE };
    const report = unwrap(await start().ask('checkReport', input));
    expect(report).toMatchObject({ strategyId: 'mine', interval: '1m', params: { slow: 20 }, verdict: 'passed' });
    expect(report.decisions).toBeGreaterThan(20);
  });

  test('a warm-up that is too short is found', async () => {
    const findings = await checked(OWN_CROSS.replace('warmUp: ({ slow }) => slow,', 'warmUp: 3,'));
    expect(findings.map(({ check }) => check)).toContain('warmUp');
  });

  test('one that depends on where it was started is found', async () => {
    const counting = strategyAround('bars++; return bars % 7 === 0 ? bw.enterLong() : bw.hold();', ' let bars = 0;');
    expect((await checked(counting)).length).toBeGreaterThan(0);
  });

  test('one that throws has its line in the finding', async () => {
    const findings = await checked(strategyAround('\nthrow new Error("mine");'));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toMatch(/line 5: Error: mine$/);
  });
});

describe('a live bot', () => {
  const body = `return bar.position.side === 'long' ? bw.exit({ tag: 'held ' + bar.position.barsHeld }) : bw.enterLong();`;

  test('gets its history, then answers each closed bar from it and the position', async () => {
    const process = start();
    const strategy = compiled(strategyAround(body).replace('warmUp: 0', 'warmUp: 4'));
    const history = sliceCandleColumns(TAPE, 0, 3);
    expect(unwrap(await process.ask('startLive', { strategy, params: {}, history }))).toEqual({ warmUp: 4 });
    const next = async (row: number, position = NO_POSITION) =>
      unwrap(await process.ask('bar', { candle: candleAt(TAPE, row), position }));
    const barOpenMs = (row: number) => TAPE.openTimeMs[row];
    expect(await next(3)).toEqual({ barOpenMs: barOpenMs(3), intents: [] });
    expect(await next(4)).toEqual({ barOpenMs: barOpenMs(4), intents: [{ kind: 'enter', side: 'long' }] });
    expect(await next(4)).toEqual({ barOpenMs: barOpenMs(4), intents: [] });
    const held = { side: 'long', quantity: 1, averagePrice: 100, entries: 1, barsHeld: 2 } as const;
    expect(await next(5, held)).toEqual({ barOpenMs: barOpenMs(5), intents: [{ kind: 'exit', tag: 'held 2' }] });
  });

  test('decides live what it decides in a backtest', async () => {
    const process = start();
    const strategy = compiled(OWN_CROSS);
    unwrap(await process.ask('startLive', { strategy, params: {}, history: sliceCandleColumns(TAPE, 0, 30) }));
    const wanted: number[] = [];
    for (let row = 30; row < 400; row++) {
      const { intents } = unwrap(await process.ask('bar', { candle: candleAt(TAPE, row), position: NO_POSITION }));
      if (intents.some((intent) => intent.kind === 'enter')) wanted.push(TAPE.openTimeMs[row + 1] as number);
    }
    const { trades } = unwrap(runBacktest(requestOf(sliceCandleColumns(TAPE, 0, 402))));
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted).toEqual(trades.map(({ entryTimeMs }) => entryTimeMs).slice(0, wanted.length));
  });

  test('a bar without a start is refused; a fault is told and ends it', async () => {
    const process = start();
    const bar = { candle: candleAt(TAPE, 5), position: NO_POSITION };
    expect(await process.ask('bar', bar)).toMatchObject({ ok: false, error: { code: 'botNotRunning' } });
    const strategy = compiled(strategyAround("throw new Error('live');"));
    unwrap(await process.ask('startLive', { strategy, params: {}, history: sliceCandleColumns(TAPE, 0, 2) }));
    expect(await process.ask('bar', bar)).toMatchObject({
      ok: false,
      error: { code: 'strategyFailed', message: 'line 4: Error: live', details: { line: 4 } },
    });
  });
});

test('a process that is disposed of answers what is open with cancelled, and nothing after', async () => {
  const process = start();
  const question = process.ask('inspect', { strategy: compiled(OWN_CROSS), params: {} });
  await process.dispose();
  expect(await question).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(await process.ask('inspect', { strategy: compiled(OWN_CROSS), params: {} })).toMatchObject({ ok: false });
});
