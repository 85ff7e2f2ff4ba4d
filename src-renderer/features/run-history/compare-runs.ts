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

export type ComparedMetric = keyof MetricsView;
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
};

export function metricRows(runs: readonly Pick<RunView, 'metrics'>[]): readonly MetricRow[] {
  return METRICS.map(([name, kind, wanted]) => {
    const values = runs.map(({ metrics }) => numberOf(metrics[name]));
    return { name, kind, values, best: bestOf(values, wanted) };
  });
}

const numberOf = (value: number | string | null): number | null => (value === null ? null : Number(value));

function bestOf(values: readonly (number | null)[], wanted: Wanted): number | null {
  if (wanted === 'neither') return null;
  // A drawdown is a loss however it is signed.
  const ranks = values.map((value) => (value === null ? null : wanted === 'higher' ? value : -Math.abs(value)));
  const known = ranks.filter((rank) => rank !== null);
  if (known.length < 2) return null;
  const best = Math.max(...known);
  return known.filter((rank) => rank === best).length === 1 ? ranks.indexOf(best) : null;
}

export type NormalisedCurve = { readonly timeMs: Float64Array; readonly value: Float64Array };

/** Each run's equity as if it had begun with 100. */
export function normalisedCurves(runs: readonly Pick<RunView, 'curve' | 'capital'>[]): readonly NormalisedCurve[] {
  return runs.map(({ curve, capital }) => {
    const factor = 100 / Number(capital);
    return { timeMs: curve.timeMs, value: curve.equity.map((equity) => equity * factor) };
  });
}
