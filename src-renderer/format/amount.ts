import { formatDecimal, NO_VALUE } from './decimal.ts';

/** Stable coins and national money are read to the cent; everything else to the hundred-millionth. */
const CENT_ASSETS: ReadonlySet<string> = new Set(['USDT', 'USDC', 'USD', 'EUR', 'GBP', 'DAI', 'FDUSD']);
const COIN_DECIMALS = 8;

export function assetDecimals(asset: string): number {
  return CENT_ASSETS.has(asset) ? 2 : COIN_DECIMALS;
}

export type AmountFormat = { readonly decimals?: number | undefined; readonly signed?: boolean | undefined };

/** An amount with the asset it is in: `12,345.60 USDT`. */
export function formatAmount(
  value: string | number | null | undefined,
  asset: string,
  format: AmountFormat = {},
): string {
  const decimals = format.decimals ?? assetDecimals(asset);
  const digits = formatDecimal(value, { decimals, signed: format.signed ?? false });
  return digits === NO_VALUE ? NO_VALUE : `${digits} ${asset}`;
}
