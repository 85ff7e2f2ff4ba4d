import { parentPort, workerData } from 'node:worker_threads';
import type { CsvReadOptions, CsvReadReport } from './data-import/csv-candles.ts';
import { readCsvCandles } from './data-import/csv-candles.ts';
import { createStorageWork } from './storage/workers/storage-methods.ts';
import { serve } from './storage/workers/worker-port.ts';

/** Door of the storage worker: the one writer of `market.db`. */
export type StorageWorkerData = { readonly dataDir: string };

if (parentPort === null) throw new Error('storage-worker.ts runs in a worker thread, not by itself');
const { dataDir } = workerData as StorageWorkerData;
const work = createStorageWork<CsvReadOptions, CsvReadReport>(dataDir, readCsvCandles);
serve(parentPort, work.handlers, work.close);
