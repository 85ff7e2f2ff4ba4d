export { draftAlert, editAlert, priceOnGrid } from './alert-draft.ts';
export { AlertForm } from './alert-form.tsx';
export { AlertList } from './alert-list.tsx';
export { newAlert, noteShown, removeAlert, saveAlert } from './alert-store.ts';
export { ALERT_ARROWS, alertPrice } from './alert-text.ts';
export { AlertsPanel } from './alerts-panel.tsx';
export { useAlertNotices } from './use-alert-notices.ts';
export { useAlerts } from './use-alerts.ts';
