import { parentPort, workerData } from 'node:worker_threads';
import { fail, succeed } from './base/outcome.ts';
import { findIndicator, readIndicatorParams } from './engine/indicator-registry.ts';
import { structureMarks } from './engine/structure/structure-marks.ts';
import { createDemoHistory } from './exchanges/demo/demo-history.ts';
import type { Interval } from './model/time.ts';
import { DAY_MS, intervalMs } from './model/time.ts';
import type { ComputeIndicator } from './storage/candles/candle-service.ts';
import { createCandleService } from './storage/candles/candle-service.ts';
import type { CandleSource } from './storage/candles/candle-source.ts';
import { createMarketReader } from './storage/market/market-reader.ts';
import { createCandleHandlers } from './storage/workers/candle-methods.ts';
import { serve } from './storage/workers/worker-port.ts';

/** Door of the candle worker: stored candles read only, those of the demo market made on demand, levels of detail, indicators. */
export type CandleWorkerData = { readonly dataDir: string; readonly demoSeed: string };

/** For series, and as much again for indicators: two million bars, or fifty charts of the demo market. */
const CACHE_BYTES = 128 * 1024 * 1024;
const HOUR_MS = DAY_MS / 24;

/** The demo market makes a minute in about a microsecond: these depths take a worker well under a second. */
function demoDepthMs(interval: Interval): number {
  const lengthMs = intervalMs(interval);
  if (lengthMs < HOUR_MS) return 30 * DAY_MS;
  return lengthMs < DAY_MS ? 180 * DAY_MS : 540 * DAY_MS;
}

function demoSource(seed: string): CandleSource {
  const history = createDemoHistory(seed);
  return {
    owns: (instrumentId) => instrumentId.startsWith('demo:'),
    depthMs: demoDepthMs,
    read(range) {
      try {
        return succeed(history.read(range));
      } catch (error) {
        if (error instanceof RangeError) return fail('unknownInstrument', error.message);
        throw error;
      }
    },
  };
}

const computeIndicator: ComputeIndicator = (name, params, columns) => {
  const definition = findIndicator(name);
  if (!definition.ok) return definition;
  const parsed = readIndicatorParams(definition.value, params);
  if (!parsed.ok) return parsed;
  const series = definition.value.series(columns, parsed.value);
  return succeed(series.map((values, index) => ({ name: definition.value.outputs[index] ?? '', values })));
};

if (parentPort === null) throw new Error('candle-worker.ts runs in a worker thread, not by itself');
const { dataDir, demoSeed } = workerData as CandleWorkerData;
const reader = createMarketReader(dataDir);
const service = createCandleService({
  reader,
  sources: [demoSource(demoSeed)],
  nowMs: Date.now,
  cacheBytes: CACHE_BYTES,
  computeIndicator,
  computeStructure: structureMarks,
});
serve(parentPort, createCandleHandlers(service), reader.close);
