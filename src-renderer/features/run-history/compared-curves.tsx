import { useEffect, useRef } from 'react';
import type { RunView } from '../../../src-preload/contract/run-views.ts';
import { formatDecimal } from '../../format/index.ts';
import { useTimeZone } from '../../ui/index.ts';
import { openCanvasChart, timeTicks, useChartColours } from '../charts/index.ts';
import type { NormalisedCurve } from './compare-runs.ts';
import { runTitle } from './comparison-tables.ts';
import { curvesOption, LINE_STYLES } from './curves-option.ts';
import classes from './run-history.module.css';

const TIME_LABELS = 6;

export type ComparedCurvesProps = {
  readonly runs: readonly RunView[];
  /** One a run. */
  readonly curves: readonly NormalisedCurve[];
  readonly label: (ends: string) => string;
};

/** A line a run over time, all on one scale; told apart by dashes as well as by colour. */
export function ComparedCurves({ runs, curves, label }: ComparedCurvesProps) {
  const host = useRef<HTMLDivElement>(null);
  const timeZone = useTimeZone();
  const colours = useChartColours();
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const { line, text, palette } = colours;
    const fromMs = Math.min(...curves.map(({ timeMs }) => timeMs[0] ?? 0));
    const toMs = Math.max(...curves.map(({ timeMs }) => timeMs[timeMs.length - 1] ?? 1));
    const ticks = timeTicks({ fromMs, toMs }, TIME_LABELS, timeZone);
    const { chart, close } = openCanvasChart(element);
    chart.setOption(curvesOption(curves, { line, text, palette, fromMs, toMs, ticks }));
    return close;
  }, [curves, colours, timeZone]);
  const ends = runs.map((run, index) => {
    const { value } = curves[index] ?? { value: new Float64Array() };
    return `${runTitle(run)} ${formatDecimal(value[value.length - 1], { decimals: 2 })}`;
  });
  return (
    <div className={classes.curves}>
      <ul className={classes.legend}>
        {runs.map(({ runId }, index) => (
          <li key={runId}>
            <svg width="28" height="8" aria-hidden="true">
              <line
                x1="0"
                x2="28"
                y1="4"
                y2="4"
                stroke={colours.palette[index % colours.palette.length]}
                strokeWidth="2"
                strokeDasharray={LINE_STYLES[index % LINE_STYLES.length]?.join(' ')}
              />
            </svg>
            {ends[index]}
          </li>
        ))}
      </ul>
      <div ref={host} className={classes.canvas} role="img" aria-label={label(ends.join('; '))} />
    </div>
  );
}
