import { describe, expect, it } from 'vitest';
import { NotSupported } from '../../../../../node_modules/ccxt/js/src/base/errors.js';
import { startWatchLoop } from '../../../../../src-main/exchanges/ccxt/watch-loop.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';

/** Promises that the test settles one after the other. */
function createSource() {
  const asked: { resolve: (news: string) => void; reject: (error: Error) => void }[] = [];
  const next = () => new Promise<string>((resolve, reject) => void asked.push({ resolve, reject }));
  return { asked, next };
}

function open() {
  const timers = createManualTimers();
  const source = createSource();
  const heard: string[] = [];
  const loop = startWatchLoop({
    timers,
    next: source.next,
    onNews: (news) => void heard.push(news),
    onFailure: (reason, isSupported) => void heard.push(`${isSupported ? 'failed' : 'unsupported'}: ${reason}`),
  });
  return { timers, ...source, heard, loop };
}

describe('a loop over what ccxt watches', () => {
  it('asks again after each news', async () => {
    const { timers, asked, heard } = open();
    asked[0]?.resolve('a');
    await timers.run(0);
    asked[1]?.resolve('b');
    await timers.run(0);
    expect([heard, asked.length]).toEqual([['a', 'b'], 3]);
  });

  it('pauses longer after each failure in a row, and not for long after a success', async () => {
    const { timers, asked, heard } = open();
    const pauses: number[] = [];
    for (let failure = 0; failure < 8; failure++) {
      const [count, sinceMs] = [asked.length, timers.monotonicMs()];
      asked.at(-1)?.reject(new Error('connection closed'));
      while (asked.length === count) await timers.run(100);
      pauses.push(timers.monotonicMs() - sinceMs);
    }
    pauses.forEach((pauseMs, index) => {
      const mostMs = Math.min(30_000, 1000 * 2 ** index);
      expect(pauseMs).toBeGreaterThanOrEqual(mostMs / 2);
      expect(pauseMs).toBeLessThanOrEqual(mostMs + 100);
    });
    asked.at(-1)?.resolve('back');
    await timers.run(0);
    asked.at(-1)?.reject(new Error('once more'));
    const count = asked.length;
    await timers.run(1000);
    expect(asked).toHaveLength(count + 1);
    expect(heard.filter((text) => text.startsWith('failed'))).toHaveLength(9);
  });

  it('gives up what the exchange does not have', async () => {
    const { timers, asked, heard } = open();
    asked[0]?.reject(new NotSupported('no such stream'));
    await timers.run(100_000);
    expect([heard, asked.length, timers.pending()]).toEqual([['unsupported: no such stream'], 1, 0]);
  });

  it('ended, it says nothing more and leaves no timer', async () => {
    const { timers, asked, heard, loop } = open();
    asked[0]?.reject(new Error('x'));
    await timers.run(0);
    loop.dispose();
    await timers.run(100_000);
    expect([heard, asked.length, timers.pending()]).toEqual([['failed: x'], 1, 0]);
    const other = open();
    other.loop.dispose();
    other.asked[0]?.resolve('late');
    await other.timers.run(10);
    expect([other.heard, other.asked.length]).toEqual([[], 1]);
  });
});
