import { useMemo } from 'react';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { wording } from '../../../language/index.ts';
import { useInstruments } from '../../../replica/index.ts';
import { CandleChart, INTERVAL_MS, marksOfTrades, type ViewWindow } from '../../charts/index.ts';
import { useOpenTrade } from './open-trade-store.ts';
import classes from './trade-details.module.css';
import { TradeDetails } from './trade-details.tsx';

const FIRST_BARS = 300;
/** Seen before and after one trade, so that it stands in its market. */
const BARS_AROUND = 40;

type TradesOnChartProps = { readonly result: BacktestResultView; readonly jobId: string | null };

/** The candles that were tested on, with every entry and exit; it opens at the first trade, or at the one that is asked for. */
export function TradesOnChart({ result, jobId }: TradesOnChartProps) {
  const instruments = useInstruments();
  const number = useOpenTrade((open) => open.number);
  const { request, trades } = result;
  const instrument = instruments?.find((candidate) => candidate.id === request.instrumentId);
  const marks = useMemo(
    () => marksOfTrades(trades, (trade) => wording.backtest.exitReasons[trade.exitReason]),
    [trades],
  );
  const range = useMemo(() => rangeOf(result, number), [result, number]);
  if (instrument === undefined) return null;
  const chart = (
    // A chart keeps where it was moved to: another trade is another chart.
    <CandleChart key={number} instrument={instrument} interval={request.interval} range={range} marks={marks} />
  );
  if (jobId === null || trades.length === 0) return chart;
  return (
    <div className={classes.split}>
      <div className={classes.chart}>{chart}</div>
      <TradeDetails result={result} jobId={jobId} number={number ?? 1} />
    </div>
  );
}

function rangeOf({ request, firstMs, lastMs, trades }: BacktestResultView, number: number | null): ViewWindow {
  const barMs = INTERVAL_MS[request.interval];
  const trade = number === null ? undefined : trades[number - 1];
  if (trade !== undefined) {
    return { fromMs: trade.entryTimeMs - BARS_AROUND * barMs, toMs: trade.exitTimeMs + BARS_AROUND * barMs };
  }
  const spanMs = Math.min(FIRST_BARS * barMs, lastMs - firstMs);
  const fromMs = Math.max(firstMs, (trades[0]?.entryTimeMs ?? firstMs) - spanMs / 10);
  return { fromMs, toMs: fromMs + spanMs };
}
