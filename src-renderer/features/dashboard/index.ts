export { DashboardPage } from './dashboard-page.tsx';
export { type EquityCurveState, useEquityCurve } from './use-equity-curve.ts';
