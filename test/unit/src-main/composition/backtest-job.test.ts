import { describe, expect, it } from 'vitest';
import { succeed } from '../../../../src-main/base/outcome.ts';
import type { BacktestJobPorts } from '../../../../src-main/composition/backtest-job.ts';
import { runBacktestJob } from '../../../../src-main/composition/backtest-job.ts';
import { instrumentFor } from '../../../fakes/engine-session.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';
import { GOOD_OUTPUTS } from '../ipc/contract-samples.ts';

const { request } = GOOD_OUTPUTS['backtest.result'];

describe('a backtest that is cancelled', () => {
  it('is over at once for the person, however long its worker takes, and leaves no run in the history', async () => {
    const stop = new AbortController();
    let begun = 0;
    const ports = {
      candles: { read: async () => succeed(seededTape('job', { bars: 100 })) },
      spanOf: async () => succeed({ firstMs: 0, lastMs: 6_000_000 }),
      findInstrument: () => instrumentFor('BTC-USDT'),
      originOf: () => ({}),
      keepRun: () => expect.unreachable('a cancelled run was kept'),
      pool: {
        backtest: () => {
          begun++;
          stop.abort();
          return new Promise(() => undefined);
        },
      },
    } as unknown as BacktestJobPorts;
    const outcome = await runBacktestJob(ports, request, { signal: stop.signal, report: () => undefined });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(begun).toBe(1);
  });
});
