import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { CandleStore } from '../../engine/ports/candle-store.ts';
import type { IndicatorWindow, IndicatorWindowRequest } from '../candles/candle-service.ts';
import type { CandleWindow, CandleWindowRequest } from '../candles/candle-window.ts';
import type { StructureWindow, StructureWindowRequest } from '../candles/structure-window.ts';
import type { CandleMethods } from './candle-methods.ts';
import type { WorkerThread } from './worker-client.ts';
import { createWorkerClient } from './worker-client.ts';

/** Candles of the past for the engine and the chart, read in a worker. */
export interface CandleClient extends CandleStore, Disposable {
  window(request: CandleWindowRequest): Promise<Outcome<CandleWindow>>;
  indicator(request: IndicatorWindowRequest): Promise<Outcome<IndicatorWindow>>;
  structure(request: StructureWindowRequest): Promise<Outcome<StructureWindow>>;
}

/** `start` gives a new thread of `candle-worker.ts`; it is called again when the thread dies. */
export function createCandleClient(start: () => WorkerThread): CandleClient {
  const worker = createWorkerClient<CandleMethods>('candle', start);
  return {
    read: (range) => worker.call('read', range),
    window: (request) => worker.call('window', request),
    indicator: (request) => worker.call('indicator', request),
    structure: (request) => worker.call('structure', request),
    dispose: () => worker.dispose(),
  };
}
