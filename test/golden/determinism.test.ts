import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import { reportOf } from '../../src-main/backtest/report.ts';
import { runBacktest } from '../../src-main/backtest/run-backtest.ts';
import type { Outcome } from '../../src-main/base/outcome.ts';
import { unwrap } from '../../src-main/base/outcome.ts';
import { toReportView } from '../../src-main/compute-worker.ts';
import type { BacktestTask, BacktestTaskResult } from '../../src-main/compute-worker.ts';
import { requestOf } from '../fakes/backtest-runs.ts';
import { seededTape } from '../fakes/seeded-tape.ts';

const REQUEST = requestOf(seededTape('twice', { bars: 20_000, gapShare: 0.01 }), {
  params: { fast: 5, slow: 20, direction: 'both' },
  risk: { sizeFraction: 0.8, stopLossFraction: 0.01, takeProfitFraction: 0.02, leverage: 1 },
});

const pool = new Piscina({ filename: join(projectRoot, 'src-main/compute-worker.ts'), minThreads: 0, maxThreads: 1 });
afterAll(async () => {
  await pool.destroy();
});

async function inWorker(cancelled = 0): Promise<{ outcome: Outcome<BacktestTaskResult>; progress: number[] }> {
  const { port1, port2 } = new MessageChannel();
  const progress: number[] = [];
  port1.on('message', (fraction: number) => progress.push(fraction));
  const flag = new Int32Array(new SharedArrayBuffer(4));
  flag[0] = cancelled;
  const origin = { appVersion: 'test', strategyCode: null, marketSeed: null };
  const task: BacktestTask = { request: REQUEST, origin, cancelled: flag, progress: port2 };
  const outcome: Outcome<BacktestTaskResult> = await pool.run(task, { name: 'backtest', transferList: [port2] });
  port1.close();
  return { outcome, progress };
}

describe('equal requests give equal results to the bit (SPEC 14)', () => {
  const first = unwrap(runBacktest(REQUEST));

  it('twice in a row', () => {
    const second = unwrap(runBacktest(REQUEST));
    expect(first.trades.length).toBeGreaterThan(500);
    expect(second.trades).toEqual(first.trades);
    expect(second.equity).toEqual(first.equity);
    expect(reportOf(second)).toEqual(reportOf(first));
  });

  it('in a worker thread', async () => {
    const { outcome, progress } = await inWorker();
    expect(unwrap(outcome).report).toEqual(toReportView(reportOf(first)));
    expect(progress.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
  });

  it('a cancelled one ends as cancelled', async () => {
    const { outcome } = await inWorker(1);
    expect(outcome).toEqual({ ok: false, error: { code: 'cancelled', message: 'the backtest was cancelled' } });
  });
});
