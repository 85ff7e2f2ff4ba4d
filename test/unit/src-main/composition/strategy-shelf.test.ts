import { expect, it } from 'vitest';
import { StrategyShelf } from '../../../../src-main/composition/own-strategies/strategy-shelf.ts';
import { createCandleColumns } from '../../../../src-main/model/candle.ts';

it('a process that cannot be started is a problem of the file, and the next save is checked again', async () => {
  let started = 0;
  const shelf = new StrategyShelf({
    openProcess() {
      started++;
      throw new Error('no process left');
    },
    checkCandles: async () => createCandleColumns(0),
    onChange: () => undefined,
  });
  shelf.take([{ fileName: 'a.ts', source: 'one', savedMs: 1 }]);
  await shelf.settled();
  expect(shelf.list()).toMatchObject([{ id: 'own:a', state: 'faulty', problems: [{ message: 'no process left' }] }]);
  shelf.take([{ fileName: 'a.ts', source: 'two', savedMs: 2 }]);
  await shelf.settled();
  expect(started).toBe(2);
  await shelf.dispose();
});
