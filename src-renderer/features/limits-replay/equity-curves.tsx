import type { LimitsReplayView } from '../../../src-preload/contract/risk-views.ts';
import { formatAmount } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { curveLines } from './curve-lines.ts';
import classes from './limits-replay.module.css';

/** Realised equity with the limits and without them, on one scale. */
export function EquityCurves({ curve, asset }: Pick<LimitsReplayView, 'curve'> & { readonly asset: string }) {
  const lines = curveLines(curve);
  const last = curve.at(-1);
  if (lines === null || last === undefined) return null;
  const money = (value: string | number): string => formatAmount(value, asset);
  return (
    <figure className={classes.curves}>
      <svg
        viewBox="0 0 1000 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={wording.risk.replay.curveLabel(money(last.without), money(last.with))}
      >
        <polyline className={classes.without} points={lines.without} />
        <polyline className={classes.with} points={lines.with} />
      </svg>
      <figcaption>
        <span>{money(lines.highest)}</span>
        <span>{money(lines.lowest)}</span>
      </figcaption>
    </figure>
  );
}
