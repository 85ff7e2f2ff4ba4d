import { EmptyState } from '../../ui/index.ts';
import { en } from '../../language/en.ts';

export function BacktestPage() {
  return <EmptyState title={en.pages.backtest} />;
}
