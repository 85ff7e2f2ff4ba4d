import { describe, expect, it } from 'vitest';
import { Activity } from '../../../../src-main/ipc/activity.ts';
import { DecisionLog } from '../../../../src-main/ipc/decision-log.ts';
import type { ClosedTrade } from '../../../../src-main/model/position.ts';

const decision = (botId: string, timeMs: number) => ({
  sequence: timeMs,
  fact: { kind: 'decision', botId, timeMs, score: null, parts: [], action: 'hold' } as const,
});

describe('DecisionLog', () => {
  it('tells the newest 300 of a bot, oldest first', () => {
    const log = new DecisionLog();
    for (let timeMs = 0; timeMs < 400; timeMs++) log.take(decision('a', timeMs));
    log.take(decision('b', 500));
    expect([log.of('a').length, log.of('a')[0]?.timeMs, log.of('a').at(-1)?.timeMs]).toEqual([300, 100, 399]);
    expect(log.of('b').map(({ timeMs }) => timeMs)).toEqual([500]);
    expect(log.of('c')).toEqual([]);
  });
});

describe('Activity', () => {
  it('tells the newest closed trades of every bot that has any', () => {
    const trade = (botId: string, exitTimeMs: number) => ({ botId, exitTimeMs }) as ClosedTrade;
    const activity = new Activity({ fills: [], trades: [trade('a', 1), trade('b', 2), trade('a', 3), trade('a', 4)] });
    const told = [...activity.newestTrades(2)].map(([botId, trades]) => [botId, trades.map((one) => one.exitTimeMs)]);
    expect(told).toEqual([
      ['a', [3, 4]],
      ['b', [2]],
    ]);
  });
});
