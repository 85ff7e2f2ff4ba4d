import { describe, expect, it } from 'vitest';
import { withTickOf } from '../../../../src-main/backtest/price-grid.ts';
import { succeed, unwrap } from '../../../../src-main/base/outcome.ts';
import type { BacktestJobPorts } from '../../../../src-main/composition/backtest-job.ts';
import { readRequest, runBacktestJob } from '../../../../src-main/composition/backtest-job.ts';
import type { CandleRange } from '../../../../src-main/engine/ports/candle-store.ts';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { createInstrument } from '../../../../src-main/model/instrument.ts';
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

describe('how the orders of a request fill', () => {
  const tape = seededTape('fills', { bars: 100 });
  const read: unknown[] = [];
  const ports = {
    candles: {
      read: async (range: CandleRange) => {
        read.push(range.interval);
        return succeed(range.interval === '1m' ? fine : tape);
      },
    },
    spanOf: async () => succeed({ firstMs: 0, lastMs: 6_000_000 }),
    findInstrument: (id: string) => createInstrument('imported', id),
  } as unknown as BacktestJobPorts;
  let fine = tape;
  const hourly = { ...request, instrumentId: 'BTC-USDT', interval: '1h' } as const;
  const fills = {
    profile: null,
    slippageTicks: 0,
    makerFeeBps: null,
    takerFeeBps: null,
    limits: { kind: 'touch' },
    participation: null,
    path: null,
    latencyMs: 0,
    minuteCandles: false,
  } as const;

  it('is left to the engine when nothing was chosen, so that old results stay', async () => {
    const { engine } = unwrap(await readRequest(ports, { ...hourly, fills: undefined }));
    expect(engine).not.toHaveProperty('venue');
  });

  it('is the venue of what was chosen; the tick of a file’s prices serves where fills count in ticks', async () => {
    const touch = unwrap(await readRequest(ports, { ...hourly, fills }));
    expect(touch.engine.venue).toEqual({ limits: { kind: 'touch' }, latencyMs: 0 });
    expect(touch.engine.instrument.tick).toBe(touch.instrument.tick);
    const ticks = unwrap(
      await readRequest(ports, { ...hourly, fills: { ...fills, limits: { kind: 'penetration', ticks: 1 } } }),
    );
    expect(ticks.engine.instrument.tick).toBe(withTickOf(touch.instrument, tape).tick);
    expect(ticks.engine.instrument.tick).not.toBe(touch.instrument.tick);
  });

  it('has the stored minutes inside each bar when that was asked for, and says when there are none', async () => {
    read.length = 0;
    const inside = { ...hourly, fills: { ...fills, minuteCandles: true } };
    const { engine } = unwrap(await readRequest(ports, inside));
    expect(engine.venue?.fineCandles).toEqual({ 'BTC-USDT': { interval: '1m', candles: fine } });
    expect(read).toEqual(['1h', '1m']);
    fine = candleColumnsOf([]);
    expect(await readRequest(ports, inside)).toMatchObject({ ok: false, error: { code: 'noCandles' } });
  });
});

it('a request that goes by regimes reaches the engine with them, one that does not without', async () => {
  const ports = {
    candles: { read: async () => succeed(seededTape('regimes', { bars: 100 })) },
    spanOf: async () => succeed({ firstMs: 0, lastMs: 6_000_000 }),
    findInstrument: () => instrumentFor('BTC-USDT'),
  } as unknown as BacktestJobPorts;
  const regimes = { allowed: ['range'], sizeFactors: { range: 0.5 } } as const;
  const plain = { ...request, fills: undefined } as unknown as typeof request;
  expect(unwrap(await readRequest(ports, { ...plain, regimes })).engine.regimes).toEqual(regimes);
  expect(unwrap(await readRequest(ports, plain)).engine).not.toHaveProperty('regimes');
});
