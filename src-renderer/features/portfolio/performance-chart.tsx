import type { EChartsType } from 'echarts/core';
import { useEffect, useMemo, useRef } from 'react';
import type { PerformanceView } from '../../../src-preload/contract/portfolio-views.ts';
import { useTimeZone } from '../../ui/index.ts';
import { openCanvasChart, timeTicks, useChartColours } from '../charts/index.ts';
import { performanceOption } from './performance-option.ts';
import classes from './portfolio-page.module.css';

const TIME_LABELS = 6;

/** Draws on a canvas that follows its size; the label says in words what it shows. */
export function PerformanceChart(props: { readonly performance: PerformanceView; readonly label: string }) {
  const { performance, label } = props;
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const colours = useChartColours();
  const timeZone = useTimeZone();
  const option = useMemo(() => {
    const span = { fromMs: performance.timeMs[0] ?? 0, toMs: performance.timeMs.at(-1) ?? 1 };
    return performanceOption(performance, colours, timeTicks(span, TIME_LABELS, timeZone));
  }, [performance, colours, timeZone]);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const opened = openCanvasChart(element);
    chart.current = opened.chart;
    return () => {
      opened.close();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true, lazyUpdate: true });
  }, [option]);
  return <div ref={host} className={classes.canvas} role="img" aria-label={label} />;
}
