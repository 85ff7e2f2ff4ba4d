import type { Texts } from '../texts.ts';
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

/** German, whole: the voice of a trading application, the field's own terms, nobody addressed where it can be helped. */
export const de: Texts = {
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
  story: storyTexts,
  ticket: ticketTexts,
  help: helpTexts,
  workspace: workspaceTexts,
  pages: {
    dashboard: 'Dashboard',
    workspace: 'Arbeitsbereich',
    chart: 'Chart',
    backtest: 'Backtest',
    strategies: 'Strategien',
    data: 'Daten',
    exchanges: 'Börsen',
    risk: 'Risiko',
    portfolio: 'Portfolio',
    parity: 'Parität',
    settings: 'Einstellungen',
    orders: 'Orders',
    log: 'Protokoll',
  },
  frame: {
    navigation: 'Seiten',
    morePages: 'Mehr',
    simulated: 'Simulierter Markt',
    simulatedBeside: 'Demo-Markt',
    seed: (seed) => `Seed ${seed}`,
    paper: 'Papier',
    paperHint: 'Orders führt die eingebaute simulierte Börse aus; kein echtes Geld bewegt sich.',
    simulatedHint: 'Die Kurse macht der eingebaute Demo-Markt; es sind keine echten Kurse.',
    clock: (zone) => `Uhrzeit in ${zone}`,
    connecting: 'Verbindung zur Engine',
    silent: (duration) => `Seit ${duration} nichts von der Engine: Das Gezeigte kann veraltet sein`,
    pageKey: (page, shortcut) => `${page} (${shortcut})`,
    loadingPage: 'Seite wird geladen',
    runtimeWarning: 'Entwicklungslaufzeit',
    skipToContent: 'Zum Inhalt springen',
  },
  stop: {
    button: 'Alles stoppen',
    hint: 'Storniert alle offenen Orders, auch schützende Stops, stoppt alle Bots und sendet nichts Neues. Positionen bleiben.',
    more: 'Weitere Arten zu stoppen',
    keepPositions: 'Stoppen, Positionen behalten',
    flatten: 'Stoppen und glattstellen',
    flattenHint: 'Schließt auch jede Position zum Marktpreis',
    flattenQuestion: 'Alles stoppen und jede Position zum Marktpreis schließen?',
    flattenConfirm: 'Stoppen und glattstellen',
    cancel: 'Abbrechen',
    halted: 'Handel gestoppt',
    since: 'seit',
    unprotected: 'Offene Positionen sind ohne Stop, bis ihre Bots wieder laufen.',
    release: 'Aufheben',
    releaseTitle: 'Handelsstopp aufheben',
    releaseHint: 'Bots bleiben gestoppt, bis sie wieder gestartet werden.',
    releaseReason: 'Warum ist Handeln wieder sicher?',
    releaseRequired: 'Grund eingeben; er bleibt im Journal',
    releaseConfirm: 'Aufheben',
  },
  close: {
    title: 'Bots laufen',
    question: (bots) =>
      bots === 1 ? '1 Bot läuft. Was soll mit ihm geschehen?' : `${bots} Bots laufen. Was soll mit ihnen geschehen?`,
    tray: 'Im Hintergrund weiterlaufen lassen',
    quit: 'Bots stoppen und beenden',
    cancel: 'Abbrechen',
    remember: 'Künftig so verfahren, ohne zu fragen',
  },
  notices: {},
  noticeLevels: { info: 'Hinweis', warning: 'Warnung', error: 'Fehler' },
  ui: {
    loading: 'Wird geladen',
    retry: 'Erneut versuchen',
    none: 'Keine',
    close: 'Schließen',
    nothingFound: 'Nichts gefunden',
    required: 'Pflichtfeld',
    notNumber: 'Eine Zahl',
    notInteger: 'Eine ganze Zahl',
    atLeast: (least) => `Mindestens ${least}`,
    above: (least) => `Über ${least}`,
    atMost: (most) => `Höchstens ${most}`,
    below: (most) => `Unter ${most}`,
    rising: 'steigt',
    falling: 'fällt',
  },
};
