import type { SettingsView } from '../../src-preload/contract/views.ts';
import type { Settings } from '../config/settings.ts';
import type { SettingsKeeper } from '../config/settings-keeper.ts';
import type { JobRegistry } from '../ipc/job-registry.ts';
import type { PortfolioPort } from '../ipc/portfolio-handlers.ts';
import type { JournalDatabase } from '../storage/journal/open-journal.ts';
import type { AlertWatch } from './alerts/alert-watch.ts';
import type { ChartBook } from './chart-book.ts';
import type { DesktopServicesOptions } from './desktop-services.ts';
import type { DrawingBook } from './drawing-book.ts';
import type { ExchangeMarkets } from './exchanges/exchange-markets.ts';
import type { ExchangeSide } from './exchanges/exchange-side.ts';
import type { LiveAccounts } from './exchanges/live-accounts.ts';
import type { WatchedMarket } from './exchanges/watched-market.ts';
import type { FollowedSeries } from './followed-series.ts';
import type { MarketData } from './market-data.ts';
import type { Notices } from './notices.ts';
import type { OwnStrategies } from './own-strategies/own-strategies.ts';
import type { LimitsReplay } from './portfolio/open-portfolio.ts';
import type { RunLibrary } from './run-library.ts';
import type { Trading } from './trading.ts';
import type { WindowFacts } from './window-facts.ts';
import type { WorkspaceBook } from './workspace-book.ts';

/** What is behind the window, put together. */
export type DesktopParts = {
  readonly options: DesktopServicesOptions;
  readonly journal: JournalDatabase;
  readonly settings: SettingsKeeper;
  readonly marketData: MarketData;
  readonly trading: Trading;
  readonly facts: WindowFacts;
  readonly jobs: JobRegistry;
  readonly followed: FollowedSeries;
  /** What the person keeps of charts. */
  readonly charts: ChartBook;
  readonly drawings: DrawingBook;
  readonly alerts: AlertWatch;
  /** Connections, their keys, and everything that trades here by id. */
  readonly exchanges: ExchangeSide;
  readonly markets: ExchangeMarkets;
  readonly watched: WatchedMarket;
  /** Live accounts: the exchanges that are traded on. */
  readonly accounts: LiveAccounts;
  readonly notices: Notices;
  readonly runs: RunLibrary;
  readonly ownStrategies: OwnStrategies;
  readonly workspaces: WorkspaceBook;
  readonly portfolio: PortfolioPort & LimitsReplay;
};

/** The settings as the window sees them: the seed and the connections are shown elsewhere. */
export function settingsViewOf({
  demoSeed: _demoSeed,
  exchanges: _exchanges,
  candleSources: _sources,
  ...settings
}: Settings): SettingsView {
  return settings;
}
