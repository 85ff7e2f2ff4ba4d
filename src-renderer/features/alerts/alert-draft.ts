import type { AlertRequest } from '../../../src-preload/contract/alert-views.ts';
import { DECIMAL_SIGN, decimalsOf, formatDecimal, isTickKnown, parseDecimal } from '../../format/index.ts';
import { type AlertDraft, newAlert, useAlertStore } from './alert-store.ts';

/** Opens the form on an alert that is there. */
export function editAlert({ id, instrumentId, price, direction, repeats, note }: AlertRequest): void {
  const draft = { id, instrumentId, direction, repeats, note, price: typedPrice(price), isNew: false };
  useAlertStore.setState({ draft });
}

/** Opens the form on a new one; without a price where none is known. */
export function draftAlert(instrumentId: string, price: number | undefined): void {
  const draft = { ...newAlert(instrumentId, 1), price: price === undefined ? '' : typedPrice(price), isNew: true };
  useAlertStore.setState({ draft });
}

export function changeAlertDraft(part: Partial<AlertDraft>): void {
  useAlertStore.setState(({ draft }) => ({ draft: draft === null ? null : { ...draft, ...part } }));
}

export const closeAlertForm = (): void => useAlertStore.setState({ draft: null });

/** What was typed as an alert; undefined while its price is none. */
export function alertOf({ id, instrumentId, direction, repeats, note, price }: AlertDraft): AlertRequest | undefined {
  const typed = Number(parseDecimal(price.trim()));
  if (!(typed > 0)) return undefined;
  return { id, instrumentId, price: typed, direction, repeats, note: note.trim() };
}

/** The price as a field shows it: the locale's decimal sign, no grouping. */
function typedPrice(price: number): string {
  return String(price).includes('e')
    ? formatDecimal(price, { decimals: 12 })
    : String(price).replace('.', DECIMAL_SIGN);
}

/** The nearest price of the instrument's grid; to about what a hand can mean where the grid is not known. */
export function priceOnGrid(price: number, tick: string): number {
  if (!isTickKnown(tick)) return Number(price.toPrecision(6));
  const step = Number(tick);
  return Number((Math.round(price / step) * step).toFixed(decimalsOf(tick)));
}
