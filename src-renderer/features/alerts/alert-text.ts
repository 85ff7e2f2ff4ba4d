import type { AlertFiring, AlertRequest } from '../../../src-preload/contract/alert-views.ts';
import type { AlertDirection } from '../../../src-preload/contract/chart-kinds.ts';
import { formatPrice, symbolText } from '../../format/index.ts';

/** Said by shape as well as in words. */
export const ALERT_ARROWS: Readonly<Record<AlertDirection, string>> = { up: '▲', down: '▼', either: '◆' };

/** `▲ 64,000.0 USDT`; of an instrument that is not listed the price alone. */
export function alertPrice(
  { price, direction }: Pick<AlertRequest, 'price' | 'direction'>,
  instrument: { readonly tick: string; readonly quoteAsset: string } | undefined,
): string {
  const unit = instrument === undefined ? '' : ` ${instrument.quoteAsset}`;
  return `${ALERT_ARROWS[direction]} ${formatPrice(price, instrument?.tick)}${unit}`;
}

/** What stands over a notice: `BTC-USDT ▲ 64,000.0 USDT`. */
export function firedTitle(
  alert: AlertRequest,
  { direction }: AlertFiring,
  instrument: { readonly tick: string; readonly quoteAsset: string } | undefined,
): string {
  return `${symbolText(alert.instrumentId)} ${alertPrice({ price: alert.price, direction }, instrument)}`;
}
