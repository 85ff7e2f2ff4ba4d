import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { fail, succeed } from '../../../../src-main/base/outcome.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { JobControl, JobWork } from '../../../../src-main/ipc/job-registry.ts';
import { JobRegistry } from '../../../../src-main/ipc/job-registry.ts';
import type { JobView } from '../../../../src-preload/contract/views.ts';
import { jobView } from '../../../../src-preload/contract/views.ts';
import { silentLog } from './fake-door.ts';

function createRegistry(lanes = 1) {
  const told: JobView[] = [];
  const clock = createSimulatedClock(7);
  const jobs = new JobRegistry({
    clock,
    lanes,
    log: silentLog,
    onChange: (job) => told.push(jobView.parse(job)),
  });
  return { jobs, told, clock };
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

  it('keeps the result of a backtest however much else was done since', async () => {
    const { jobs } = createRegistry();
    const jobId = jobs.start('backtest', 'x', async () => succeed('kept'));
    for (let more = 0; more < 25; more += 1) jobs.start('research', 'x', async () => succeed(1));
    await jobs.dispose();
    expect(jobs.result(jobId)).toEqual(succeed('kept'));
  });

  it('keeps the latest twenty of a kind and says of others that it does not know them', async () => {
    const { jobs } = createRegistry();
    const ids = Array.from({ length: 25 }, () => jobs.start('import', 'x', async () => succeed(1)));
    await jobs.dispose();
    expect(jobs.list()).toHaveLength(20);
    expect(jobs.result(ids[0] as string)).toMatchObject({ ok: false, error: { code: 'unknownJob' } });
    expect(jobs.cancel('nonsense')).toMatchObject({ ok: false, error: { code: 'unknownJob' } });
  });
});

/** Runs of a queue that end when the test says so, by their titles. */
function queueOf(titles: readonly string[], lanes = 1) {
  const { jobs, told } = createRegistry(lanes);
  const held = new Map(titles.map((title) => [title, heldWork()]));
  const ids = new Map(
    titles.map((title) => [title, jobs.enqueue('backtest', title, held.get(title)?.work as JobWork)] as const),
  );
  const now = () =>
    jobs.list().map(({ title, state, place }) => `${title} ${state}${place === null ? '' : ` ${place}`}`);
  const end = async (title: string): Promise<void> => {
    held.get(title)?.end(succeed(title));
    await Promise.resolve();
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return { jobs, told, now, end, idOf: (title: string) => ids.get(title) as string };
}

describe('the queue of JobRegistry', () => {
  it('runs one after another in the order they were asked for', async () => {
    const { now, end, jobs, idOf } = queueOf(['a', 'b', 'c']);
    expect(now()).toEqual(['a running', 'b queued 0', 'c queued 1']);
    await end('a');
    expect(now()).toEqual(['a done', 'b running', 'c queued 0']);
    await end('b');
    await end('c');
    expect(now()).toEqual(['a done', 'b done', 'c done']);
    expect(jobs.result(idOf('c'))).toEqual(succeed('c'));
  });

  it('runs as many at a time as there are lanes', async () => {
    const { now, end } = queueOf(['a', 'b', 'c'], 2);
    expect(now()).toEqual(['a running', 'b running', 'c queued 0']);
    await end('b');
    expect(now()).toEqual(['a running', 'b done', 'c running']);
    await end('a');
    await end('c');
  });

  it('moves what waits to another place, and refuses what does not wait', async () => {
    const { jobs, now, end, idOf } = queueOf(['a', 'b', 'c', 'd']);
    expect(jobs.move(idOf('d'), -99)).toEqual(succeed({}));
    expect(now()).toEqual(['a running', 'b queued 1', 'c queued 2', 'd queued 0']);
    expect(jobs.move(idOf('d'), 99)).toEqual(succeed({}));
    expect(now()).toEqual(['a running', 'b queued 0', 'c queued 1', 'd queued 2']);
    expect(jobs.move(idOf('a'), 1)).toMatchObject({ ok: false, error: { code: 'unknownJob' } });
    jobs.move(idOf('c'), -1);
    await end('a');
    expect(now()).toEqual(['a done', 'b queued 0', 'c running', 'd queued 1']);
    for (const title of ['c', 'b', 'd']) await end(title);
  });

  it('takes a cancelled one out at once, without ever starting it', async () => {
    const { jobs, now, end, idOf, told } = queueOf(['a', 'b', 'c']);
    jobs.cancel(idOf('b'));
    expect(now()).toEqual(['a running', 'b cancelled', 'c queued 0']);
    await end('a');
    await end('c');
    expect(told.filter(({ title }) => title === 'b').map(({ state }) => state)).toEqual(['queued', 'cancelled']);
  });

  it('goes on with the next when one fails, and ends with nothing left when it is put away', async () => {
    const { jobs } = createRegistry();
    const held = heldWork();
    jobs.enqueue('backtest', 'a', () => Promise.reject(new Error('broken')));
    jobs.enqueue('backtest', 'b', held.work);
    jobs.enqueue('backtest', 'c', held.work);
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(jobs.list().map(({ state }) => state)).toEqual(['failed', 'running', 'queued']);
    held.end(fail('cancelled', 'the work was cancelled'));
    await jobs.dispose();
    expect(jobs.list().map(({ state }) => state)).toEqual(['failed', 'cancelled', 'cancelled']);
  });

  it('says how long a run still takes by its pace since its first progress, not since it was asked for', async () => {
    const { jobs, clock, told } = createRegistry();
    const held = heldWork();
    jobs.enqueue('backtest', 'a', held.work);
    for (const [timeMs, progress] of [
      [60_000, 0.1],
      [60_500, 0.2],
      [62_000, 0.5],
    ] as const) {
      clock.advanceTo(timeMs);
      held.control().report(progress);
    }
    held.end(succeed(1));
    await jobs.dispose();
    expect(told.map(({ leftMs }) => leftMs)).toEqual([null, null, null, 2500, null]);
  });
});
