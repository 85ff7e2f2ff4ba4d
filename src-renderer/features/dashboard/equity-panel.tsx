import { useMemo, useState } from 'react';
import { formatAmount, formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Amount, EmptyState, ErrorState, Loading, Panel, TimeText, useTimeZone } from '../../ui/index.ts';
import { EquityChart } from './equity-chart.tsx';
import { type EquityCurve, summarise } from './equity-points.ts';
import { type EquityCurveState, useEquityCurve } from './use-equity-curve.ts';

const texts = wording.dashboard;

/** The panel alone, with a curve of its own. */
export function OwnEquityPanel() {
  return <EquityPanel state={useEquityCurve()} />;
}

export type EquityPanelProps = { readonly state: EquityCurveState; readonly className?: string | undefined };

/** The account's equity over time; above it what it is now, or was under the pointer. */
export function EquityPanel({ state, className }: EquityPanelProps) {
  const [point, setPoint] = useState<number>();
  const curve = state.phase === 'ready' ? state.curve : undefined;
  return (
    <Panel title={texts.equityCurve} note={<Readout curve={curve} point={point} />} className={className} flush>
      <Curve state={state} onPoint={setPoint} />
    </Panel>
  );
}

function Readout({ curve, point }: { readonly curve: EquityCurve | undefined; readonly point: number | undefined }) {
  const { quoteAsset, equity } = useReplica(({ account }) => account);
  if (curve === undefined || point === undefined) return <Amount value={equity} asset={quoteAsset} />;
  return (
    <>
      <TimeText timeMs={curve.timeMs[point]} pattern="full" /> <Amount value={curve.equity[point]} asset={quoteAsset} />
    </>
  );
}

type CurveProps = { readonly state: EquityCurveState; readonly onPoint: (index: number | undefined) => void };

function Curve({ state, onPoint }: CurveProps) {
  const timeZone = useTimeZone();
  const capital = useReplica(({ account }) => account.startingCapital);
  const quoteAsset = useReplica(({ account }) => account.quoteAsset);
  const summary = useMemo(() => (state.phase === 'ready' ? summarise(state.curve) : undefined), [state]);
  if (state.phase === 'loading') return <Loading label={texts.equityLoading} />;
  if (state.phase === 'failed') return <ErrorState failure={state.failure} />;
  if (summary === undefined) return <EmptyState title={texts.equityEmpty} />;
  const money = (value: number): string => formatAmount(value, quoteAsset);
  const label = texts.equityCurveLabel({
    from: formatTime(summary.firstMs, timeZone, 'dateTime'),
    first: money(summary.first),
    last: money(summary.last),
    low: money(summary.low),
    high: money(summary.high),
  });
  return <EquityChart curve={state.curve} capital={Number(capital)} label={label} onPoint={onPoint} />;
}
