import { memo } from 'react';
import { wording } from '../../language/index.ts';
import classes from './bot-grid.module.css';
import { sparklinePath } from './sparkline-path.ts';

const WIDTH = 54;
const HEIGHT = 16;

/** What the latest trades came to, one after the other. One path: cheap enough for hundreds that scroll by. */
export const Sparkline = memo(function Sparkline({ profits }: { readonly profits: readonly number[] }) {
  if (profits.length === 0) return <span className={classes.dimmed}>{wording.bots.noTrend}</span>;
  const sum = profits.reduce((total, profit) => total + profit, 0);
  return (
    <svg
      className={classes.sparkline}
      data-falling={sum < 0}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`}
      role="img"
      aria-label={wording.bots.trend(profits.length, sum < 0)}
    >
      <path d={sparklinePath(profits, WIDTH, HEIGHT)} />
    </svg>
  );
});
