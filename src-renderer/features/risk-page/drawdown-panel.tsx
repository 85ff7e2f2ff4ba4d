import { useMemo } from 'react';
import { formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { FailureAlert, Loading, Panel, TimeText } from '../../ui/index.ts';
import { useEquityCurve } from '../dashboard/index.ts';
import { drawdownsOf, polylineOf } from './drawdown-points.ts';
import classes from './risk-page.module.css';

const texts = wording.risk;
const percent = (fraction: number): string => formatPercent(fraction, { decimals: 2 });

/** How far the equity was below its peak, with the limit drawn in. */
export function DrawdownPanel() {
  const limit = useReplica(({ settings }) => settings.governor.totalDrawdown?.most ?? null);
  const curve = useEquityCurve();
  const note = limit === null ? texts.drawdownNoLimit : texts.drawdownNote(percent(limit));
  return (
    <Panel title={texts.drawdown} note={note} className={classes.drawdown}>
      {curve.phase === 'loading' && <Loading label={texts.loading} />}
      {curve.phase === 'failed' && <FailureAlert failure={curve.failure} />}
      {curve.phase === 'ready' && <Drawing {...curve.curve} limit={limit} />}
    </Panel>
  );
}

type DrawingProps = {
  readonly timeMs: Float64Array;
  readonly equity: Float64Array;
  readonly limit: number | null;
};

function Drawing({ timeMs, equity, limit }: DrawingProps) {
  const drawdowns = useMemo(() => drawdownsOf(equity), [equity]);
  const fromMs = timeMs[0];
  const toMs = timeMs.at(-1);
  if (fromMs === undefined || toMs === undefined) return <p className={classes.hint}>{texts.drawdownEmpty}</p>;
  const worst = drawdowns.reduce((most, value) => Math.max(most, value), 0);
  // The limit is always in the picture: how near one is to it is the question.
  const deepest = Math.max(worst, limit ?? 0, 0.001) * 1.15;
  const points = polylineOf(timeMs, drawdowns, { fromMs, toMs, deepest });
  const limitAt = limit === null ? null : (limit / deepest) * 100;
  return (
    <figure className={classes.figure}>
      <dl className={classes.figures}>
        <dt>{texts.drawdownNow}</dt>
        <dd>{percent(drawdowns.at(-1) ?? 0)}</dd>
        <dt>{texts.drawdownWorst}</dt>
        <dd>{percent(worst)}</dd>
      </dl>
      <svg
        className={classes.drawing}
        viewBox="0 0 1000 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={texts.drawdownLabel(percent(drawdowns.at(-1) ?? 0), percent(worst))}
      >
        <polygon className={classes.depth} points={`0,0 ${points} 1000,0`} />
        <polyline className={classes.depthLine} points={points} />
        {limitAt !== null && <line className={classes.limitLine} x1={0} x2={1000} y1={limitAt} y2={limitAt} />}
      </svg>
      <div className={classes.times}>
        <TimeText timeMs={fromMs} pattern="full" />
        <TimeText timeMs={toMs} pattern="full" />
      </div>
    </figure>
  );
}
