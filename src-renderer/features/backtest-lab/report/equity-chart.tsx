import { type PointerEvent, useMemo, useState } from 'react';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { formatAmount, formatPercent, formatTime } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { useTimeZone } from '../../../ui/index.ts';
import { CanvasChart } from './canvas-chart.tsx';
import { useChartLook } from './chart-look.ts';
import { CURVE_RIGHT_ROOM, equityOption } from './equity-option.ts';
import classes from './report.module.css';

/** Equity, drawdown and exposure over time; the moment under the pointer is read out above them. */
export function EquityChart({ result }: { readonly result: BacktestResultView }) {
  const look = useChartLook();
  const timeZone = useTimeZone();
  const option = useMemo(() => equityOption(result, look), [result, look]);
  const [pointMs, setPointMs] = useState<number>();
  const { curve, sections, quoteAsset } = result;
  const shownMs = pointMs ?? result.lastMs;
  const row = rowAt(curve.timeMs, shownMs);
  const heldRow = rowAt(sections.exposure.timeMs, shownMs);
  const held = (sections.exposure.long[heldRow] ?? 0) + (sections.exposure.short[heldRow] ?? 0);
  const { panes } = wording.backtestReport;
  return (
    <div className={classes.chartWithReadout}>
      <div className={classes.readout}>
        <span>{formatTime(shownMs, timeZone, 'dateTime')}</span>
        <span data-line="equity">{`${panes.equity} ${formatAmount(curve.equity[row], quoteAsset)}`}</span>
        <span data-line="drawdown">{`${panes.drawdown} ${formatPercent(-Math.abs(curve.drawdown[row] ?? 0))}`}</span>
        <span>{wording.backtestReport.exposureOf(formatPercent(held, { decimals: 0 }))}</span>
      </div>
      <div className={classes.panes}>
        <CanvasChart
          label={wording.backtest.curveLabel(
            formatAmount(result.finalEquity, quoteAsset),
            formatPercent(result.metrics.maxDrawdown),
          )}
          option={option}
          onPointerMove={(event) => setPointMs(momentUnder(event, curve.timeMs))}
          onPointerLeave={() => setPointMs(undefined)}
        />
        <span className={classes.paneName} data-pane="drawdown" aria-hidden>
          {panes.drawdown}
        </span>
        <span className={classes.paneName} data-pane="exposure" aria-hidden>
          {panes.exposure}
        </span>
      </div>
    </div>
  );
}

function momentUnder(event: PointerEvent<HTMLDivElement>, timeMs: Float64Array): number {
  const box = event.currentTarget.getBoundingClientRect();
  const share = (event.clientX - box.left) / Math.max(1, box.width - CURVE_RIGHT_ROOM);
  const first = timeMs[0] ?? 0;
  return first + Math.min(1, share) * ((timeMs.at(-1) ?? 0) - first);
}

/** The last row at or before the moment. */
function rowAt(timeMs: Float64Array, momentMs: number): number {
  const after = timeMs.findIndex((time) => time > momentMs);
  return after < 0 ? timeMs.length - 1 : Math.max(0, after - 1);
}
