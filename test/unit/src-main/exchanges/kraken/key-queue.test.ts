import { describe, expect, it } from 'vitest';
import { KeyQueue } from '../../../../../src-main/exchanges/kraken/key-queue.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';

/** Work that ends when the test says so. */
function pendingWork(log: string[]) {
  const ends = new Map<string, () => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      log.push(`${name} begins`);
      ends.set(name, () => {
        log.push(`${name} ends`);
        resolve(name);
      });
    });
  return { work, end: (name: string) => ends.get(name)?.() };
}

describe('KeyQueue', () => {
  it('runs one at a time, the most urgent of those that wait first, then in order', async () => {
    const [timers, log] = [createManualTimers(), [] as string[]];
    const { work, end } = pendingWork(log);
    const queue = new KeyQueue(timers);
    const runs = [
      queue.run(4, work('history')),
      queue.run(3, work('data 1')),
      queue.run(3, work('data 2')),
      queue.run(0, work('cancel')),
    ];
    for (const name of ['history', 'cancel', 'data 1', 'data 2']) {
      await timers.run(0);
      end(name);
    }
    expect(await Promise.all(runs)).toEqual(['history', 'data 1', 'data 2', 'cancel']);
    expect(log.filter((line) => line.endsWith('begins'))).toEqual([
      'history begins',
      'cancel begins',
      'data 1 begins',
      'data 2 begins',
    ]);
    expect(log.filter((_, index) => index % 2 === 1).every((line) => line.endsWith('ends'))).toBe(true);
  });

  it('lets others pass one that has no turn, and comes back to it', async () => {
    const timers = createManualTimers();
    const queue = new KeyQueue(timers);
    const order: string[] = [];
    let isFree = false;
    const list = queue.run(0, async () => {
      order.push(isFree ? 'list' : 'list waits');
      return isFree ? 'list' : undefined;
    });
    const cancel = queue.run(4, async () => {
      order.push('cancel');
      return 'cancel';
    });
    await timers.run(0);
    expect(await cancel).toBe('cancel');
    isFree = true;
    await timers.run(250);
    expect(await list).toBe('list');
    expect(order).toEqual(['list waits', 'cancel', 'list']);
    expect(timers.pending()).toBe(0);
  });

  it('goes on after work that throws', async () => {
    const queue = new KeyQueue(createManualTimers());
    const broken = queue.run(0, () => Promise.reject(new Error('broken')));
    const next = queue.run(0, async () => 'next');
    await expect(broken).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });
});
