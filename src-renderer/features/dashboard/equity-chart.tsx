import type { EChartsType } from 'echarts/core';
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { formatDecimal } from '../../format/index.ts';
import { useTimeZone } from '../../ui/index.ts';
import { openCanvasChart, timeTicks, useChartColours } from '../charts/index.ts';
import classes from './dashboard-page.module.css';
import { type EquityLook, equityOption, timeUnder } from './equity-option.ts';
import { type EquityCurve, nearestPoint } from './equity-points.ts';

export type EquityChartProps = {
  readonly curve: EquityCurve;
  readonly capital: number;
  readonly label: string;
  /** The point under the pointer, by its index; undefined when there is none. */
  readonly onPoint: (index: number | undefined) => void;
};

/** Draws the curve on a canvas; the label says in words what it shows. */
export function EquityChart({ curve, capital, label, onPoint }: EquityChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const look = useLook(curve, capital);
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
    chart.current?.setOption(equityOption(curve, look), { notMerge: true, lazyUpdate: true });
  }, [curve, look]);
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onPoint(nearestPoint(curve, timeUnder(event.clientX - box.left, box.width, curve.timeMs)));
  };
  return (
    <div
      ref={host}
      className={classes.equityCanvas}
      role="img"
      aria-label={label}
      onPointerMove={point}
      onPointerLeave={() => onPoint(undefined)}
    />
  );
}

const TIME_LABELS = 5;

function useLook(curve: EquityCurve, capital: number): EquityLook {
  const colours = useChartColours();
  const timeZone = useTimeZone();
  const fromMs = curve.timeMs[0] ?? 0;
  const toMs = curve.timeMs.at(-1) ?? 1;
  return useMemo(() => {
    const { text, line, equity } = colours;
    return {
      text,
      line,
      curve: equity,
      area: `${equity}22`,
      capital,
      ticks: timeTicks({ fromMs, toMs }, TIME_LABELS, timeZone),
      moneyLabel: (amount) => formatDecimal(amount, { decimals: 0 }),
    };
  }, [colours, timeZone, capital, fromMs, toMs]);
}
