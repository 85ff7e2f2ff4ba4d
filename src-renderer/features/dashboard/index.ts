export { ActivityPanel } from './activity-panel.tsx';
export { DashboardPage } from './dashboard-page.tsx';
export { OwnEquityPanel as EquityPanel } from './equity-panel.tsx';
export { InstrumentPrice } from './instrument-price.tsx';
export { type EquityCurveState, useEquityCurve } from './use-equity-curve.ts';
