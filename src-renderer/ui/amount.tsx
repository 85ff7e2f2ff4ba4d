import { assetDecimals, formatAmount, signOf } from '../format/index.ts';
import classes from './value.module.css';

export type AmountProps = {
  /** A decimal string, exact, or a number of market data. */
  readonly value: string | number | null | undefined;
  readonly asset: string;
  readonly decimals?: number | undefined;
  /** A profit: plus or minus before it, and the colour of its direction. */
  readonly signed?: boolean;
};

/** An amount of money with its asset. */
export function Amount({ value, asset, decimals, signed = false }: AmountProps) {
  const shown = formatAmount(value, asset, { decimals, signed });
  const tone = signed ? signOf(value, decimals ?? assetDecimals(asset)) : 0;
  return (
    <span className={classes.value} data-tone={tone}>
      {shown}
    </span>
  );
}
