import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../src-main/base/outcome.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { DataPort } from '../../../../src-main/ipc/data-handlers.ts';
import { dataHandlers } from '../../../../src-main/ipc/data-handlers.ts';
import { JobRegistry } from '../../../../src-main/ipc/job-registry.ts';
import { GOOD_INPUTS, GOOD_OUTPUTS } from './contract-samples.ts';
import { silentLog } from './fake-door.ts';

function createHandlers(chosen: string | null) {
  const data: DataPort = {
    series: async () => fail('databaseDamaged', 'damaged'),
    gaps: async () => succeed(Array.from({ length: 600 }, () => ({ fromMs: 1, toMs: 2, missingBars: 1 }))),
    remove: async () => succeed({ candles: 3 }),
    chooseFile: async () => chosen,
    preview: async () => succeed(GOOD_OUTPUTS['data.preview']),
    import: async () => succeed(GOOD_OUTPUTS['data.importResult']),
    download: async () => succeed(GOOD_OUTPUTS['data.downloadResult']),
    tiers: () => GOOD_OUTPUTS['data.candleTiers'],
  };
  const jobs = new JobRegistry({ clock: createSimulatedClock(0), log: silentLog, onChange: () => undefined });
  return { handlers: dataHandlers(data, jobs), jobs };
}

describe('dataHandlers', () => {
  const request = { ...GOOD_INPUTS['data.import'] };

  it('read no file that the person did not choose', async () => {
    const { handlers } = createHandlers('/home/me/candles.csv');
    await handlers['data.chooseFile']();
    const refusal = { ok: false, error: { code: 'fileUnreadable' } };
    expect(await handlers['data.preview']({ path: '/etc/passwd' })).toMatchObject(refusal);
    expect(handlers['data.import']({ ...request, path: '/etc/passwd' })).toMatchObject(refusal);
  });

  it('read the one that was chosen', async () => {
    const { handlers, jobs } = createHandlers(request.path);
    expect(await handlers['data.chooseFile']()).toEqual(succeed({ path: request.path }));
    expect((await handlers['data.preview']({ path: request.path })).ok).toBe(true);
    const started = handlers['data.import'](request);
    await jobs.dispose();
    expect(started.ok && handlers['data.importResult'](started.value)).toEqual(
      succeed(GOOD_OUTPUTS['data.importResult']),
    );
  });

  it('hand failures on and tell at most five hundred gaps', async () => {
    const { handlers } = createHandlers(null);
    expect(await handlers['data.series']()).toEqual(fail('databaseDamaged', 'damaged'));
    const gaps = await handlers['data.gaps']({ instrumentId: 'a', interval: '1m' });
    expect(gaps.ok && gaps.value.gaps).toHaveLength(500);
    expect(await handlers['data.remove']({ instrumentId: 'a', interval: '1m' })).toEqual(succeed({}));
  });
});
