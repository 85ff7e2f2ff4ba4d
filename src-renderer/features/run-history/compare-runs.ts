import type { MetricsView } from '../../../src-preload/contract/research-views.ts';
import type { RunView } from '../../../src-preload/contract/run-views.ts';

export type SettingRow = {
  readonly name: string;
  /** One a run; null where the run has no such setting. */
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
};

/** Settings that say the same as another column of the comparison. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['strategyId', 'instrument.id', 'interval']);

/** Every setting of any of the runs, those that differ first. Data and code count as settings here. */
export function settingRows(runs: readonly RunView[]): readonly SettingRow[] {
  const maps = runs.map(settingsOf);
  const names = [...new Set(maps.flatMap((settings) => [...settings.keys()]))];
  const rows = names.map((name): SettingRow => {
    const values = maps.map((settings) => settings.get(name) ?? null);
    return { name, values, differs: values.some((value) => value !== values[0]) };
  });
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}

const DIGEST_SHOWN = 12;

function settingsOf(run: RunView): ReadonlyMap<string, string> {
  const data = run.tapes.map(
    ({ instrumentId, interval, digest }) => `${instrumentId} ${interval} ${digest.slice(0, DIGEST_SHOWN)}`,
  );
  const code = [run.engineCode, run.strategyCode ?? ''].map((digest) => digest.slice(0, DIGEST_SHOWN));
  return new Map([
    ['strategy', run.strategyId],
    ['data', data.join(', ')],
    ['code', code.join(' ').trim()],
    ...run.settings.filter(({ name }) => !SAID_ELSEWHERE.has(name)).map(({ name, value }) => [name, value] as const),
  ]);
}

export type ComparedMetric = keyof MetricsView | 'probabilisticSharpe';
export type MetricKind = 'percent' | 'ratio' | 'duration' | 'money' | 'cost' | 'count';

/** Which of two values a trader would rather have; `neither` where that depends. */
type Wanted = 'higher' | 'lower' | 'neither';

const METRICS: readonly (readonly [ComparedMetric, MetricKind, Wanted])[] = [
  ['totalReturn', 'percent', 'higher'],
  ['buyAndHoldReturn', 'percent', 'neither'],
  ['annualisedReturn', 'percent', 'higher'],
  ['maxDrawdown', 'percent', 'lower'],
  ['maxDrawdownMs', 'duration', 'lower'],
  ['sharpe', 'ratio', 'higher'],
  ['probabilisticSharpe', 'percent', 'higher'],
  ['sortino', 'ratio', 'higher'],
  ['calmar', 'ratio', 'higher'],
  ['winRate', 'percent', 'higher'],
  ['profitFactor', 'ratio', 'higher'],
  ['expectancy', 'money', 'higher'],
  ['exposure', 'percent', 'neither'],
  ['trades', 'count', 'neither'],
  ['fees', 'cost', 'lower'],
];

export type MetricRow = {
  readonly name: ComparedMetric;
  readonly kind: MetricKind;
  readonly values: readonly (number | null)[];
  /** Index of the run that has the best value alone; null when two share it or none is better. */
  readonly best: number | null;
  /** The same of the worst. */
  readonly worst: number | null;
};

export function metricRows(runs: readonly Pick<RunView, 'metrics' | 'course'>[]): readonly MetricRow[] {
  return METRICS.map(([name, kind, wanted]) => {
    const values = runs.map(({ metrics, course }) =>
      numberOf(name === 'probabilisticSharpe' ? course[name] : metrics[name]),
    );
    return { name, kind, values, ...endsOf(values, wanted) };
  });
}

const numberOf = (value: number | string | null): number | null => (value === null ? null : Number(value));

function endsOf(values: readonly (number | null)[], wanted: Wanted): Pick<MetricRow, 'best' | 'worst'> {
  if (wanted === 'neither') return { best: null, worst: null };
  // A drawdown is a loss however it is signed.
  const ranks = values.map((value) => (value === null ? null : wanted === 'higher' ? value : -Math.abs(value)));
  const known = ranks.filter((rank) => rank !== null);
  const alone = (end: number): number | null =>
    known.length > 1 && known.filter((rank) => rank === end).length === 1 ? ranks.indexOf(end) : null;
  return { best: alone(Math.max(...known)), worst: alone(Math.min(...known)) };
}

export type MonthRow = { readonly year: number; readonly month: number; readonly values: readonly (number | null)[] };

/** Every month in which any of the runs has a return, in order of time. */
export function monthRows(runs: readonly Pick<RunView, 'course'>[]): readonly MonthRow[] {
  const years = runs.flatMap(({ course }) => course.monthlyReturns.map(({ year }) => year));
  return [...new Set(years)]
    .sort((left, right) => left - right)
    .flatMap((year) =>
      Array.from({ length: MONTHS }, (_, month) => ({ year, month, values: valuesOf(runs, year, month) })),
    )
    .filter(({ values }) => values.some((value) => value !== null));
}

const MONTHS = 12;

function valuesOf(runs: readonly Pick<RunView, 'course'>[], year: number, month: number): readonly (number | null)[] {
  return runs.map(({ course }) => course.monthlyReturns.find((one) => one.year === year)?.months[month] ?? null);
}

/** The falls of each run by depth: the deepest of all in the first row. */
export function drawdownRows(runs: readonly Pick<RunView, 'course'>[]): readonly (readonly (Drawdown | null)[])[] {
  const rows = Math.max(0, ...runs.map(({ course }) => course.drawdowns.length));
  return Array.from({ length: rows }, (_, row) => runs.map(({ course }) => course.drawdowns[row] ?? null));
}

export type Drawdown = RunView['course']['drawdowns'][number];

/** Each run's fall from its peak, in percent below it. */
export function drawdownCurves(runs: readonly Pick<RunView, 'curve'>[]): readonly NormalisedCurve[] {
  return runs.map(({ curve }) => ({ timeMs: curve.timeMs, value: curve.drawdown.map((fall) => -100 * fall) }));
}

export type NormalisedCurve = { readonly timeMs: Float64Array; readonly value: Float64Array };

/** Each run's equity as if it had begun with 100. */
export function normalisedCurves(runs: readonly Pick<RunView, 'curve' | 'capital'>[]): readonly NormalisedCurve[] {
  return runs.map(({ curve, capital }) => {
    const factor = 100 / Number(capital);
    return { timeMs: curve.timeMs, value: curve.equity.map((equity) => equity * factor) };
  });
}
