import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../src-main/base/outcome.ts';
import type { StudyPorts } from '../../../../src-main/composition/backtest-study.ts';
import { runStudyJob } from '../../../../src-main/composition/backtest-study.ts';
import type { StudyRequest } from '../../../../src-main/composition/compute-pool.ts';
import { NO_GOVERNOR_LIMITS } from '../../../../src-main/model/governor-limits.ts';
import { instrumentFor } from '../../../fakes/engine-session.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';
import { GOOD_OUTPUTS } from '../ipc/contract-samples.ts';

const sample = GOOD_OUTPUTS['backtest.result'];
const result = { ...sample, firstMs: 60_000, lastMs: 600_000 };
const tape = seededTape('study', { bars: 10 });

const IN_FORCE = { limits: NO_GOVERNOR_LIMITS, dayRollOffsetMs: 3_600_000 };

function session(asked: unknown[]): StudyPorts {
  return {
    candles: {
      read: async (range: unknown) => {
        asked.push(range);
        return succeed(tape);
      },
    },
    spanOf: async () => succeed({ firstMs: 0, lastMs: 9_000_000 }),
    findInstrument: () => instrumentFor('BTC-USDT'),
    limits: () => IN_FORCE,
    ownStrategies: { find: () => null, openProcess: () => Promise.reject(new Error('expected no process')) },
    pool: {
      study: async ({ request, study }: StudyRequest) => {
        asked.push([request.candles, study]);
        return fail('cancelled', 'enough was seen');
      },
    },
  } as unknown as StudyPorts;
}

const control = (signal: AbortSignal = new AbortController().signal) => ({ signal, report: () => undefined });

describe('what more is asked of a result', () => {
  it('is asked of the candles it was made on, however many are stored by now', async () => {
    const asked: unknown[] = [];
    await runStudyJob(session(asked), result, 'checks', control());
    const { instrumentId, interval } = result.request;
    expect(asked).toEqual([{ instrumentId, interval, fromMs: 60_000, toMs: 660_000 }, [tape, 'checks']]);
  });

  it('is held against the limits in force, an own strategy where it may run', async () => {
    const asked: unknown[] = [];
    await runStudyJob(session(asked), result, 'limits', control());
    expect(asked[1]).toEqual([tape, { kind: 'limits', ...IN_FORCE }]);
    const own = { ...result, request: { ...result.request, strategyId: 'own:mine' } };
    expect(await runStudyJob(session([]), own, 'limits', control())).toMatchObject({
      error: { code: 'unknownStrategy', message: expect.stringContaining('expected one of yours') },
    });
  });

  it('is over at once when it is cancelled', async () => {
    const outcome = await runStudyJob(session([]), result, 'costs', control(AbortSignal.abort()));
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'cancelled', message: expect.not.stringMatching(/enough/) },
    });
  });

  it.each(['costs', 'checks'] as const)('as %s is refused for an own strategy, by name', async (study) => {
    const own = { ...result, request: { ...result.request, strategyId: 'own:mine' } };
    const asked: unknown[] = [];
    expect(await runStudyJob(session(asked), own, study, control())).toMatchObject({
      ok: false,
      error: { code: 'badArgument', message: expect.stringContaining('own:mine') },
    });
    expect(asked).toEqual([]);
  });
});
