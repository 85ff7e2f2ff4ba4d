import { z } from 'zod';
import { alarmView, findingDecision, reconciliationView } from './account-views.ts';
import { ALERT_CHANNELS } from './alert-views.ts';
import { BOT_CHANNELS } from './bot-channels.ts';
import { CHART_CHANNELS } from './chart-channels.ts';
import { structureWindowView, swingLength } from './chart-views.ts';
import { EXCHANGE_CHANNELS } from './exchange-channels.ts';
import {
  candleTiersView,
  connectionView,
  downloadRequest,
  downloadResultView,
  feedStateView,
  venue,
} from './exchange-views.ts';
import { LOG_CHANNELS } from './log-views.ts';
import { ownStrategyView } from './own-strategy-views.ts';
import { parityBotView, parityCosts } from './parity-views.ts';
import { accountFileRequest, attributionView, correlationView, grouping, performanceView } from './portfolio-views.ts';
import { PROMOTION_CHANNELS } from './promotion-views.ts';
import {
  candleWindowView,
  columnMapping,
  csvPreviewView,
  gapView,
  importResultView,
  indicatorView,
  indicatorWindowView,
  storedSeriesView,
  strategyView,
} from './research-views.ts';
import {
  accountGroup,
  governorLimitsView,
  limitsReplayView,
  restrictedMode,
  riskModeView,
  riskOverviewView,
} from './risk-views.ts';
import { RUN_CHANNELS } from './run-channels.ts';
import { askedTrade, tradeStoryView } from './story-views.ts';
import { manualOrder, ticketPreview } from './ticket-views.ts';
import {
  accountView,
  appInfoView,
  botView,
  decimalText,
  executionView,
  fillView,
  float64Column,
  haltView,
  instrumentView,
  interval,
  jobView,
  orderView,
  params,
  refusalView,
  settingsView,
  shortText,
  timeMs,
  tradeView,
} from './views.ts';
import { workspaceId, workspaceView } from './workspace-views.ts';

/** Order books one window may look at: a screen full of ladders. */
const MOST_WATCHED = 40;
const nothing = z.strictObject({});
const series = z.strictObject({ instrumentId: shortText, interval });
const window = series.extend({
  /** null: the newest bars. */
  fromMs: timeMs.nullable(),
  toMs: timeMs.nullable(),
  maxBars: z.number().int().min(1).max(5000),
  /** Open times before this are all there is, as if the series ended there; left out, the whole series. */
  untilMs: timeMs.optional(),
});
const job = z.strictObject({ jobId: shortText });
const bot = z.strictObject({ botId: shortText });
const workspace = z.strictObject({ workspaceId });

/**
 * Every channel between the window and the main process, once: `query` reads, `command` changes. The input and the value
 * of a successful Outcome are parsed on the main side; unknown keys are refused.
 */
export const CHANNELS = {
  'app.info': { kind: 'query', input: nothing, output: appInfoView },
  'app.snapshot': {
    kind: 'query',
    input: nothing,
    output: z.strictObject({
      sequence: z.number().int(),
      nowMs: timeMs,
      /** Paper first. */
      accounts: z.array(accountView).readonly(),
      reconciliations: z.array(reconciliationView).readonly(),
      alarms: z.array(alarmView).readonly(),
      bots: z.array(botView).readonly(),
      orders: z.array(orderView).readonly(),
      refusals: z.array(refusalView).readonly(),
      jobs: z.array(jobView).readonly(),
      prices: z.array(z.strictObject({ instrumentId: z.string(), price: z.number(), timeMs })).readonly(),
      halt: haltView.nullable(),
      riskModes: z.array(riskModeView).readonly(),
      settings: settingsView,
      connections: z.array(connectionView).readonly(),
      feedStates: z.array(feedStateView).readonly(),
    }),
  },
  'app.answerClose': {
    kind: 'command',
    input: z.strictObject({ choice: z.enum(['tray', 'quit', 'cancel']), remember: z.boolean() }),
    output: nothing,
  },
  /** Switches trading with real money on at a connected exchange: one account for each asset that is paid in. */
  'account.open': {
    kind: 'command',
    input: z.strictObject({ venue, quoteAsset: z.string().regex(/^[A-Z0-9]{1,20}$/) }),
    output: z.strictObject({ accountId: z.string() }),
  },
  'account.close': { kind: 'command', input: z.strictObject({ accountId: shortText }), output: nothing },
  /** What becomes of something found at an exchange. */
  'account.decide': { kind: 'command', input: findingDecision, output: nothing },
  'account.equityHistory': {
    kind: 'query',
    input: nothing,
    output: z.strictObject({ timeMs: float64Column, equity: float64Column }),
  },
  'account.activity': {
    kind: 'query',
    /** Of one bot or instrument, or of all; newest last, at most 1,000 each; executions since the app began. */
    input: z.strictObject({ botId: shortText.nullable(), instrumentId: shortText.nullable() }),
    output: z.strictObject({
      fills: z.array(fillView).readonly(),
      trades: z.array(tradeView).readonly(),
      executions: z.array(executionView).readonly(),
    }),
  },
  'portfolio.attribution': {
    kind: 'query',
    input: z.strictObject({ accountId: shortText, grouping }),
    output: attributionView,
  },
  'portfolio.correlations': {
    kind: 'query',
    input: z.strictObject({ accountId: shortText }),
    /** Daily returns of its bots, and of what they traded. */
    output: z.strictObject({ bots: correlationView, symbols: correlationView }),
  },
  'portfolio.performance': {
    kind: 'query',
    input: z.strictObject({ accountId: shortText }),
    output: performanceView,
  },
  'portfolio.export': {
    kind: 'command',
    /** Where to is asked by the main side; null when the person chose nowhere. */
    input: accountFileRequest,
    output: z.strictObject({ fileName: z.string().nullable() }),
  },
  /** Replays every bot that has traded; of all accounts. */
  'parity.report': {
    kind: 'query',
    input: z.strictObject({ costs: parityCosts }),
    output: z.strictObject({ bots: z.array(parityBotView).readonly() }),
  },
  /** From signal to fill, as the journal has it. */
  'trades.story': { kind: 'query', input: askedTrade, output: tradeStoryView },
  'instruments.list': {
    kind: 'query',
    input: nothing,
    /** The demo market's, those of connected exchanges, and those that have stored candles. */
    output: z.strictObject({ instruments: z.array(instrumentView).readonly() }),
  },
  'candles.window': { kind: 'query', input: window, output: candleWindowView },
  'candles.indicator': {
    kind: 'query',
    input: window.extend({ name: shortText, params }),
    output: indicatorWindowView,
  },
  /** Swings, breaks, order blocks and fair value gaps that reach into a window of candles, each as it became known. */
  'candles.structure': { kind: 'query', input: window.extend({ swingLength }), output: structureWindowView },
  'candles.follow': {
    kind: 'command',
    /**
     * The series whose forming candles are pushed for this window, instead of those it named before; none stops them.
     * What several windows name is pushed once, to all.
     */
    input: z.strictObject({ series: z.array(series).max(64).readonly() }),
    output: nothing,
  },
  ...CHART_CHANNELS,
  ...ALERT_CHANNELS,
  /** The instruments whose order books and trades this window is pushed from now on, in place of those before. */
  'market.watch': {
    kind: 'command',
    input: z.strictObject({ instrumentIds: z.array(shortText).max(MOST_WATCHED).readonly() }),
    output: nothing,
  },
  'strategies.list': {
    kind: 'query',
    input: nothing,
    output: z.strictObject({ strategies: z.array(strategyView).readonly() }),
  },
  'indicators.list': {
    kind: 'query',
    input: nothing,
    output: z.strictObject({ indicators: z.array(indicatorView).readonly() }),
  },
  'ownStrategies.list': {
    kind: 'query',
    input: nothing,
    output: z.strictObject({ folder: z.string(), strategies: z.array(ownStrategyView).readonly() }),
  },
  /** In the system's own file manager. */
  'ownStrategies.openFolder': { kind: 'command', input: nothing, output: nothing },
  ...BOT_CHANNELS,
  ...PROMOTION_CHANNELS,
  /** One order, by the person's hand. */
  'trading.cancelOrder': {
    kind: 'command',
    input: z.strictObject({ clientOrderId: shortText }),
    output: nothing,
  },
  /** Stop or target of what a bot holds, at another price. */
  'trading.moveProtection': {
    kind: 'command',
    input: bot.extend({ purpose: z.enum(['stop', 'target']), price: decimalText }),
    output: nothing,
  },
  /** Closes what a bot holds, at market. */
  'trading.closePosition': { kind: 'command', input: bot, output: nothing },
  'trading.halt': {
    kind: 'command',
    input: z.strictObject({ flatten: z.boolean() }),
    output: z.strictObject({ haltedMs: timeMs }),
  },
  'trading.release': { kind: 'command', input: z.strictObject({ reason: shortText }), output: nothing },
  /** What an order by hand would be and come to, were it sent now. Sends nothing. */
  'ticket.preview': { kind: 'query', input: manualOrder, output: ticketPreview },
  'ticket.place': { kind: 'command', input: manualOrder, output: nothing },
  /** What limits would have refused of the past of an account: made in a worker. */
  'risk.replay': {
    kind: 'query',
    input: z.strictObject({ accountId: shortText, limits: governorLimitsView }),
    output: limitsReplayView,
  },
  'risk.standing': { kind: 'query', input: nothing, output: riskOverviewView },
  /** What a group of accounts may still do, until a person releases it. */
  'risk.restrict': {
    kind: 'command',
    input: z.strictObject({ group: accountGroup, mode: restrictedMode, reason: shortText }),
    output: nothing,
  },
  /** Lets go of whatever holds a group back; drawdowns and losses count from here on. */
  'risk.release': {
    kind: 'command',
    input: z.strictObject({ group: accountGroup, reason: shortText }),
    output: nothing,
  },
  'data.series': {
    kind: 'query',
    input: nothing,
    output: z.strictObject({ series: z.array(storedSeriesView).readonly() }),
  },
  'data.gaps': {
    kind: 'query',
    input: series,
    /** The first 500. */
    output: z.strictObject({ gaps: z.array(gapView).readonly() }),
  },
  'data.chooseFile': { kind: 'command', input: nothing, output: z.strictObject({ path: z.string().nullable() }) },
  'data.preview': {
    kind: 'query',
    input: z.strictObject({ path: z.string().min(1).max(4096) }),
    output: csvPreviewView,
  },
  'data.import': {
    kind: 'command',
    input: z.strictObject({
      path: z.string().min(1).max(4096),
      symbol: shortText,
      interval,
      timeZone: z.string().min(1).max(64),
      /** null: as guessed. */
      mapping: columnMapping.nullable(),
    }),
    output: job,
  },
  'data.importResult': { kind: 'query', input: job, output: importResultView },
  /** Candles of connected exchanges; only what is not stored yet is asked for. */
  'data.download': { kind: 'command', input: downloadRequest, output: job },
  'data.downloadResult': { kind: 'query', input: job, output: downloadResultView },
  'data.candleTiers': { kind: 'query', input: nothing, output: candleTiersView },
  'data.remove': { kind: 'command', input: series, output: nothing },
  ...RUN_CHANNELS,
  ...EXCHANGE_CHANNELS,
  ...LOG_CHANNELS,
  'workspaces.list': {
    kind: 'query',
    input: nothing,
    output: z.strictObject({ workspaces: z.array(workspaceView).readonly() }),
  },
  /** In place of the one with its id, or a new one. */
  'workspaces.save': { kind: 'command', input: workspaceView, output: nothing },
  'workspaces.remove': { kind: 'command', input: workspace, output: nothing },
  /** A window of its own for this workspace, or that window brought to the front. */
  'workspaces.openWindow': { kind: 'command', input: workspace, output: nothing },
  'settings.change': { kind: 'command', input: settingsView.partial(), output: nothing },
} as const;

export type Channels = typeof CHANNELS;
export type ChannelName = keyof Channels;
export type ChannelInput<Name extends ChannelName> = z.input<Channels[Name]['input']>;
export type ChannelOutput<Name extends ChannelName> = z.output<Channels[Name]['output']>;
