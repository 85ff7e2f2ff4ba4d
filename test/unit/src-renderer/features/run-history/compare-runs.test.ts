import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../../../src-preload/contract/run-views.ts';
import {
  metricRows,
  normalisedCurves,
  settingRows,
} from '../../../../../src-renderer/features/run-history/compare-runs.ts';
import { GOOD_OUTPUTS } from '../../../src-main/ipc/contract-samples.ts';

const run = (changes: Partial<RunView>): RunView => ({ ...GOOD_OUTPUTS['runs.read'], ...changes });
const withMetrics = (metrics: Partial<RunView['metrics']>): RunView =>
  run({ metrics: { ...GOOD_OUTPUTS['runs.read'].metrics, ...metrics } });

describe('settings of two runs', () => {
  const fast = (value: string) => ({ name: 'params.fast', value });
  const fee = { name: 'feeBps', value: '10' };

  it('that differ come first and are marked, also where one has none', () => {
    const rows = settingRows([
      run({ settings: [fee, fast('10')] }),
      run({ settings: [fee, fast('12'), { name: 'reversal', value: 'single' }] }),
    ]);
    expect(rows.filter(({ differs }) => differs)).toEqual([
      { name: 'params.fast', values: ['10', '12'], differs: true },
      { name: 'reversal', values: [null, 'single'], differs: true },
    ]);
    expect(rows.slice(0, 2).every(({ differs }) => differs)).toBe(true);
  });

  it('count data and code as settings', () => {
    const [tape] = GOOD_OUTPUTS['runs.read'].tapes;
    if (tape === undefined) throw new Error('the sample has no tape');
    const other = run({ tapes: [{ ...tape, digest: 'def' }], engineCode: 'def' });
    expect(
      settingRows([run({}), other])
        .filter(({ differs }) => differs)
        .map(({ name }) => name),
    ).toEqual(['data', 'code']);
  });
});

describe('metrics of two runs', () => {
  const bestOf = (name: string, ...runs: readonly RunView[]): number | null | undefined =>
    metricRows(runs).find((row) => row.name === name)?.best;

  it('have the better one named: more profit, less drawdown, fewer fees', () => {
    const runs = [
      withMetrics({ totalReturn: 0.1, maxDrawdown: 0.3, fees: '12.5' }),
      withMetrics({ totalReturn: 0.2, maxDrawdown: 0.1, fees: '9' }),
    ];
    expect(['totalReturn', 'maxDrawdown', 'fees'].map((name) => bestOf(name, ...runs))).toEqual([1, 1, 1]);
  });

  it('name none for equal values, for one value, and where neither is better', () => {
    expect(bestOf('sharpe', withMetrics({ sharpe: 1 }), withMetrics({ sharpe: 1 }))).toBeNull();
    expect(bestOf('sharpe', withMetrics({ sharpe: 1 }), withMetrics({ sharpe: null }))).toBeNull();
    expect(bestOf('trades', withMetrics({ trades: 1 }), withMetrics({ trades: 2 }))).toBeNull();
    expect(
      bestOf('sharpe', withMetrics({ sharpe: 1 }), withMetrics({ sharpe: 2 }), withMetrics({ sharpe: 2 })),
    ).toBeNull();
  });
});

it('curves of runs of any capital begin at 100', () => {
  const curve = { timeMs: Float64Array.of(1, 2), equity: Float64Array.of(200, 250) };
  expect(normalisedCurves([run({ capital: '200', curve })])[0]?.value).toEqual(Float64Array.of(100, 125));
});
