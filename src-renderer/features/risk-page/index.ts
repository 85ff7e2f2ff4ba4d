export { DrawdownPanel } from './drawdown-panel.tsx';
export { KillSwitchPanel } from './kill-switch-panel.tsx';
export { RiskPage } from './risk-page.tsx';
export { StandingLimits } from './standing-limits.tsx';
