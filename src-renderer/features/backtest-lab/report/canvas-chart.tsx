import { type PointerEvent, useEffect, useRef } from 'react';
import { openCanvasChart } from '../../charts/index.ts';
import classes from './report.module.css';

export type CanvasChartProps = {
  /** Says in words what the drawing shows. */
  readonly label: string;
  /** Options of ECharts; a new object draws anew. */
  readonly option: Record<string, unknown>;
  /** Index of the datum of the series `readable` under the pointer. */
  readonly onPoint?: (index: number | undefined) => void;
  readonly onPointerMove?: (event: PointerEvent<HTMLDivElement>) => void;
  readonly onPointerLeave?: () => void;
};

export const READABLE_SERIES = 'readable';

/** A drawing that fills its place and follows its size. */
export function CanvasChart({ label, option, onPoint, onPointerMove, onPointerLeave }: CanvasChartProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const { chart, close } = openCanvasChart(element);
    chart.setOption(option);
    if (onPoint !== undefined) {
      chart.on('mouseover', { seriesId: READABLE_SERIES }, ({ dataIndex }) => onPoint(dataIndex));
      chart.on('mouseout', { seriesId: READABLE_SERIES }, () => onPoint(undefined));
    }
    return close;
  }, [option, onPoint]);
  return (
    <div
      ref={host}
      className={classes.canvas}
      role="img"
      aria-label={label}
      onPointerMove={onPointerMove}
      onPointerLeave={onPointerLeave}
    />
  );
}
