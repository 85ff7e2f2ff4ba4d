import { useMemo } from 'react';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { wording } from '../../../language/index.ts';
import { useInstruments } from '../../../replica/index.ts';
import { CandleChart, INTERVAL_MS, marksOfTrades } from '../../charts/index.ts';

const FIRST_BARS = 300;

/** The candles that were tested on, with every entry and exit; it opens at the first trade. */
export function TradesOnChart({ result }: { readonly result: BacktestResultView }) {
  const instruments = useInstruments();
  const { request, trades } = result;
  const instrument = instruments?.find((candidate) => candidate.id === request.instrumentId);
  const marks = useMemo(
    () => marksOfTrades(trades, (trade) => wording.backtest.exitReasons[trade.exitReason]),
    [trades],
  );
  const range = useMemo(() => {
    const spanMs = Math.min(FIRST_BARS * INTERVAL_MS[request.interval], result.lastMs - result.firstMs);
    const fromMs = Math.max(result.firstMs, (trades[0]?.entryTimeMs ?? result.firstMs) - spanMs / 10);
    return { fromMs, toMs: fromMs + spanMs };
  }, [result, request, trades]);
  if (instrument === undefined) return null;
  return <CandleChart instrument={instrument} interval={request.interval} range={range} marks={marks} />;
}
