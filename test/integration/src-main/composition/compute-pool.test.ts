import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';
import type { BacktestRequest } from '../../../../src-main/backtest/backtest-request.ts';
import { resultToJson } from '../../../../src-main/backtest/exports/result-json.ts';
import { resultOf } from '../../../../src-main/backtest/exports/run-result.ts';
import { tearSheetOf } from '../../../../src-main/backtest/exports/tear-sheet/tear-sheet.ts';
import { tradeText } from '../../../../src-main/backtest/exports/trade-text.ts';
import { tradesToCsv } from '../../../../src-main/backtest/exports/trades-csv.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import type { RunDetail } from '../../../../src-main/backtest/run-record/kept-run.ts';
import { rowsOf } from '../../../../src-main/backtest/run-record/kept-run.ts';
import { recordOf } from '../../../../src-main/backtest/run-record/run-record.ts';
import { runStudy } from '../../../../src-main/backtest/run-study.ts';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { ComputePool, RecordedRequest } from '../../../../src-main/composition/compute-pool.ts';
import { createComputePool } from '../../../../src-main/composition/compute-pool.ts';
import type { BacktestTaskResult } from '../../../../src-main/compute-worker.ts';
import { engineCode } from '../../../../src-main/config/engine-code.ts';
import { sha256 } from '../../../../src-main/config/sha256.ts';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { moneyToText } from '../../../../src-main/model/money.ts';
import { studyView } from '../../../../src-preload/contract/study-views.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

const WORKER = join(projectRoot, 'src-main/compute-worker.ts');
const ENDLESS = join(projectRoot, 'test/fakes/endless-worker.ts');
/** Longer than any test: who waits for it fails. */
const NEVER_MS = 600_000;

const tape = seededTape('pool', { bars: 20_000 });
const studyTape = seededTape('study pool', { bars: 3000 });
const longTape = seededTape('long pool', { bars: 300_000 });
/** Candles handed to a worker are gone here. */
const copyOf = (candles: CandleColumns): CandleColumns => structuredClone(candles);

const ORIGIN = { appVersion: '1', strategyCode: null, marketSeed: null };
const asked = (request: BacktestRequest): RecordedRequest => ({ request, origin: ORIGIN });

let folder: string;
let pool: ComputePool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-pool-'));
  pool = createComputePool({ workerPath: WORKER, cores: 2, graceMs: NEVER_MS });
});
afterAll(async () => {
  await pool.dispose();
  await rm(folder, { recursive: true, force: true });
});

describe('a run that is cancelled', () => {
  it('ends by itself at its next look, far from its end', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const report = (progress: number): void => {
      told.push(progress);
      stop.abort();
    };
    const request = requestOf(copyOf(longTape), { strategyId: 'signal-blend' });
    const outcome = await pool.backtest(asked(request), { signal: stop.signal, report });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(told.length).toBeGreaterThan(0);
  });

  it('is not begun when it was cancelled before', async () => {
    const candles = copyOf(tape);
    const control = { signal: AbortSignal.abort(), report: () => undefined };
    expect(await pool.backtest(asked(requestOf(candles)), control)).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
    expect(candles.close).toHaveLength(20_000);
  });

  it('loses its thread when it never looks; the next run has another', async () => {
    const stubborn = createComputePool({ workerPath: ENDLESS, cores: 2, graceMs: 0 });
    try {
      for (const _round of [1, 2]) {
        const stop = new AbortController();
        const outcome = stubborn.backtest(asked(requestOf(copyOf(tape))), {
          signal: stop.signal,
          report: () => undefined,
        });
        setImmediate(() => stop.abort());
        expect(await outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
      }
    } finally {
      await stubborn.dispose();
    }
  });

  it('leaves the pool able to run the next one, to the same bit', async () => {
    const control = { signal: new AbortController().signal, report: () => undefined };
    const { report } = unwrap(
      (await pool.backtest(asked(requestOf(copyOf(tape))), control)) as Outcome<BacktestTaskResult>,
    );
    expect(report.finalEquity).toBe(moneyToText(unwrap(runBacktest(requestOf(tape))).finalEquity));
  });
});

describe('what more is asked of a run', () => {
  const control = { signal: new AbortController().signal, report: () => undefined };

  it.each(['costs', 'checks'] as const)('%s are those of the same study here', async (study) => {
    const told: number[] = [];
    const asked = { request: requestOf(copyOf(studyTape)), study };
    const worked = unwrap(await pool.study(asked, { ...control, report: (progress) => told.push(progress) }));
    expect(worked).toEqual(unwrap(runStudy(requestOf(studyTape), study)));
    expect(studyView.parse(worked)).toEqual(worked);
    expect(told.length).toBeGreaterThan(0);
    expect(Math.max(...told)).toBeLessThanOrEqual(1);
  });

  it('ends at its next look when it is cancelled', async () => {
    const stop = new AbortController();
    const request = requestOf(copyOf(longTape));
    const outcome = await pool.study({ request, study: 'costs' }, { signal: stop.signal, report: () => stop.abort() });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('hands over finer candles instead of copying them', async () => {
    const fine = copyOf(studyTape);
    const venue = { fineCandles: { 'paper:BTC-USDT': { interval: '1m', candles: fine } } } as const;
    unwrap(await pool.study({ request: requestOf(copyOf(studyTape), { venue }), study: 'costs' }, control));
    expect(fine.close).toHaveLength(0);
  });
});

describe('the record of a run in a worker', () => {
  it('is that of the same run here, to the bit', async () => {
    const control = { signal: new AbortController().signal, report: () => undefined };
    const { kept } = unwrap(await pool.backtest(asked(requestOf(copyOf(tape))), control));
    const run = unwrap(runBacktest(requestOf(tape)));
    expect(kept.record).toEqual(recordOf(run, { ...ORIGIN, engineCode: engineCode() }, sha256));
    expect(kept.name).toBe('sma-cross 10/30');
    const { trades, curve } = JSON.parse(kept.detail) as RunDetail;
    expect(rowsOf(trades)).toEqual(run.trades.map(tradeText));
    expect(curve.equity.length).toBeGreaterThan(400);
    expect(curve.equity.length).toBeLessThanOrEqual(500);
    expect(curve.equity.at(-1)).toBe(run.equity.at(-1));
  });
});

describe('a result that is kept', () => {
  const result = resultOf(unwrap(runBacktest(requestOf(tape))));
  const looked = { finalEquity: moneyToText(result.run.finalEquity), trades: result.run.trades.length };

  it.each([
    ['json', resultToJson],
    ['csv', tradesToCsv],
    ['html', tearSheetOf],
  ] as const)('as %s says what the command line writes, over what stood there', async (format, textOf) => {
    const path = join(folder, `result.${format}`);
    await writeFile(path, 'before');
    unwrap(await pool.exportResult({ request: requestOf(copyOf(tape)), format, path, ...looked }));
    expect(await readFile(path, 'utf8')).toBe(textOf(result));
  });

  it('is refused when the candles have changed since, and nothing is written', async () => {
    const path = join(folder, 'changed.json');
    const candles = copyOf(tape);
    candles.close.fill(candles.close[0] as number, 10_000);
    const outcome = await pool.exportResult({ request: requestOf(candles), format: 'json', path, ...looked });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'resultOutdated' } });
    expect(await readdir(folder)).not.toContain('changed.json');
  });

  it('says why a place cannot be written to, and leaves nothing behind', async () => {
    const path = join(folder, 'missing', 'result.csv');
    const outcome = await pool.exportResult({ request: requestOf(copyOf(tape)), format: 'csv', path, ...looked });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'fileUnwritable' } });
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
