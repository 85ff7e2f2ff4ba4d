import type { RunView } from '../../../src-preload/contract/run-views.ts';
import { formatDecimal, formatDuration, formatPercent, formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { drawdownRows, type MetricKind, metricRows, monthRows, settingRows } from './compare-runs.ts';

/** A figure of one run. `exact` is what stands behind the text; both empty where there is none. */
export type ComparedCell = {
  readonly text: string;
  readonly exact: string;
  readonly mark: 'best' | 'worst' | null;
  /** Which way it went, where that is a matter of a sign; it stands in the text as well. */
  readonly sign: -1 | 0 | 1;
};

export type ComparedRow = {
  readonly key: string;
  readonly name: string;
  /** One a run. */
  readonly cells: readonly ComparedCell[];
  readonly differs: boolean;
};

export type ComparedTable = {
  readonly id: 'metric' | 'month' | 'fall' | 'setting';
  readonly title: string;
  /** What the first column is of. */
  readonly first: string;
  /** Said above the rows; empty for nothing. */
  readonly note: string;
  readonly rows: readonly ComparedRow[];
};

type Runs = readonly RunView[];

/** All that is told of runs side by side, as it is shown and as it is kept in a file. */
export function comparisonTables(runs: Runs, timeZone: string): readonly ComparedTable[] {
  return [metricTable(runs), monthTable(runs), fallTable(runs, timeZone), settingTable(runs)];
}

const NONE: ComparedCell = { text: wording.runs.undefined, exact: '', mark: null, sign: 0 };
const plain = (text: string, exact = text): ComparedCell => ({ ...NONE, text, exact });

function metricTable(runs: Runs): ComparedTable {
  const rows = metricRows(runs).map(
    ({ name, kind, values, best, worst }): ComparedRow => ({
      key: name,
      name: name === 'probabilisticSharpe' ? wording.runs.probabilisticSharpe : wording.backtest.metricNames[name],
      differs: false,
      cells: values.map((value, run) => {
        if (value === null) return NONE;
        const mark = best === run ? 'best' : worst === run ? 'worst' : null;
        return { ...plain(figureText(kind, value), String(value)), mark };
      }),
    }),
  );
  return { id: 'metric', title: wording.runs.metricsTitle, first: wording.runs.metric, note: '', rows };
}

function monthTable(runs: Runs): ComparedTable {
  const { months } = wording.backtestReport;
  const rows = monthRows(runs).map(
    ({ year, month, values }): ComparedRow => ({
      key: `${year}-${String(month + 1).padStart(2, '0')}`,
      name: `${months[month]} ${year}`,
      differs: false,
      cells: values.map((value) =>
        value === null
          ? NONE
          : {
              ...plain(formatPercent(value, { decimals: 1, signed: true }), String(value)),
              sign: Math.sign(value) as ComparedCell['sign'],
            },
      ),
    }),
  );
  return {
    id: 'month',
    title: wording.runs.monthsTitle,
    first: wording.runs.month,
    note: wording.runs.monthsNote,
    rows,
  };
}

function fallTable(runs: Runs, timeZone: string): ComparedTable {
  const day = (timeMs: number): string => formatTime(timeMs, timeZone, 'date');
  const rows = drawdownRows(runs).map(
    (falls, rank): ComparedRow => ({
      key: String(rank + 1),
      name: wording.runs.fall(rank + 1),
      differs: false,
      cells: falls.map((fall) => {
        if (fall === null) return NONE;
        const until = fall.regainedMs === null ? wording.backtestReport.notRegained : day(fall.regainedMs);
        return plain(
          `${formatPercent(-fall.depth, { decimals: 2 })}, ${day(fall.fromMs)} – ${until}`,
          String(-fall.depth),
        );
      }),
    }),
  );
  return { id: 'fall', title: wording.backtestReport.drawdowns, first: wording.runs.rank, note: '', rows };
}

function settingTable(runs: Runs): ComparedTable {
  const rows = settingRows(runs).map(
    ({ name, values, differs }): ComparedRow => ({
      key: name,
      name,
      differs,
      cells: values.map((value) => (value === null ? NONE : plain(value))),
    }),
  );
  const note = rows.some(({ differs }) => differs) ? '' : wording.runs.sameSettings;
  return { id: 'setting', title: wording.runs.settingsTitle, first: wording.runs.setting, note, rows };
}

function figureText(kind: MetricKind, value: number): string {
  if (kind === 'percent') return formatPercent(value, { decimals: 2 });
  if (kind === 'duration') return formatDuration(value);
  if (kind === 'money' || kind === 'cost') return formatDecimal(value, { decimals: 2, signed: kind === 'money' });
  return formatDecimal(value, { decimals: kind === 'count' ? 0 : 3 });
}

/** What stands beside the best and the worst value, so that no colour is needed to see it. */
export function markText(mark: 'best' | 'worst', runs: number): string {
  const { better, worse, best, worst } = wording.runs;
  if (mark === 'best') return runs === 2 ? better : best;
  return runs === 2 ? worse : worst;
}

/** Names are given by people and need not differ. */
export const runTitle = ({ name, runId }: Pick<RunView, 'name' | 'runId'>): string => `${name} #${runId}`;
