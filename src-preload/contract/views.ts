import { z } from 'zod';
import { LANGUAGE_CHOICES, NUMBER_LOCALE_CHOICES } from '../../src-main/base/locales.ts';
import { notificationSettingsView } from './notification-views.ts';
import { REGIMES } from './regimes.ts';
import { governorLimitsView } from './risk-views.ts';

/**
 * What the window sees of the engine. Money, prices and quantities of the ledger are decimal strings; market data and
 * statistics are numbers; times are epoch milliseconds UTC. Candles and curves travel as Float64Array columns.
 */
export const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/);
export const timeMs = z.number().int();
export const float64Column = z.custom<Float64Array>((value) => value instanceof Float64Array, 'expected Float64Array');
export const interval = z.enum(['1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d', '1w']);
export const shortText = z.string().min(1).max(200);
export const params = z.record(z.string().max(100), z.unknown());

export const instrumentView = z.strictObject({
  id: z.string(),
  venue: z.string(),
  symbol: z.string(),
  baseAsset: z.string(),
  quoteAsset: z.string(),
  /** Made by the demo market, not by anybody's money. */
  simulated: z.boolean(),
  tick: decimalText,
  step: decimalText,
});
export type InstrumentView = z.infer<typeof instrumentView>;

/** How large an entry is; `sizeFraction` is the most it may be. */
export const botSizingView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixedAmount'), amount: z.number().gt(0).max(1e12) }),
  z.strictObject({ kind: z.literal('riskPerTrade'), riskFraction: z.number().gt(0).max(1) }),
  z.strictObject({
    kind: z.literal('volatilityTarget'),
    dailyFraction: z.number().gt(0).max(1),
    bars: z.number().int().min(5).max(1000),
  }),
  z.strictObject({
    kind: z.literal('kelly'),
    share: z.number().gt(0).max(1),
    leastTrips: z.number().int().min(10).max(10_000),
    beforeFraction: z.number().gt(0).max(1),
  }),
]);
export type BotSizingView = z.infer<typeof botSizingView>;

const pauseMs = z
  .number()
  .int()
  .min(1000)
  .max(30 * 86_400_000);
export const botCooldownView = z.strictObject({
  afterLossMs: pauseMs.nullable(),
  lossesInRow: z.strictObject({ count: z.number().int().min(1).max(100), pauseMs }).nullable(),
  lossesPerDay: z.number().int().min(1).max(100).nullable(),
});
export type BotCooldownView = z.infer<typeof botCooldownView>;

export const botRiskView = z.strictObject({
  sizeFraction: z.number().gt(0).max(1),
  stopLossFraction: z.number().gt(0).lt(1).nullable(),
  takeProfitFraction: z.number().gt(0).max(100).nullable(),
  /** 1 is fully paid. */
  leverage: z.number().min(1).max(125),
  sizing: botSizingView.exactOptional(),
  cooldown: botCooldownView.exactOptional(),
  trailingFraction: z.number().gt(0).lt(1).exactOptional(),
  maxBars: z.number().int().min(1).max(1_000_000).exactOptional(),
});
export const accountRiskView = z.strictObject({
  maxPositionFraction: z.number().gt(0).max(10).nullable(),
  maxDailyLossFraction: z.number().gt(0).max(1).nullable(),
  dayRollOffsetMs: z.number().int().min(-86_400_000).max(86_400_000),
});

export const regime = z.enum(REGIMES);

/** What a bot enters in which regime. A factor multiplies the size of an entry. */
export const regimeRulesView = z.strictObject({
  allowed: z.array(regime).min(1).max(5).readonly(),
  sizeFactors: z.partialRecord(regime, z.number().gt(0).max(1)),
});
export type RegimeRulesView = z.infer<typeof regimeRulesView>;
const maxSlippageBps = z.number().gt(0).max(10_000).nullable();
const deadlineMs = z.number().int().min(1000).max(86_400_000);

/** How entries at market are carried out. */
export const executionStyleView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('market'), maxSlippageBps }),
  z.strictObject({ kind: z.literal('makerFirst'), deadlineMs, maxSlippageBps }),
  z.strictObject({
    kind: z.literal('twap'),
    durationMs: deadlineMs,
    slices: z.number().int().min(2).max(1000),
    maxSlippageBps,
  }),
  z.strictObject({ kind: z.literal('iceberg'), shownFraction: z.number().gt(0).max(1), deadlineMs, maxSlippageBps }),
]);
export type ExecutionStyleView = z.infer<typeof executionStyleView>;

/** The backtest a bot's settings were taken from, and whether they were changed since. */
export const botOriginView = z.strictObject({ runId: z.number().int().min(1), name: z.string(), changed: z.boolean() });
export type BotOriginView = z.infer<typeof botOriginView>;

export const botConfigView = z.strictObject({
  id: shortText,
  name: shortText,
  /** Whose money it trades with: paper when left out. */
  accountId: shortText.exactOptional(),
  instrumentId: shortText,
  interval,
  strategyId: shortText,
  params,
  risk: botRiskView,
  /** Left out, the bot does not go by regimes. */
  regimes: regimeRulesView.exactOptional(),
  /** By one order at market when left out. */
  execution: executionStyleView.exactOptional(),
  /** Left out, its settings were typed in. */
  fromRun: botOriginView.exactOptional(),
});
export type BotConfigView = z.infer<typeof botConfigView>;

export const scorePartView = z.strictObject({
  signal: z.string(),
  score: z.number(),
  weight: z.number(),
  /** The indicator reading the score was made from. */
  value: z.number(),
});
export const decisionView = z.strictObject({
  botId: z.string(),
  timeMs,
  score: z.number().nullable(),
  parts: z.array(scorePartView).readonly(),
  action: z.enum(['buy', 'sell', 'hold']),
});
export type DecisionView = z.infer<typeof decisionView>;

export const positionView = z.strictObject({
  botId: z.string(),
  instrumentId: z.string(),
  /** Negative for a short. */
  quantity: decimalText,
  averagePrice: decimalText,
  markPrice: z.number().nullable(),
  /** Notional at the mark, quote asset. */
  value: decimalText,
  unrealisedProfit: decimalText,
  openedMs: timeMs,
});
export type PositionView = z.infer<typeof positionView>;

export const botView = z.strictObject({
  config: botConfigView,
  state: z.enum(['stopped', 'running', 'interrupted', 'failed']),
  /** Why it is in this state, when it is not by the person's own hand. */
  reason: z.string(),
  symbol: z.string(),
  quoteAsset: z.string(),
  simulated: z.boolean(),
  decision: decisionView.nullable(),
  /** Of its own bars; null where it does not run, does not go by regimes, or does not know it yet. */
  regime: z.strictObject({ regime, sinceMs: timeMs }).nullable(),
  position: positionView.nullable(),
  realisedProfit: decimalText,
  /** Realised and unrealised, after fees. */
  profit: decimalText,
  fees: decimalText,
  trades: z.number().int(),
  wins: z.number().int(),
});
export type BotView = z.infer<typeof botView>;

export const accountView = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The exchange its orders go to; null for simulated money. */
  venue: z.string().nullable(),
  quoteAsset: z.string(),
  paper: z.boolean(),
  cash: decimalText,
  equity: decimalText,
  startingCapital: decimalText,
  /** Deposits less withdrawals: no part of profit. */
  transferred: decimalText,
  realisedProfit: decimalText,
  unrealisedProfit: decimalText,
  fees: decimalText,
  profitToday: decimalText,
  profitTotal: decimalText,
  dayStartMs: timeMs,
});
export type AccountView = z.infer<typeof accountView>;

export const orderView = z.strictObject({
  clientOrderId: z.string(),
  accountId: z.string(),
  botId: z.string(),
  instrumentId: z.string(),
  side: z.enum(['buy', 'sell']),
  type: z.enum(['market', 'limit', 'postOnly', 'stop', 'stopLimit', 'bracket', 'trailingStop']),
  /** Trigger, else limit price; null for market orders. */
  price: decimalText.nullable(),
  /** What a stop-limit rests at once it was triggered, the target of a bracket; null for every other type, whose `price` it is. */
  limitPrice: decimalText.nullable(),
  /** How far a trailing stop stays behind, basis points; null for every other type. */
  trailBps: z.number().nullable(),
  /** `native`: the venue does all of it. `emulated`: part of it is ours, and stands still while the app is closed. */
  handling: z.enum(['native', 'emulated']),
  /** The order that this one carries out a part of; null for one that stands alone. */
  parentId: z.string().nullable(),
  /** A base quantity, or a quote amount when `sizeAsset` is the quote asset. */
  size: decimalText,
  sizeAsset: z.string(),
  purpose: z.enum([
    'entry',
    'signal',
    'stop',
    'target',
    'trailing',
    'time',
    'liquidation',
    'funding',
    'end',
    'flatten',
  ]),
  /** The strategy's name for it, empty when it has none. */
  tag: z.string(),
  state: z.enum(['intent', 'sent', 'working', 'unknown', 'filled', 'cancelled', 'refused']),
  reason: z.string(),
  createdMs: timeMs,
});
export type OrderView = z.infer<typeof orderView>;

export const fillView = z.strictObject({
  fillId: z.string(),
  clientOrderId: z.string(),
  accountId: z.string(),
  botId: z.string(),
  instrumentId: z.string(),
  side: z.enum(['buy', 'sell']),
  price: decimalText,
  quantity: decimalText,
  fee: decimalText,
  purpose: orderView.shape.purpose,
  tag: z.string(),
  liquidity: z.enum(['maker', 'taker']),
  timeMs,
  /** The order that its order carries out a part of; null for one that stands alone. */
  parentId: z.string().nullable(),
});
export type FillView = z.infer<typeof fillView>;

export const tradeView = z.strictObject({
  botId: z.string(),
  instrumentId: z.string(),
  side: z.enum(['long', 'short']),
  entryTimeMs: timeMs,
  entryPrice: decimalText,
  exitTimeMs: timeMs,
  exitPrice: decimalText,
  quantity: decimalText,
  fee: decimalText,
  profit: decimalText,
  exitReason: z.enum(['signal', 'stop', 'target', 'trailing', 'time', 'liquidation', 'end', 'flatten']),
  /** The strategy's names for the entry and the exit, empty when it has none. */
  entryTag: z.string(),
  exitTag: z.string(),
});
export type TradeView = z.infer<typeof tradeView>;

/** What came of an entry that several orders carried out, or comes of one that goes on. */
export const executionView = z.strictObject({
  parentId: z.string(),
  accountId: z.string(),
  botId: z.string(),
  instrumentId: z.string(),
  side: z.enum(['buy', 'sell']),
  style: z.enum(['market', 'makerFirst', 'twap', 'iceberg']),
  /** A base quantity, or a quote amount. */
  wanted: decimalText,
  wantedKind: z.enum(['base', 'quote']),
  /** Base quantity. */
  filled: decimalText,
  /** The middle of the market when it was asked for. */
  arrivalPrice: decimalText,
  averagePrice: decimalText.nullable(),
  /** How much worse than at arrival the average is, fees apart, basis points; null while nothing is filled. */
  shortfallBps: z.number().nullable(),
  /** Quote asset. */
  fees: decimalText,
  /** Of what was filled, 0 to 1. */
  makerShare: z.number().min(0).max(1),
  children: z.number().int(),
  startedMs: timeMs,
  endedMs: timeMs.nullable(),
  /** Why it ended before it was whole; empty otherwise. */
  reason: z.string(),
});
export type ExecutionView = z.infer<typeof executionView>;

export const refusalView = z.strictObject({
  botId: z.string(),
  rule: z.string(),
  limit: z.string(),
  actual: z.string(),
  timeMs,
});
export type RefusalView = z.infer<typeof refusalView>;

export const haltView = z.strictObject({ reason: z.string(), timeMs });

export const candleView = z.strictObject({
  openTimeMs: timeMs,
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number(),
});
export type CandleView = z.infer<typeof candleView>;

export const candleColumnsView = z.strictObject({
  openTimeMs: float64Column,
  open: float64Column,
  high: float64Column,
  low: float64Column,
  close: float64Column,
  volume: float64Column,
});
export type CandleColumnsView = z.infer<typeof candleColumnsView>;

export const failureView = z.strictObject({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export const jobView = z.strictObject({
  jobId: z.string(),
  /** `research` is what is asked of a backtest that was made. */
  kind: z.enum(['import', 'backtest', 'research', 'download']),
  title: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** How many stand before it in the queue; null once it is its turn. */
  place: z.number().int().min(0).nullable(),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** How long it still takes at the pace so far; null while that would be a guess. */
  leftMs: z.number().min(0).nullable(),
  /** Of the work; while it is queued, when it was asked for. */
  startedMs: timeMs,
  error: failureView.nullable(),
});
export type JobView = z.infer<typeof jobView>;

export const appInfoView = z.strictObject({
  version: z.string(),
  electron: z.string(),
  chrome: z.string(),
  node: z.string(),
  sqlite: z.string(),
  dataDir: z.string(),
  demoSeed: z.string(),
  /** Set on the closed-network runtime: for development only, live keys are refused. */
  runtimeWarning: z.string().nullable(),
});

export const settingsView = z.strictObject({
  theme: z.enum(['dark', 'light', 'system']),
  /** Of every text; `system` is the first of the machine's own that the product has. */
  language: z.enum(LANGUAGE_CHOICES),
  /** How numbers and times are written. */
  numberLocale: z.enum(NUMBER_LOCALE_CHOICES),
  /** IANA zone times are shown in. */
  timeZone: z.string().min(1).max(64),
  /** Bots that ran when the app died run again by themselves. */
  resumeBots: z.boolean(),
  onCloseWithRunningBots: z.enum(['ask', 'tray', 'quit']),
  /** What rises and what falls: as in the West, as in East Asia, or as all eyes tell apart. */
  upDownColours: z.enum(['greenRed', 'redGreen', 'blueOrange']),
  /** By command, e.g. `Mod+Shift+X`; null: none. A command that is not named has its default. */
  shortcuts: z.record(z.string().max(80), z.string().min(1).max(40).nullable()).readonly(),
  /** The list of first steps stands on the dashboard until the person puts it away. */
  showsFirstSteps: z.boolean(),
  /** When an order by hand on paper is asked about before it leaves, above which amount of the quote asset. */
  ticket: z.strictObject({
    confirm: z.enum(['always', 'aboveAmount', 'neverForPaper']),
    amount: z.string().regex(/^\d{1,15}(\.\d{1,8})?$/),
  }),
  notifications: notificationSettingsView,
  accountRisk: accountRiskView,
  governor: governorLimitsView,
});
export type SettingsView = z.infer<typeof settingsView>;
