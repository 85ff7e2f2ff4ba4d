import { describe, expect, it } from 'vitest';
import type { FeedState } from '../../../../src-main/engine/ports/market-feed.ts';
import { followMinutes } from '../../../../src-main/market-data/follow-minutes.ts';
import { intervalMs } from '../../../../src-main/model/time.ts';

const ID = 'coinbase:BTC-USD';
const MINUTE_MS = intervalMs('1m');
const START_MS = Date.UTC(2026, 0, 5);

function desk() {
  const said: string[] = [];
  const bar = (timeMs: number): number => (timeMs - START_MS) / MINUTE_MS;
  const follower = followMinutes(
    {
      onClosed: (_, { openTimeMs }) => void said.push(`closed ${bar(openTimeMs)}`),
      onQuiet: (_, fromMs, toMs) => void said.push(`quiet ${bar(fromMs)} to ${Math.floor(bar(toMs))}`),
    },
    [ID],
  );
  return {
    said,
    minute(number: number, instrumentId = ID) {
      const openTimeMs = START_MS + number * MINUTE_MS;
      const candle = { openTimeMs, open: 1, high: 1, low: 1, close: 1, volume: 1 };
      follower.receive({ kind: 'candle', instrumentId, candle });
    },
    state: (state: FeedState) => follower.receive({ kind: 'state', instrumentId: ID, state, timeMs: START_MS }),
    time: (minutes: number) => follower.receive({ kind: 'time', timeMs: START_MS + minutes * MINUTE_MS }),
  };
}

describe('minutes of a subscription', () => {
  it('that were not told between two that were, were quiet', () => {
    const { said, minute } = desk();
    for (const number of [3, 4, 7]) minute(number);
    expect(said).toEqual(['closed 3', 'closed 4', 'quiet 5 to 7', 'closed 7']);
  });

  it('are quiet up to the feed’s time, each once, and nothing is known before the first', () => {
    const { said, minute, time } = desk();
    time(3.5);
    minute(3);
    for (const now of [4.2, 4.9, 5.1, 5.9, 7.4]) time(now);
    minute(7);
    time(8);
    expect(said).toEqual(['closed 3', 'quiet 4 to 5', 'quiet 5 to 7', 'closed 7']);
  });

  it('are not quiet while the stream is down: what was missed may come', () => {
    const { said, minute, state, time } = desk();
    state('live');
    minute(3);
    state('stale');
    time(6.5);
    expect(said).toEqual(['closed 3']);
    minute(5);
    state('live');
    time(7.2);
    expect(said).toEqual(['closed 3', 'quiet 4 to 5', 'closed 5', 'quiet 6 to 7']);
  });

  it('of others are nobody’s business', () => {
    const { said, minute } = desk();
    minute(3, 'coinbase:ETH-USD');
    expect(said).toEqual([]);
  });
});
