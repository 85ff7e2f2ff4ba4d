import { useMemo } from 'react';
import { formatAmount, formatTime } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { useReplica } from '../../replica/index.ts';
import { Amount, EmptyState, ErrorState, Loading, Panel, useTimeZone } from '../../ui/index.ts';
import { EquityChart } from './equity-chart.tsx';
import { summarise } from './equity-points.ts';
import { useEquityCurve } from './use-equity-curve.ts';

const texts = en.dashboard;

/** The account's equity over time. */
export function EquityPanel({ className }: { readonly className?: string | undefined }) {
  const quoteAsset = useReplica(({ account }) => account.quoteAsset);
  const equity = useReplica(({ account }) => account.equity);
  return (
    <Panel title={texts.equityCurve} note={<Amount value={equity} asset={quoteAsset} />} className={className} flush>
      <Curve />
    </Panel>
  );
}

function Curve() {
  const state = useEquityCurve();
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
  return <EquityChart curve={state.curve} capital={Number(capital)} label={label} />;
}
