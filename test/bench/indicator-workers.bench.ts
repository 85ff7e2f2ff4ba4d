import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Bench } from './bench.ts';

const WORKERS = 2;
const RUNS = 9;
const WARM_UP_RUNS = 2;
const workerData = { count: 20_000, rounds: 60 };

type Which = 'ours' | 'loops';

/** Milliseconds until all of `workers` have done the same work, side by side. */
async function elapsed(workers: readonly Worker[], which: Which): Promise<number> {
  const start = performance.now();
  const answers = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.postMessage(which);
  await Promise.all(answers);
  return performance.now() - start;
}

/** How many times the work of one worker two do in the same time: 2 at best. */
async function gainOf(workers: readonly Worker[], which: Which): Promise<number> {
  const alone = await elapsed(workers.slice(0, 1), which);
  return (workers.length * alone) / (await elapsed(workers, which));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

/** What a second worker adds to the series forms against what it adds to plain loops, in turn in one run. */
export const bench: Bench = {
  name: 'indicator-workers',
  async run() {
    const path = new URL('./indicator-worker.ts', import.meta.url);
    const workers = Array.from({ length: WORKERS }, () => new Worker(path, { workerData }));
    const gains: Record<Which, number[]> = { ours: [], loops: [] };
    for (let run = -WARM_UP_RUNS; run < RUNS; run++) {
      for (const which of ['loops', 'ours'] as const) {
        const gain = await gainOf(workers, which);
        if (run >= 0) gains[which].push(gain);
      }
    }
    await Promise.all(workers.map((worker) => worker.terminate()));
    const [value, reference] = [median(gains.ours), median(gains.loops)];
    return [{ name: 'indicators in two workers', value, unit: 'times one', reference, ratio: value / reference }];
  },
};
