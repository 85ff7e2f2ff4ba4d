import { useMemo, useState } from 'react';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { formatDecimal, formatPercent } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { EmptyState, Panel } from '../../../ui/index.ts';
import { CanvasChart } from './canvas-chart.tsx';
import { useChartLook } from './chart-look.ts';
import { excursionOption } from './excursion-option.ts';
import { GroupsPanel } from './groups-panel.tsx';
import classes from './report.module.css';
import { TradesTable } from './trades-table.tsx';

type ResultProps = { readonly result: BacktestResultView };

/** Each trade, how far it went both ways, and where the profit came from. */
export function TradesTab({ result }: ResultProps) {
  if (result.trades.length === 0) return <EmptyState title={wording.backtest.noTrades} />;
  return (
    <div className={classes.trades}>
      <div className={classes.tradesGrid}>
        <TradesTable result={result} />
      </div>
      <ExcursionsPanel result={result} />
      <GroupsPanel result={result} />
    </div>
  );
}

function ExcursionsPanel({ result }: ResultProps) {
  const look = useChartLook();
  const { excursions } = result.sections;
  const option = useMemo(() => excursionOption(excursions, look), [excursions, look]);
  const [point, setPoint] = useState<number>();
  const texts = wording.backtestReport;
  return (
    <Panel title={texts.excursions} note={texts.excursionsNote} flush>
      <div className={classes.chartWithReadout}>
        <div className={classes.readout}>
          {point === undefined ? texts.excursionHint : excursionText(excursions, point)}
        </div>
        <CanvasChart
          label={texts.excursionsLabel(formatDecimal(result.trades.length, { decimals: 0 }))}
          option={option}
          onPoint={setPoint}
        />
      </div>
    </Panel>
  );
}

function excursionText(
  { number, adverse, favourable, tradeReturn }: BacktestResultView['sections']['excursions'],
  point: number,
): string {
  const percent = (values: Float64Array): string => formatPercent(values[point]);
  return wording.backtestReport.excursion(
    formatDecimal(number[point], { decimals: 0 }),
    percent(adverse),
    percent(favourable),
    formatPercent(tradeReturn[point], { decimals: 2, signed: true }),
  );
}
