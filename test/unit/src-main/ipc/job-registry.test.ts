import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { fail, succeed } from '../../../../src-main/base/outcome.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { JobControl } from '../../../../src-main/ipc/job-registry.ts';
import { JobRegistry } from '../../../../src-main/ipc/job-registry.ts';
import type { JobView } from '../../../../src-preload/contract/views.ts';
import { jobView } from '../../../../src-preload/contract/views.ts';
import { silentLog } from './fake-door.ts';

function createRegistry() {
  const told: JobView[] = [];
  const jobs = new JobRegistry({
    clock: createSimulatedClock(7),
    log: silentLog,
    onChange: (job) => told.push(jobView.parse(job)),
  });
  return { jobs, told };
}

/** Work that ends when the test says so. */
function heldWork() {
  let end: (outcome: Outcome<unknown>) => void = () => undefined;
  let control: JobControl | undefined;
  const ended = new Promise<Outcome<unknown>>((resolve) => {
    end = resolve;
  });
  const work = (given: JobControl): Promise<Outcome<unknown>> => {
    control = given;
    return ended;
  };
  return { work, end: (outcome: Outcome<unknown>) => end(outcome), control: () => control as JobControl };
}

describe('JobRegistry', () => {
  it('tells progress as it rises and keeps the result', async () => {
    const { jobs, told } = createRegistry();
    const held = heldWork();
    const jobId = jobs.start('import', 'a.csv', held.work);
    expect(jobs.result(jobId)).toMatchObject({ ok: false });
    for (const progress of [0.5, 0.4, 0.9, 2]) held.control().report(progress);
    held.end(succeed(42));
    await jobs.dispose();
    expect(told.map(({ state, progress }) => [state, progress])).toEqual([
      ['running', 0],
      ['running', 0.5],
      ['running', 0.9],
      ['running', 1],
      ['done', 1],
    ]);
    expect(jobs.result(jobId)).toEqual(succeed(42));
  });

  it('hands a cancel on and says when the work has ended by it', async () => {
    const { jobs, told } = createRegistry();
    const held = heldWork();
    const jobId = jobs.start('backtest', 'x', held.work);
    expect(jobs.cancel(jobId)).toEqual(succeed({}));
    expect(held.control().signal.aborted).toBe(true);
    held.end(fail('cancelled', 'the work was cancelled'));
    await jobs.dispose();
    expect(told.at(-1)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } });
  });

  it('turns an exception into a failed job', async () => {
    const { jobs, told } = createRegistry();
    jobs.start('import', 'x', () => Promise.reject(new Error('broken')));
    await jobs.dispose();
    expect(told.at(-1)).toMatchObject({ state: 'failed', error: { code: 'bug', message: 'broken' } });
  });

  it('keeps the latest twenty and says of others that it does not know them', async () => {
    const { jobs } = createRegistry();
    const ids = Array.from({ length: 25 }, () => jobs.start('import', 'x', async () => succeed(1)));
    await jobs.dispose();
    expect(jobs.list()).toHaveLength(20);
    expect(jobs.result(ids[0] as string)).toMatchObject({ ok: false, error: { code: 'unknownJob' } });
    expect(jobs.cancel('nonsense')).toMatchObject({ ok: false, error: { code: 'unknownJob' } });
  });
});
