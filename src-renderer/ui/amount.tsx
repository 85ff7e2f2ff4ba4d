import { assetDecimals, formatAmount, formatDecimal, signOf } from '../format/index.ts';
import classes from './value.module.css';

export type AmountProps = {
  /** A decimal string, exact, or a number of market data. */
  readonly value: string | number | null | undefined;
  readonly asset: string;
  readonly decimals?: number | undefined;
  /** A profit: plus or minus before it, and the colour of its direction. */
  readonly signed?: boolean;
  /** Without the asset's name, where a table or a title says it. */
  readonly bare?: boolean;
};

/** An amount of money with its asset. */
export function Amount({ value, asset, decimals, signed = false, bare = false }: AmountProps) {
  const places = decimals ?? assetDecimals(asset);
  const format = { decimals: places, signed };
  const shown = bare ? formatDecimal(value, format) : formatAmount(value, asset, format);
  const tone = signed ? signOf(value, places) : 0;
  return (
    <span className={classes.value} data-tone={tone}>
      {shown}
    </span>
  );
}
