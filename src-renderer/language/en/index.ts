import { alertTexts } from './alerts.ts';
import { backtestTexts } from './backtest.ts';
import { backtestReportTexts } from './backtest-report.ts';
import { botTexts } from './bots.ts';
import { chartTexts } from './chart.ts';
import { commandTexts } from './commands.ts';
import { dashboardTexts } from './dashboard.ts';
import { dataTexts } from './data.ts';
import { errorTexts } from './errors.ts';
import { exchangeTexts } from './exchanges.ts';
import { helpTexts } from './help.ts';
import { logTexts } from './log.ts';
import { orderTexts } from './orders.ts';
import { parityTexts } from './parity.ts';
import { portfolioTexts } from './portfolio.ts';
import { regimeTexts } from './regimes.ts';
import { riskTexts } from './risk.ts';
import { runTexts } from './runs.ts';
import { settingsTexts } from './settings.ts';
import { storyTexts } from './story.ts';
import { strategiesTexts } from './strategies.ts';
import { ticketTexts } from './ticket.ts';
import { tradingTexts } from './trading.ts';
import { workspaceTexts } from './workspace.ts';

/** Every text of the window, by area. A text with a value in it is a function. */
export const en = {
  appName: 'Bellwether',
  errors: errorTexts,
  trading: tradingTexts,
  bots: botTexts,
  commands: commandTexts,
  dashboard: dashboardTexts,
  chart: chartTexts,
  alerts: alertTexts,
  backtest: backtestTexts,
  backtestReport: backtestReportTexts,
  regimes: regimeTexts,
  runs: runTexts,
  data: dataTexts,
  settings: settingsTexts,
  strategies: strategiesTexts,
  exchanges: exchangeTexts,
  risk: riskTexts,
  portfolio: portfolioTexts,
  parity: parityTexts,
  orders: orderTexts,
  log: logTexts,
  ticket: ticketTexts,
  story: storyTexts,
  help: helpTexts,
  workspace: workspaceTexts,
  pages: {
    dashboard: 'Dashboard',
    workspace: 'Workspace',
    chart: 'Chart',
    backtest: 'Backtest',
    strategies: 'Strategies',
    data: 'Data',
    exchanges: 'Exchanges',
    risk: 'Risk',
    portfolio: 'Portfolio',
    parity: 'Parity',
    settings: 'Settings',
    orders: 'Orders',
    log: 'Log',
  },
  frame: {
    navigation: 'Pages',
    morePages: 'More',
    simulated: 'Simulated market',
    simulatedBeside: 'Demo market',
    seed: (seed: string) => `seed ${seed}`,
    paper: 'Paper',
    paperHint: 'Orders are filled by the built-in simulated exchange; no real money moves.',
    simulatedHint: 'Prices are made by the built-in demo market; they are nobody’s real prices.',
    clock: (zone: string) => `Time in ${zone}`,
    connecting: 'Connecting to the engine',
    silent: (duration: string) => `No news from the engine for ${duration}: what is shown may be old`,
    pageKey: (page: string, shortcut: string) => `${page} (${shortcut})`,
    loadingPage: 'Loading the page',
    runtimeWarning: 'Development runtime',
    skipToContent: 'Skip to content',
  },
  stop: {
    button: 'Stop everything',
    hint: 'Cancels all working orders, protective stops too, stops all bots and sends nothing new. Positions stay.',
    more: 'More ways to stop',
    keepPositions: 'Stop, keep positions',
    flatten: 'Stop and flatten',
    flattenHint: 'Also closes every position at the market',
    flattenQuestion: 'Stop everything and close every position at the market?',
    flattenConfirm: 'Stop and flatten',
    cancel: 'Cancel',
    halted: 'Trading halted',
    since: 'since',
    unprotected: 'Open positions rest on no stop until their bots run again.',
    release: 'Release',
    releaseTitle: 'Release the halt',
    releaseHint: 'Bots stay stopped until you start them.',
    releaseReason: 'Why is it safe to trade again?',
    releaseRequired: 'Type a reason; it is kept in the journal',
    releaseConfirm: 'Release',
  },
  close: {
    title: 'Bots are running',
    question: (bots: number) =>
      bots === 1
        ? '1 bot is running. What should happen to it?'
        : `${bots} bots are running. What should happen to them?`,
    tray: 'Keep running in the background',
    quit: 'Stop the bots and quit',
    cancel: 'Cancel',
    remember: 'Do this from now on without asking',
  },
  notices: {} as Readonly<Record<string, string>>,
  noticeLevels: { info: 'Note', warning: 'Warning', error: 'Error' },
  ui: {
    loading: 'Loading',
    retry: 'Try again',
    none: 'None',
    close: 'Close',
    nothingFound: 'Nothing found',
    required: 'Required',
    notNumber: 'A number',
    notInteger: 'A whole number',
    atLeast: (least: string) => `At least ${least}`,
    above: (least: string) => `Above ${least}`,
    atMost: (most: string) => `At most ${most}`,
    below: (most: string) => `Below ${most}`,
    rising: 'up',
    falling: 'down',
  },
} as const;
