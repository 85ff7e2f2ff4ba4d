export { DashboardPage } from './dashboard-page.tsx';
export { InstrumentPrice } from './instrument-price.tsx';
export { type EquityCurveState, useEquityCurve } from './use-equity-curve.ts';
