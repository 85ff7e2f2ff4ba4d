import { Badge, Tabs } from '@mantine/core';
import { useMemo } from 'react';
import type { BacktestResultView } from '../../../src-preload/contract/research-views.ts';
import { formatAmount, formatDecimal, formatDuration, formatTime } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { EmptyState, Panel, useTimeZone } from '../../ui/index.ts';
import { CandleChart, INTERVAL_MS, marksOfTrades, useInstruments } from '../charts/index.ts';
import classes from './backtest-page.module.css';
import { CurveChart } from './curve-chart.tsx';
import { MetricsPanel } from './metrics-panel.tsx';
import { TradesTable } from './trades-table.tsx';

/** All of one result: head figures, metrics, curves, and the trades as a table and on the chart. */
export function ResultPanel({ result }: { readonly result: BacktestResultView }) {
  return (
    <div className={classes.result} data-testid="backtest-result">
      <ResultHead result={result} />
      <MetricsPanel result={result} />
      <Panel title={en.backtest.curve} flush className={classes.curvePanel}>
        <CurveChart result={result} />
      </Panel>
      <Tabs defaultValue="trades" className={classes.tabs ?? ''} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="trades">
            {en.backtest.tradesTab(formatDecimal(result.trades.length, { decimals: 0 }))}
          </Tabs.Tab>
          <Tabs.Tab value="chart">{en.backtest.chartTab}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="trades" className={classes.tabPanel ?? ''}>
          {result.trades.length === 0 ? <EmptyState title={en.backtest.noTrades} /> : <TradesTable result={result} />}
        </Tabs.Panel>
        <Tabs.Panel value="chart" className={classes.tabPanel ?? ''}>
          <TradesOnChart result={result} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function ResultHead({ result }: { readonly result: BacktestResultView }) {
  const timeZone = useTimeZone();
  const { request, quoteAsset } = result;
  return (
    <div className={classes.head}>
      <div>
        <div className={classes.caption}>{en.backtest.finalEquity}</div>
        <div className={classes.figure} data-testid="final-equity" title={result.finalEquity}>
          {formatAmount(result.finalEquity, quoteAsset)}
        </div>
        <div className={classes.caption}>{en.backtest.from0(formatAmount(request.capital, quoteAsset))}</div>
      </div>
      <div className={classes.headText}>
        <strong>{`${result.symbol} ${request.interval} · ${request.strategyId}`}</strong>
        <span>
          {en.backtest.span(
            formatTime(result.firstMs, timeZone, 'dateTime'),
            formatTime(result.lastMs, timeZone, 'dateTime'),
          )}
        </span>
        <span>
          {en.backtest.candles(formatDecimal(result.candles, { decimals: 0 }))}{' '}
          {en.backtest.took(formatDuration(result.durationMs))}
        </span>
      </div>
      {result.simulated && <Badge variant="outline">{en.backtest.simulatedData}</Badge>}
      {result.refusals > 0 && <span className={classes.warning}>{en.backtest.refusals(result.refusals)}</span>}
    </div>
  );
}

const FIRST_BARS = 300;

function TradesOnChart({ result }: { readonly result: BacktestResultView }) {
  const instruments = useInstruments();
  const { request, trades } = result;
  const instrument = instruments?.find((candidate) => candidate.id === request.instrumentId);
  const marks = useMemo(() => marksOfTrades(trades, (trade) => en.backtest.exitReasons[trade.exitReason]), [trades]);
  const range = useMemo(() => {
    const spanMs = Math.min(FIRST_BARS * INTERVAL_MS[request.interval], result.lastMs - result.firstMs);
    const fromMs = Math.max(result.firstMs, (trades[0]?.entryTimeMs ?? result.firstMs) - spanMs / 10);
    return { fromMs, toMs: fromMs + spanMs };
  }, [result, request, trades]);
  if (instrument === undefined) return null;
  return <CandleChart instrument={instrument} interval={request.interval} range={range} marks={marks} />;
}
