import { create } from 'zustand';
import type { AlertRequest, AlertView } from '../../../src-preload/contract/alert-views.ts';
import { call } from '../../bridge/index.ts';

export type AlertState = {
  /** Undefined before they were asked for. */
  readonly alerts: readonly AlertView[] | undefined;
  /** What the form is open on. */
  readonly draft: AlertDraft | null;
  /** What the chart shows that was drawn last: what a new alert is likely meant for. */
  readonly shownId: string | null;
};

/** As typed: the price is text. */
export type AlertDraft = Omit<AlertRequest, 'price'> & {
  readonly price: string;
  /** Of an alert that is not there yet the symbol can be chosen, too. */
  readonly isNew: boolean;
};

export const useAlertStore = create<AlertState>(() => ({ alerts: undefined, draft: null, shownId: null }));

export const noteShown = (shownId: string): void => useAlertStore.setState({ shownId });

let changes = 0;

export async function askAlerts(): Promise<void> {
  const asked = changes;
  const answer = await call('alerts.list', {});
  // What a hand changed meanwhile is told by a fact of its own: this answer would put it back for a moment.
  if (answer !== undefined && asked === changes) useAlertStore.setState({ alerts: answer.alerts });
}

/** Shown at once; what the main side refuses goes away again. */
export async function saveAlert(alert: AlertRequest): Promise<void> {
  const { id, instrumentId, price, direction, repeats, note } = alert;
  changes++;
  useAlertStore.setState(({ alerts = [] }) => ({ alerts: withAlert(alerts, alert) }));
  const saved = await call('alerts.save', { id, instrumentId, price, direction, repeats, note });
  if (saved === undefined) await askAlerts();
}

export async function removeAlert(alertId: string): Promise<void> {
  changes++;
  useAlertStore.setState(({ alerts = [] }) => ({ alerts: alerts.filter(({ id }) => id !== alertId) }));
  if ((await call('alerts.remove', { alertId })) === undefined) await askAlerts();
}

/** In the place of the one of its id, armed anew, or at the end. */
export function withAlert(alerts: readonly AlertView[], alert: AlertRequest): readonly AlertView[] {
  const place = alerts.findIndex(({ id }) => id === alert.id);
  const known = alerts[place];
  const next = { ...alert, setMs: known?.setMs ?? 0, isArmed: true, firings: known?.firings ?? [] };
  return known === undefined ? [...alerts, next] : alerts.with(place, next);
}

/** One like most: it fires once, whichever way the price comes. */
export function newAlert(instrumentId: string, price: number): AlertRequest {
  return { id: crypto.randomUUID(), instrumentId, price, direction: 'either', repeats: 'once', note: '' };
}
