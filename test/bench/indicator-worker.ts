import { parentPort, workerData } from 'node:worker_threads';
import { unwrap } from '../../src-main/base/outcome.ts';
import { findIndicator, readIndicatorParams } from '../../src-main/engine/indicator-registry.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';
import { RIVALS } from './indicator-rivals.ts';
import { walk } from './indicator-walk.ts';

/** Worker of indicator-workers.bench.ts: told `ours` or `loops`, it runs all eight `rounds` times and answers. */
const { count, rounds } = workerData as { count: number; rounds: number };
const candles = candleColumnsOf(walk(count));
const ours = RIVALS.map(({ name }) => {
  const indicator = unwrap(findIndicator(name));
  const params = unwrap(readIndicatorParams(indicator, {}));
  return () => indicator.series(candles, params);
});
const loops = RIVALS.map(
  ({ loop }) =>
    () =>
      loop(candles),
);

parentPort?.on('message', (which: 'ours' | 'loops') => {
  for (let round = 0; round < rounds; round++) {
    for (const run of which === 'ours' ? ours : loops) run();
  }
  parentPort?.postMessage(which);
});
