import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { createComputePool } from '../../../../src-main/composition/compute-pool.ts';
import type { RunLibrary } from '../../../../src-main/composition/run-library.ts';
import { createRunLibrary } from '../../../../src-main/composition/run-library.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import { createDemoCandleStore, createDemoHistory } from '../../../../src-main/exchanges/demo/demo-history.ts';
import { createSymbolModels } from '../../../../src-main/exchanges/demo/symbol-model.ts';
import { createStorageClient } from '../../../../src-main/storage/workers/storage-client.ts';
import { CHANNELS } from '../../../../src-preload/contract/channels.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { silentLog } from '../../../unit/src-main/ipc/fake-door.ts';

const SEED = 'run library';
const FROM_MS = Date.UTC(2026, 0, 5);
const control = { signal: new AbortController().signal, report: () => undefined };
const history = createDemoHistory(SEED);

let folder: string;
let library: RunLibrary;
let close: () => Promise<void>;
let keepOne: () => Promise<object>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-library-'));
  const worker = new URL('../../../../src-main/storage-worker.ts', import.meta.url);
  const storage = createStorageClient(() => new Worker(worker, { workerData: { dataDir: folder } }));
  const pool = createComputePool({ workerPath: join(projectRoot, 'src-main/compute-worker.ts'), cores: 2 });
  library = createRunLibrary({
    runs: storage.runs,
    candles: createDemoCandleStore(history),
    run: (request, control) => pool.backtest({ request, origin: library.originOf(request.instrument) }, control),
    clock: createSimulatedClock(FROM_MS),
    log: silentLog,
    appVersion: '1.2.3',
    demoSeed: () => SEED,
  });
  keepOne = async () => {
    const [model] = createSymbolModels(SEED);
    if (model === undefined) throw new Error('the demo market has no symbol');
    const { instrument } = model;
    const range = {
      instrumentId: instrument.id,
      interval: '1m',
      fromMs: FROM_MS,
      toMs: FROM_MS + 3000 * 60_000,
    } as const;
    const request = requestOf(history.read(range), { instrument });
    const shown = {};
    library.keep(unwrap(await pool.backtest({ request, origin: library.originOf(instrument) }, control)).kept, shown);
    return shown;
  };
  close = async () => {
    await pool.dispose();
    await storage.dispose();
  };
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the run library', () => {
  it('keeps a run of the simulated market, shows it as the contract says, and runs it again in a worker to the bit', async () => {
    const shown = await keepOne();
    expect(await library.runOf(shown)).toEqual({ ok: true, value: { runId: 1 } });
    expect(await library.runOf({})).toMatchObject({ ok: false, error: { code: 'unknownRun' } });
    const page = unwrap(await library.list({ beforeRunId: null, limit: 10 }));
    expect(CHANNELS['runs.list'].output.parse(page)).toEqual(page);
    expect(page.runs).toMatchObject([
      { runId: 1, createdMs: FROM_MS, name: 'sma-cross 10/30', simulated: true, candles: 3000 },
    ]);
    const run = unwrap(await library.read(1));
    expect(CHANNELS['runs.read'].output.parse(run)).toEqual(run);
    expect(run).toMatchObject({ appVersion: '1.2.3', marketSeed: SEED, strategyCode: null });
    expect(run.settings).toContainEqual({ name: 'params.fast', value: '10' });
    expect(unwrap(await library.repeat(1, control))).toEqual({ runId: 1, bitEqual: true, differences: [] });
  });

  it('says of a run that is gone that it is', async () => {
    for (const outcome of [library.read(9), library.repeat(9, control), library.change({ runId: 9, name: 'x' })]) {
      expect(await outcome).toMatchObject({ ok: false, error: { code: 'unknownRun' } });
    }
    expect(await library.remove([9])).toEqual({ ok: true, value: { removed: 0 } });
  });

  it('gives the settings of a run as a bot has them', async () => {
    const bot = unwrap(await library.bot(1));
    expect(CHANNELS['runs.bot'].output.parse(bot)).toEqual(bot);
    expect(bot).toMatchObject({
      runId: 1,
      name: 'sma-cross 10/30',
      strategyId: 'sma-cross',
      params: { fast: 10, slow: 30 },
    });
    expect(bot.risk).toEqual({ sizeFraction: 1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 });
    expect(await library.bot(99)).toMatchObject({ ok: false, error: { code: 'unknownRun' } });
  });
});
