import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { RunView } from '../../../src-preload/contract/run-views.ts';
import { formatDecimal, formatDuration, formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Panel } from '../../ui/index.ts';
import { type MetricKind, metricRows, settingRows } from './compare-runs.ts';
import { ComparedCurves } from './compared-curves.tsx';
import classes from './run-history.module.css';
import { endComparison } from './run-history-store.ts';

type Compared = { readonly runs: readonly RunView[] };

/** Runs side by side: curves over each other, metrics with the better one named, settings that differ first. */
export function RunComparison({ runs }: Compared) {
  return (
    <div className={classes.comparison} data-testid="run-comparison">
      <Panel
        title={wording.runs.curvesTitle}
        flush
        className={classes.curvesPanel}
        actions={
          <Button size="compact-xs" variant="default" onClick={endComparison}>
            {wording.runs.back}
          </Button>
        }
      >
        <ComparedCurves runs={runs} />
      </Panel>
      <Panel title={wording.runs.metricsTitle} flush className={classes.metricsPanel}>
        <Metrics runs={runs} />
      </Panel>
      <Panel title={wording.runs.settingsTitle} flush className={classes.settingsPanel}>
        <Settings runs={runs} />
      </Panel>
    </div>
  );
}

function Head({ runs, first }: Compared & { readonly first: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {runs.map(({ runId, name }) => (
          <th scope="col" key={runId} className={classes.value}>
            {`${name} #${runId}`}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Metrics({ runs }: Compared) {
  const rows = useMemo(() => metricRows(runs), [runs]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section className={classes.scroll} tabIndex={0}>
      <table className={classes.table}>
        <Head runs={runs} first={wording.runs.metric} />
        <tbody>
          {rows.map(({ name, kind, values, best }) => (
            <tr key={name} data-metric={name}>
              <th scope="row">{wording.backtest.metricNames[name]}</th>
              {runs.map(({ runId }, index) => (
                <td key={runId} className={classes.right} data-best={best === index}>
                  {best === index && <span className={classes.better}>{wording.runs.better}</span>}
                  {figureText(kind, values[index] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function figureText(kind: MetricKind, value: number | null): string {
  if (value === null) return wording.runs.undefined;
  if (kind === 'percent') return formatPercent(value, { decimals: 2 });
  if (kind === 'duration') return formatDuration(value);
  if (kind === 'money' || kind === 'cost') return formatDecimal(value, { decimals: 2, signed: kind === 'money' });
  return formatDecimal(value, { decimals: kind === 'count' ? 0 : 3 });
}

function Settings({ runs }: Compared) {
  const rows = useMemo(() => settingRows(runs), [runs]);
  const differing = rows.filter(({ differs }) => differs).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section className={classes.scroll} tabIndex={0}>
      {differing === 0 && <p className={classes.caption}>{wording.runs.sameSettings}</p>}
      <table className={classes.table}>
        <Head runs={runs} first={wording.runs.setting} />
        <tbody>
          {rows.map(({ name, values, differs }) => (
            <tr key={name} data-setting={name} data-differs={differs} className={differs ? classes.differs : undefined}>
              <th scope="row">
                {name}
                {differs && <span className={classes.mark}>{wording.runs.differs}</span>}
              </th>
              {runs.map(({ runId }, index) => (
                <td key={runId} className={classes.value}>
                  {values[index] ?? wording.runs.undefined}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
