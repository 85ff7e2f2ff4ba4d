import { useComputedColorScheme } from '@mantine/core';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { BacktestResultView } from '../../../src-preload/contract/research-views.ts';
import { formatAmount, formatPercent, formatTime } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { useTimeZone } from '../../ui/index.ts';
import { chartColours, createCanvasChart, timeTicks } from '../charts/index.ts';
import classes from './backtest-page.module.css';
import { CURVE_RIGHT_ROOM, type CurveLook, curveOption } from './curve-option.ts';

/** Equity and drawdown over time; the point under the pointer is read out above them. */
export function CurveChart({ result }: { readonly result: BacktestResultView }) {
  const host = useRef<HTMLDivElement>(null);
  const timeZone = useTimeZone();
  const look = useCurveLook(result, timeZone);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const sizeOf = () => ({ width: Math.max(1, element.clientWidth), height: Math.max(1, element.clientHeight) });
    const chart = createCanvasChart(element, sizeOf());
    chart.setOption(curveOption(result.curve, look));
    const observer = new ResizeObserver(() => chart.resize(sizeOf()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [result, look]);
  const { point, onPointerMove, onPointerLeave } = usePointUnderPointer(result.curve);
  const { curve, quoteAsset, metrics } = result;
  const shown = point ?? curve.timeMs.length - 1;
  const label = en.backtest.curveLabel(
    formatAmount(result.finalEquity, quoteAsset),
    formatPercent(metrics.maxDrawdown),
  );
  return (
    <div className={classes.curve}>
      <div className={classes.curveReadout}>
        <span>{formatTime(curve.timeMs[shown], timeZone, 'dateTime')}</span>
        <span>{`${en.backtest.equity} ${formatAmount(curve.equity[shown], quoteAsset)}`}</span>
        <span>{`${en.backtest.drawdown} ${formatPercent(-Math.abs(curve.drawdown[shown] ?? 0))}`}</span>
      </div>
      <div
        ref={host}
        className={classes.curveCanvas}
        role="img"
        aria-label={label}
        onPointerMove={onPointerMove}
        onPointerLeave={onPointerLeave}
      />
    </div>
  );
}

const TIME_LABELS = 6;
const EDGE_SHARE = 0.025;

function useCurveLook(result: BacktestResultView, timeZone: string): CurveLook {
  const scheme = useComputedColorScheme('dark');
  return useMemo(() => {
    const { text, line, equity, drawdown, drawdownArea } = chartColours(scheme);
    const { timeMs } = result.curve;
    const fromMs = timeMs[0] ?? 0;
    const toMs = timeMs[timeMs.length - 1] ?? 1;
    // A label near an edge would be cut off.
    const edgeMs = (toMs - fromMs) * EDGE_SHARE;
    const ticks = timeTicks({ fromMs, toMs }, TIME_LABELS, timeZone).filter(
      (tick) => tick.timeMs >= fromMs + edgeMs && tick.timeMs <= toMs - edgeMs,
    );
    const labels = new Map(ticks.map((tick) => [tick.timeMs, tick.label]));
    const thousands = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 6 });
    return {
      text,
      line,
      equity,
      drawdown,
      drawdownArea,
      timeTicks: ticks.map((tick) => tick.timeMs),
      timeLabel: (tickMs) => labels.get(tickMs) ?? '',
      moneyLabel: (amount) => thousands.format(amount),
      percentLabel: (fraction) => formatPercent(fraction, { decimals: 1 }),
    };
  }, [scheme, result, timeZone]);
}

function usePointUnderPointer({ timeMs }: BacktestResultView['curve']) {
  const [point, setPoint] = useState<number>();
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width - CURVE_RIGHT_ROOM);
    const first = timeMs[0] ?? 0;
    const wanted = first + share * ((timeMs[timeMs.length - 1] ?? 0) - first);
    const after = timeMs.findIndex((time) => time >= wanted);
    setPoint(after < 0 ? timeMs.length - 1 : after);
  };
  return { point, onPointerMove, onPointerLeave: () => setPoint(undefined) };
}
