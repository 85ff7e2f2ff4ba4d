import { wording } from '../../language/index.ts';
import classes from './dashboard-page.module.css';

const RISING = new Set(['buy', 'long']);

/** Which way: an arrow, a word and a colour, so that no one of them has to be seen. */
export function Side({ side }: { readonly side: keyof typeof wording.trading.sides }) {
  const isRising = RISING.has(side);
  return (
    <span className={classes.side} data-rising={isRising}>
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden>
        <path d={isRising ? 'M4 1l3.5 6h-7z' : 'M4 7l3.5-6h-7z'} fill="currentColor" />
      </svg>
      {wording.trading.sides[side]}
    </span>
  );
}
