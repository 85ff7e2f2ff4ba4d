import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../../../src-preload/contract/run-views.ts';
import {
  drawdownCurves,
  drawdownRows,
  metricRows,
  monthRows,
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

  it('have the worst one named too, of three', () => {
    const runs = [0.3, 0.1, 0.2].map((maxDrawdown) => withMetrics({ maxDrawdown }));
    const row = metricRows(runs).find(({ name }) => name === 'maxDrawdown');
    expect(row).toMatchObject({ best: 1, worst: 0 });
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
  const curve = { timeMs: Float64Array.of(1, 2), equity: Float64Array.of(200, 250), drawdown: Float64Array.of(0, 0) };
  expect(normalisedCurves([run({ capital: '200', curve })])[0]?.value).toEqual(Float64Array.of(100, 125));
});

it('falls of runs are percent below the peak', () => {
  const curve = {
    timeMs: Float64Array.of(1, 2),
    equity: Float64Array.of(200, 150),
    drawdown: Float64Array.of(0, 0.25),
  };
  expect(Array.from(drawdownCurves([run({ curve })])[0]?.value ?? [])).toEqual([-0, -25]);
});

describe('months and falls side by side', () => {
  const course = GOOD_OUTPUTS['runs.read'].course;
  const year = (year: number, ...months: readonly (number | null)[]) => ({ year, months, total: null });

  it('have a row for each month that any run knows, in order of time', () => {
    const late = run({ course: { ...course, monthlyReturns: [year(2026, null, 0.02), year(2027, 0.03)] } });
    const early = run({ course: { ...course, monthlyReturns: [year(2026, 0.01, -0.01)] } });
    expect(monthRows([late, early])).toEqual([
      { year: 2026, month: 0, values: [null, 0.01] },
      { year: 2026, month: 1, values: [0.02, -0.01] },
      { year: 2027, month: 0, values: [0.03, null] },
    ]);
  });

  it('have the deepest falls in one row, and nothing where a run had fewer', () => {
    const fall = { fromMs: 1, lowestMs: 2, regainedMs: null, depth: 0.2 };
    const many = run({ course: { ...course, drawdowns: [fall, { ...fall, depth: 0.1 }] } });
    const few = run({ course: { ...course, drawdowns: [{ ...fall, depth: 0.3 }] } });
    expect(drawdownRows([many, few]).map((row) => row.map((one) => one?.depth ?? null))).toEqual([
      [0.2, 0.3],
      [0.1, null],
    ]);
  });
});
