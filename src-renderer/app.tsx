import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { lazy } from 'react';
import { AppFrame, type FramePages } from './features/frame/index.ts';
import { servedTheme, styleNonce } from './ui/index.ts';
import { theme } from './ui/theme.ts';

/** The first page is on its way before anything is drawn. */
const dashboard = import('./features/dashboard/index.ts');

/** Each other page is a chunk of its own, fetched when it is first opened. */
const PAGES: FramePages = {
  dashboard: lazy(async () => ({ default: (await dashboard).DashboardPage })),
  workspace: lazy(async () => ({ default: (await import('./features/workspace/index.ts')).WorkspacePage })),
  chart: lazy(async () => ({ default: (await import('./features/charts/index.ts')).ChartPage })),
  portfolio: lazy(async () => ({ default: (await import('./features/portfolio/index.ts')).PortfolioPage })),
  parity: lazy(async () => ({ default: (await import('./features/parity/index.ts')).ParityPage })),
  backtest: lazy(async () => ({ default: (await import('./features/backtest-lab/index.ts')).BacktestPage })),
  strategies: lazy(async () => ({ default: (await import('./features/strategies/index.ts')).StrategiesPage })),
  data: lazy(async () => ({ default: (await import('./features/data/index.ts')).DataPage })),
  exchanges: lazy(async () => ({ default: (await import('./features/exchanges/index.ts')).ExchangesPage })),
  risk: lazy(async () => ({ default: (await import('./features/risk-page/index.ts')).RiskPage })),
  orders: lazy(async () => ({ default: (await import('./features/orders/index.ts')).OrdersPage })),
  log: lazy(async () => ({ default: (await import('./features/log/index.ts')).LogPage })),
  settings: lazy(async () => ({ default: (await import('./features/settings/index.ts')).SettingsPage })),
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
