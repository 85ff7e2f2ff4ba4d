import { expect, it } from 'vitest';
import { createCountedSet } from '../../../../../src-renderer/features/charts/counted-set.ts';

type Series = { readonly instrumentId: string; readonly interval: string };

const BTC: Series = { instrumentId: 'demo:BTC-USDT', interval: '1m' };
const ETH: Series = { instrumentId: 'demo:ETH-USDT', interval: '5m' };

function follower() {
  const told: (readonly Series[])[] = [];
  const due: (() => void)[] = [];
  const follow = createCountedSet<Series>(
    ({ instrumentId, interval }) => `${instrumentId} ${interval}`,
    (series) => told.push(series),
    (callback) => due.push(callback),
  );
  return { told, follow, turn: () => due.splice(0).forEach((callback) => void callback()) };
}

it('tells the set of series that charts show, once a turn', () => {
  const { told, follow, turn } = follower();
  follow(BTC);
  follow(ETH);
  turn();
  expect(told).toEqual([[BTC, ETH]]);
});

it('follows a series until the last chart that shows it leaves', () => {
  const { told, follow, turn } = follower();
  const [first, second] = [follow(BTC), follow(BTC)];
  turn();
  first();
  turn();
  expect(told).toEqual([[BTC]]);
  second();
  turn();
  expect(told).toEqual([[BTC], []]);
});

it('says nothing when a chart goes and comes back within a turn', () => {
  const { told, follow, turn } = follower();
  const leave = follow(BTC);
  turn();
  leave();
  follow(BTC);
  turn();
  expect(told).toEqual([[BTC]]);
});
