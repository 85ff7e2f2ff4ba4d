import { z } from 'zod';
import { alarmView, reconciliationView, transferView } from './account-views.ts';
import { alertFiring, alertRequest } from './alert-views.ts';
import { bookView, connectionView, feedStateView, marketTradeView, venue } from './exchange-views.ts';
import { notifiedPage } from './notification-views.ts';
import { riskModeView } from './risk-views.ts';
import {
  accountView,
  botView,
  candleView,
  decisionView,
  executionView,
  fillView,
  haltView,
  interval,
  jobView,
  orderView,
  refusalView,
  settingsView,
  timeMs,
  tradeView,
} from './views.ts';

/**
 * What is pushed to the window, at most once a frame. A batch carries the sequence it starts from and the one it ends
 * at; a window that misses one asks for a new snapshot. `bot`, `account`, `order`, `job` and `settings` replace what was
 * there; the others are added.
 */
export const factView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bot'), bot: botView }),
  z.strictObject({ kind: z.literal('botRemoved'), botId: z.string() }),
  z.strictObject({ kind: z.literal('account'), account: accountView }),
  z.strictObject({ kind: z.literal('accountClosed'), accountId: z.string() }),
  z.strictObject({ kind: z.literal('transfer'), transfer: transferView }),
  /** Replaces what was known of that account. */
  z.strictObject({ kind: z.literal('reconciliation'), reconciliation: reconciliationView }),
  z.strictObject({ kind: z.literal('alarm'), alarm: alarmView, isOver: z.boolean() }),
  z.strictObject({ kind: z.literal('equity'), timeMs, equity: z.number() }),
  z.strictObject({ kind: z.literal('decision'), decision: decisionView }),
  z.strictObject({ kind: z.literal('order'), order: orderView }),
  z.strictObject({ kind: z.literal('fill'), fill: fillView }),
  z.strictObject({ kind: z.literal('execution'), execution: executionView }),
  z.strictObject({ kind: z.literal('trade'), trade: tradeView }),
  z.strictObject({ kind: z.literal('refused'), refusal: refusalView }),
  z.strictObject({ kind: z.literal('halt'), halt: haltView.nullable() }),
  /** Replaces what was known of that group's governor. */
  z.strictObject({ kind: z.literal('riskMode'), mode: riskModeView }),
  z.strictObject({
    kind: z.literal('prices'),
    /** Latest price by instrument, only those that changed. */
    prices: z.array(z.strictObject({ instrumentId: z.string(), price: z.number(), timeMs })).readonly(),
  }),
  z.strictObject({
    kind: z.literal('candle'),
    instrumentId: z.string(),
    interval,
    candle: candleView,
    closed: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('job'), job: jobView }),
  /** Replaces what was known of that exchange; at most once a second each. */
  z.strictObject({ kind: z.literal('connection'), connection: connectionView }),
  z.strictObject({ kind: z.literal('connectionRemoved'), venue }),
  /** Only those that changed. */
  z.strictObject({ kind: z.literal('feedStates'), states: z.array(feedStateView).readonly() }),
  /** Of a watched instrument: the book replaces, the trades are added, newest last. */
  z.strictObject({ kind: z.literal('book'), book: bookView }),
  z.strictObject({
    kind: z.literal('marketTrades'),
    instrumentId: z.string(),
    trades: z.array(marketTradeView).readonly(),
  }),
  z.strictObject({ kind: z.literal('settings'), settings: settingsView }),
  /** Something the person should read: a refused command, a lost feed. `code` names a text of the language file. */
  z.strictObject({
    kind: z.literal('notice'),
    level: z.enum(['info', 'warning', 'error']),
    code: z.string(),
    message: z.string(),
  }),
  /** The workspaces are others than before: ask for them anew. */
  z.strictObject({ kind: z.literal('workspaces') }),
  /** What is drawn on the charts of an instrument is other than before: ask for it anew. */
  z.strictObject({ kind: z.literal('drawings'), instrumentId: z.string() }),
  /** The person's alerts are others than before, or one fired: ask for them anew. */
  z.strictObject({ kind: z.literal('alerts') }),
  /** To be shown at once; `count` times since it was told last, this one the newest. */
  z.strictObject({
    kind: z.literal('alertFired'),
    alert: alertRequest,
    firing: alertFiring,
    count: z.int().positive(),
  }),
  /** The person's own strategies are others than before: ask for them anew. */
  z.strictObject({ kind: z.literal('ownStrategies') }),
  /** What was told outside the window was clicked: its page comes to the front of the main window. */
  z.strictObject({ kind: z.literal('openPage'), page: notifiedPage }),
  /** Asked once when the window is closed while bots run; answered with `app.answerClose`. */
  z.strictObject({ kind: z.literal('closeQuestion'), runningBots: z.number().int() }),
]);
export type FactView = z.infer<typeof factView>;

export const factBatch = z.strictObject({
  fromSequence: z.number().int(),
  toSequence: z.number().int(),
  facts: z.array(factView).readonly(),
});
export type FactBatch = z.infer<typeof factBatch>;
