import { describe, expect, it } from 'vitest';
import { MinuteTrack } from '../../../../../src-main/exchanges/kraken/minute-track.ts';

const row = (minute: number, close: number, interval = 1) => ({
  symbol: 'BTC/USD',
  interval,
  interval_begin: minute * 60_000,
  open: 1,
  high: 9,
  low: 0.5,
  close,
  volume: close,
});

function session() {
  const told: string[] = [];
  const track = new MinuteTrack((id, { openTimeMs, close }, isClosed) =>
    told.push(`${id} ${openTimeMs / 60_000} ${close} ${isClosed ? 'closed' : 'forming'}`),
  );
  return { told, track };
}

describe('MinuteTrack', () => {
  it('closes a minute, as it was last told, when the next one begins', () => {
    const { told, track } = session();
    track.take('a', row(10, 1));
    track.take('a', row(10, 2));
    track.take('b', row(11, 5));
    track.take('a', row(12, 3));
    expect(told).toEqual(['a 10 1 forming', 'a 10 2 forming', 'b 11 5 forming', 'a 10 2 closed', 'a 12 3 forming']);
  });

  it('takes nothing back: a late word on an earlier minute is not told', () => {
    const { told, track } = session();
    track.take('a', row(10, 1));
    track.take('a', row(11, 2));
    track.take('a', row(10, 7));
    expect(told).toEqual(['a 10 1 forming', 'a 10 1 closed', 'a 11 2 forming']);
  });

  it('closes nothing that was interrupted', () => {
    const { told, track } = session();
    track.take('a', row(10, 1));
    track.forget('a');
    track.take('a', row(11, 2));
    expect(told).toEqual(['a 10 1 forming', 'a 11 2 forming']);
  });

  it('knows minutes alone', () => {
    const { told, track } = session();
    track.take('a', row(10, 1, 5));
    expect(told).toEqual([]);
  });
});
