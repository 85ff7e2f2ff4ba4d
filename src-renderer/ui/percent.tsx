import { formatPercent, signOf } from '../format/index.ts';
import classes from './value.module.css';

export type PercentProps = {
  /** 0.01 is one percent. */
  readonly fraction: number | null | undefined;
  readonly decimals?: number;
  readonly signed?: boolean;
};

export function Percent({ fraction, decimals = 2, signed = false }: PercentProps) {
  const tone = signed && fraction !== null && fraction !== undefined ? signOf(fraction * 100, decimals) : 0;
  return (
    <span className={classes.value} data-tone={tone}>
      {formatPercent(fraction, { decimals, signed })}
    </span>
  );
}
