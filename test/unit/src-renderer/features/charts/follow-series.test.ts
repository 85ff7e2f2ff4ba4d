import { expect, it } from 'vitest';
import { createSeriesFollower } from '../../../../../src-renderer/features/charts/follow-series.ts';

const BTC = { instrumentId: 'demo:BTC-USDT', interval: '1m' } as const;
const ETH = { instrumentId: 'demo:ETH-USDT', interval: '5m' } as const;

function follower() {
  const told: unknown[] = [];
  const due: (() => void)[] = [];
  const follow = createSeriesFollower(
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
