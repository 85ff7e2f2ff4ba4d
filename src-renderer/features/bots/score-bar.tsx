import classes from './score.module.css';

const WIDTH = 40;
const HEIGHT = 10;
const MIDDLE = WIDTH / 2;

/** A score from −1 at the left to +1 at the right, drawn from the middle. */
export function ScoreBar({ score }: { readonly score: number }) {
  const length = Math.min(1, Math.abs(score)) * MIDDLE;
  return (
    <svg className={classes.bar} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      <rect className={classes.track} x="0" y="3" width={WIDTH} height="4" rx="1" />
      <rect
        className={score < 0 ? classes.sell : classes.buy}
        x={score < 0 ? MIDDLE - length : MIDDLE}
        y="2"
        width={length}
        height="6"
      />
      <rect className={classes.middle} x={MIDDLE - 0.5} y="0" width="1" height={HEIGHT} />
    </svg>
  );
}
