export { BacktestPage } from './backtest-page.tsx';
export { BacktestReport } from './backtest-report.tsx';
