import { decimalsOf, isTickKnown } from '../../format/index.ts';
import { useInstrument } from '../../replica/index.ts';
import { Amount, Price } from '../../ui/index.ts';

export type InstrumentPriceProps = {
  readonly instrumentId: string;
  readonly price: string | number | null;
  readonly asset: string;
  /** An average lies between two ticks, so it gets two digits more. */
  readonly isAverage?: boolean;
};

/** A price with the decimals of its instrument's tick; one of the ledger never with fewer than it has. */
export function InstrumentPrice({ instrumentId, price, asset, isAverage = false }: InstrumentPriceProps) {
  const tick = useInstrument(instrumentId)?.tick;
  if (tick === undefined || !isTickKnown(tick)) return <Price price={price} asset={asset} />;
  const own = typeof price === 'string' && !isAverage ? decimalsOf(price) : 0;
  return <Amount value={price} asset={asset} decimals={Math.max(own, decimalsOf(tick) + (isAverage ? 2 : 0))} />;
}
