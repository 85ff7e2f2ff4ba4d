import { describe, expect, it } from 'vitest';
import { HOOK_EVERY } from '../../../../src-main/backtest/replay.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { HOLD } from '../../../../src-main/engine/strategies/intent.ts';
import { smaCross } from '../../../../src-main/engine/strategies/sma-cross.ts';
import type { StrategyDefinition } from '../../../../src-main/engine/strategies/strategy.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

describe('a cancelled run', () => {
  it('judges no more candles than lie between two looks', () => {
    let judged = 0;
    const counting = {
      ...smaCross,
      create: () => ({
        decide: () => {
          judged++;
          return HOLD;
        },
      }),
    } as unknown as StrategyDefinition;
    const cancelAt = 5000;
    const told: number[] = [];
    const outcome = runBacktest(requestOf(seededTape('cancel', { bars: 20_000 })), {
      findStrategy: () => counting,
      isCancelled: () => judged >= cancelAt,
      onProgress: (fraction) => told.push(fraction),
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(judged).toBeGreaterThanOrEqual(cancelAt);
    expect(judged).toBeLessThan(cancelAt + HOOK_EVERY);
    expect(told.at(-1)).toBeLessThan((cancelAt + HOOK_EVERY) / 20_000);
  });
});
