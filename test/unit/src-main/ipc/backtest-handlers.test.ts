import { describe, expect, it } from 'vitest';
import { succeed } from '../../../../src-main/base/outcome.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import { backtestHandlers } from '../../../../src-main/ipc/backtest-handlers.ts';
import { JobRegistry } from '../../../../src-main/ipc/job-registry.ts';
import { createTestLog } from '../../../fakes/test-log.ts';
import { GOOD_INPUTS, GOOD_OUTPUTS } from './contract-samples.ts';

const RESULT = GOOD_OUTPUTS['backtest.result'];

describe('backtest.export', () => {
  it('hands over the result of the job and nothing the page could name', async () => {
    const jobs = new JobRegistry({ clock: createSimulatedClock(1), log: createTestLog(), onChange: () => undefined });
    const exported: unknown[] = [];
    const handlers = backtestHandlers(
      {
        run: async () => succeed(RESULT),
        study: async () => succeed(GOOD_OUTPUTS['backtest.studyResult']),
        runOf: async () => succeed({ runId: 7 }),
        trade: async () => succeed(GOOD_OUTPUTS['backtest.trade']),
        export: async (...given) => {
          exported.push(given);
          return succeed({ fileName: 'a.csv' });
        },
      },
      jobs,
    );
    const started = handlers['backtest.start'](GOOD_INPUTS['backtest.start'] as never);
    const jobId = started.ok ? started.value.jobId : '';
    expect(await handlers['backtest.export']({ jobId, format: 'csv' })).toMatchObject({ ok: false });
    await jobs.dispose();
    expect(await handlers['backtest.export']({ jobId, format: 'csv' })).toEqual(succeed({ fileName: 'a.csv' }));
    expect(exported).toEqual([[RESULT, 'csv']]);
    expect(await handlers['backtest.run']({ jobId })).toEqual(succeed({ runId: 7 }));
    const beyond = RESULT.trades.length + 1;
    expect(await handlers['backtest.trade']({ jobId, number: beyond })).toMatchObject({
      ok: false,
      error: { code: 'badArgument' },
    });
    expect(await handlers['backtest.export']({ jobId: 'x', format: 'csv' })).toMatchObject({
      ok: false,
      error: { code: 'unknownJob' },
    });
  });
});

describe('backtest.study', () => {
  it('is asked of the result of a finished job and is a job of its own', async () => {
    const jobs = new JobRegistry({ clock: createSimulatedClock(1), log: createTestLog(), onChange: () => undefined });
    const asked: unknown[] = [];
    const handlers = backtestHandlers(
      {
        run: async () => succeed(RESULT),
        runOf: async () => succeed({ runId: 7 }),
        trade: async () => succeed(GOOD_OUTPUTS['backtest.trade']),
        export: async () => succeed({ fileName: null }),
        study: async (result, study) => {
          asked.push([result, study]);
          return succeed(GOOD_OUTPUTS['backtest.studyResult']);
        },
      },
      jobs,
    );
    const started = handlers['backtest.start'](GOOD_INPUTS['backtest.start'] as never);
    const jobId = started.ok ? started.value.jobId : '';
    expect(handlers['backtest.study']({ jobId, study: 'costs' })).toMatchObject({ ok: false });
    await jobs.dispose();
    const study = handlers['backtest.study']({ jobId, study: 'costs' });
    await jobs.dispose();
    expect(asked).toEqual([[RESULT, 'costs']]);
    expect(handlers['backtest.studyResult']({ jobId: study.ok ? study.value.jobId : '' })).toEqual(
      succeed(GOOD_OUTPUTS['backtest.studyResult']),
    );
  });
});
