import { type ComponentType, lazy } from 'react';
import type { PanelKind, PanelParams } from './panel-params.ts';

/** What every panel is handed: what it shows, and how to have it kept when that changes. */
export type PanelProps = {
  readonly params: PanelParams;
  /** The instrument of its colour, else its own; null until one was chosen. */
  readonly instrumentId: string | null;
  readonly change: (next: PanelParams) => void;
  /** Another instrument, for it and for all of its colour. */
  readonly choose: (instrumentId: string) => void;
};

type Loaded = { readonly default: ComponentType<PanelProps> };
const panel = (load: () => Promise<Loaded>): ComponentType<PanelProps> => lazy(load);

/**
 * One line a kind of panel: to add one, name it in `panel-params.ts`, give it a title in the language files and a
 * component here. Each is fetched when the first of its kind is shown.
 */
export const PANELS: { readonly [Kind in PanelKind]: ComponentType<PanelProps> } = {
  chart: panel(async () => ({ default: (await import('./market-panels.tsx')).ChartPanel })),
  watchlist: panel(async () => ({ default: (await import('./watchlist-panel.tsx')).WatchlistPanel })),
  ladder: panel(async () => ({ default: (await import('./market-panels.tsx')).LadderPanel })),
  tape: panel(async () => ({ default: (await import('./market-panels.tsx')).TapePanel })),
  ticket: panel(async () => ({ default: (await import('./market-panels.tsx')).TicketPanel })),
  bots: panel(async () => ({ default: (await import('./dashboard-panels.tsx')).BotsInWorkspace })),
  bot: panel(async () => ({ default: (await import('./dashboard-panels.tsx')).BotInWorkspace })),
  positions: panel(async () => ({ default: (await import('../orders/index.ts')).PositionsPanel })),
  orders: panel(async () => ({ default: (await import('../orders/index.ts')).WorkingPanel })),
  accounts: panel(async () => ({ default: (await import('../orders/index.ts')).AccountsPanel })),
  equity: panel(async () => ({ default: (await import('./dashboard-panels.tsx')).EquityInWorkspace })),
  activity: panel(async () => ({ default: (await import('./dashboard-panels.tsx')).ActivityInWorkspace })),
  drawdown: panel(async () => ({ default: (await import('../risk-page/index.ts')).DrawdownPanel })),
  limits: panel(async () => ({ default: (await import('../risk-page/index.ts')).StandingLimits })),
  killSwitch: panel(async () => ({ default: (await import('../risk-page/index.ts')).KillSwitchPanel })),
  alerts: panel(async () => ({ default: (await import('../alerts/index.ts')).AlertsPanel })),
  report: panel(async () => ({ default: (await import('../backtest-lab/index.ts')).BacktestReport })),
  log: panel(async () => ({ default: (await import('../log/index.ts')).LogPanel })),
};
