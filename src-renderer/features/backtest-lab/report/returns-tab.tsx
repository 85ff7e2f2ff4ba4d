import { useMemo, useState } from 'react';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { formatDecimal, formatPercent } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { EmptyState, Panel } from '../../../ui/index.ts';
import { CanvasChart } from './canvas-chart.tsx';
import { useChartLook } from './chart-look.ts';
import { distributionOption, edgeDecimals } from './distribution-option.ts';
import { DrawdownsPanel } from './drawdowns-panel.tsx';
import { MonthsPanel } from './months-panel.tsx';
import classes from './report.module.css';
import { definedSpan, rollingSharpeOption } from './rolling-sharpe-option.ts';

type ResultProps = { readonly result: BacktestResultView };

/** When the money was made: months, the Sharpe ratio as it went, days by their return, the deepest falls. */
export function ReturnsTab({ result }: ResultProps) {
  return (
    <div className={classes.returns}>
      <MonthsPanel years={result.statistics.monthlyReturns} />
      <RollingSharpePanel result={result} />
      <DistributionPanel result={result} />
      <DrawdownsPanel result={result} />
    </div>
  );
}

function RollingSharpePanel({ result }: ResultProps) {
  const look = useChartLook();
  const { rollingSharpe } = result.statistics;
  const span = useMemo(() => definedSpan(rollingSharpe), [rollingSharpe]);
  const option = useMemo(
    () => (span === null ? null : rollingSharpeOption(rollingSharpe, look, span)),
    [rollingSharpe, look, span],
  );
  const { days, sharpe } = rollingSharpe;
  const last = formatDecimal(
    sharpe.findLast((value) => !Number.isNaN(value)),
    { decimals: 2 },
  );
  return (
    <Panel title={wording.backtestReport.rollingSharpe(days)} flush>
      {option === null ? (
        <EmptyState title={wording.backtestReport.noRolling(days)} />
      ) : (
        <CanvasChart label={wording.backtestReport.rollingLabel(days, last)} option={option} />
      )}
    </Panel>
  );
}

function DistributionPanel({ result }: ResultProps) {
  const look = useChartLook();
  const { days, stillDays, bins } = result.sections.returnDistribution;
  const option = useMemo(() => distributionOption(bins, look), [bins, look]);
  const [point, setPoint] = useState<number>();
  const texts = wording.backtestReport;
  const count = (value: number): string => formatDecimal(value, { decimals: 0 });
  const bin = point === undefined ? undefined : bins[point];
  const edge = (value: number): string => formatPercent(value, { decimals: edgeDecimals(bins), signed: true });
  const note =
    bin === undefined
      ? texts.distributionNote(count(days), count(stillDays))
      : texts.bin(edge(bin.from), edge(bin.to), texts.days(count(bin.count)));
  return (
    <Panel title={texts.distribution} note={note} flush>
      {bins.length === 0 ? (
        <EmptyState title={texts.noDistribution} />
      ) : (
        <CanvasChart label={texts.distributionLabel(count(days))} option={option} onPoint={setPoint} />
      )}
    </Panel>
  );
}
