import { formatPrice, NO_VALUE } from '../format/index.ts';
import classes from './value.module.css';

export type PriceProps = {
  readonly price: string | number | null | undefined;
  /** The instrument's smallest step, for the number of decimals. */
  readonly tick?: string | undefined;
  /** Left out only where a column's head or a line beside it names the asset. */
  readonly asset?: string | undefined;
};

export function Price({ price, tick, asset }: PriceProps) {
  const shown = formatPrice(price, tick);
  return (
    <span className={classes.value}>{asset === undefined || shown === NO_VALUE ? shown : `${shown} ${asset}`}</span>
  );
}
