import { Tabs } from '@mantine/core';
import { type ComponentType, useEffect } from 'react';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { formatDecimal } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { Panel } from '../../../ui/index.ts';
import { CostsTab } from './costs-tab.tsx';
import { EquityChart } from './equity-chart.tsx';
import { MetricsPanel } from './metrics-panel.tsx';
import { closeTrades, openReportTab, type ReportTab, useOpenTrade } from './open-trade-store.ts';
import classes from './report.module.css';
import { ResultHead } from './result-head.tsx';
import { ReturnsTab } from './returns-tab.tsx';
import { StatisticsTab } from './statistics-tab.tsx';
import { TradesOnChart } from './trades-on-chart.tsx';
import { TradesTab } from './trades-tab.tsx';

type ResultProps = { readonly result: BacktestResultView };
type ReportPart = {
  readonly value: ReportTab;
  readonly title: (result: BacktestResultView) => string;
  readonly Content: ComponentType<ResultPanelProps>;
};

const { tabs } = wording.backtestReport;
const TABS: readonly ReportPart[] = [
  { value: 'overview', title: () => tabs.overview, Content: OverviewTab },
  { value: 'returns', title: () => tabs.returns, Content: ReturnsTab },
  {
    value: 'trades',
    title: ({ trades }) => wording.backtest.tradesTab(formatDecimal(trades.length, { decimals: 0 })),
    Content: TradesTab,
  },
  { value: 'chart', title: () => wording.backtest.chartTab, Content: TradesOnChart },
  { value: 'statistics', title: () => tabs.statistics, Content: StatisticsTab },
  { value: 'costs', title: () => tabs.costs, Content: CostsTab },
];

export type ResultPanelProps = ResultProps & {
  /** The job it came from, while that is known: what can be exported. */
  readonly jobId: string | null;
};

/** All of one result: what it came to above, and its parts as tabs. */
export function ResultPanel({ result, jobId }: ResultPanelProps) {
  const tab = useOpenTrade((open) => open.tab);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result is what this is about
  useEffect(() => closeTrades, [result]);
  const open = (value: string | null): void => {
    const chosen = TABS.find((one) => one.value === value);
    if (chosen !== undefined) openReportTab(chosen.value);
  };
  return (
    <div className={classes.result} data-testid="backtest-result">
      <ResultHead result={result} jobId={jobId} />
      <Tabs value={tab} onChange={open} className={classes.tabs ?? ''} keepMounted={false}>
        <Tabs.List aria-label={tabs.label}>
          {TABS.map(({ value, title }) => (
            <Tabs.Tab key={value} value={value}>
              {title(result)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(({ value, Content }) => (
          <Tabs.Panel key={value} value={value} className={classes.tabPanel ?? ''} tabIndex={0}>
            <Content result={result} jobId={jobId} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}

function OverviewTab({ result }: ResultProps) {
  return (
    <div className={classes.overview}>
      <MetricsPanel result={result} />
      <Panel title={wording.backtest.curve} flush>
        <EquityChart result={result} />
      </Panel>
    </div>
  );
}
