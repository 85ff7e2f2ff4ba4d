export { BacktestPage } from './backtest-page.tsx';
