import { expect, it } from 'vitest';
import { chartSetup } from '../../../../../src-preload/contract/chart-views.ts';
import type { IndicatorView } from '../../../../../src-preload/contract/research-views.ts';
import {
  FIRST_SETUP,
  withoutPick,
  withParams,
  withPick,
} from '../../../../../src-renderer/features/charts/chart-setup.ts';
import { readSetup } from '../../../../../src-renderer/features/charts/read-setup.ts';

const rsi: IndicatorView = {
  name: 'rsi',
  title: 'RSI',
  pane: 'own',
  schema: {},
  defaults: { period: 14 },
  outputs: ['rsi'],
};

it('comes back from a layout file as it was', () => {
  const setup = withPick({ ...FIRST_SETUP, instrumentId: 'demo:ETH-USDT', interval: '4h' }, rsi);
  const kept: unknown = JSON.parse(JSON.stringify(setup));
  expect(chartSetup.parse(kept)).toEqual(setup);
  expect(readSetup(kept)).toEqual(setup);
});

it('tells two indicators of one name apart, also after one was removed', () => {
  const two = withPick(withPick(FIRST_SETUP, rsi), rsi);
  const ids = two.picks.map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
  const again = withPick(withoutPick(two, ids[0] as string), rsi);
  expect(new Set(again.picks.map(({ id }) => id)).size).toBe(2);
});

it('changes the parameters of one pick and leaves the setup it was given alone', () => {
  const two = withPick(withPick(FIRST_SETUP, rsi), rsi);
  const [first, second] = two.picks.map(({ id }) => id) as [string, string];
  const changed = withParams(two, second, { period: 7 });
  expect(changed.picks.map(({ id, params }) => [id, params.period])).toEqual([
    [first, 14],
    [second, 7],
  ]);
  expect(two.picks[1]?.params.period).toBe(14);
});

it('takes of a layout what it can use, and the first setup for the rest', () => {
  for (const kept of [null, 'chart', [], { interval: '7m', kind: 'bricks', picks: [{ id: 1 }], showsRegimes: 'yes' }]) {
    expect(readSetup(kept)).toEqual(FIRST_SETUP);
  }
  const { kind: _kind, ...older } = { ...FIRST_SETUP, interval: '4h' };
  expect(readSetup({ ...older, panel: 'chart' })).toEqual({ ...FIRST_SETUP, interval: '4h' });
  expect(chartSetup.parse(older)).toEqual({ ...FIRST_SETUP, interval: '4h' });
});
