import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { AppFrame, type FramePages, framePage } from './features/frame/index.ts';
import { servedTheme, styleNonce } from './ui/index.ts';
import { theme } from './ui/theme.ts';

/** The first page is on its way before anything is drawn. */
const dashboard = import('./features/dashboard/index.ts');

/** Each other page is a chunk of its own, fetched when the window is idle or the page first opened. */
const PAGES: FramePages = {
  dashboard: framePage(async () => (await dashboard).DashboardPage),
  workspace: framePage(async () => (await import('./features/workspace/index.ts')).WorkspacePage),
  chart: framePage(async () => (await import('./features/charts/index.ts')).ChartPage),
  portfolio: framePage(async () => (await import('./features/portfolio/index.ts')).PortfolioPage),
  parity: framePage(async () => (await import('./features/parity/index.ts')).ParityPage),
  backtest: framePage(async () => (await import('./features/backtest-lab/index.ts')).BacktestPage),
  strategies: framePage(async () => (await import('./features/strategies/index.ts')).StrategiesPage),
  data: framePage(async () => (await import('./features/data/index.ts')).DataPage),
  exchanges: framePage(async () => (await import('./features/exchanges/index.ts')).ExchangesPage),
  risk: framePage(async () => (await import('./features/risk-page/index.ts')).RiskPage),
  orders: framePage(async () => (await import('./features/orders/index.ts')).OrdersPage),
  log: framePage(async () => (await import('./features/log/index.ts')).LogPage),
  settings: framePage(async () => (await import('./features/settings/index.ts')).SettingsPage),
};

export function App() {
  const nonce = styleNonce();
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={servedTheme}
      {...(nonce === undefined ? {} : { getStyleNonce: () => nonce })}
    >
      <Notifications position="bottom-left" limit={5} />
      <AppFrame pages={PAGES} />
    </MantineProvider>
  );
}
