import type { FactView } from '../../src-preload/contract/facts.ts';
import type { RiskModeView } from '../../src-preload/contract/risk-views.ts';
import type {
  AccountView,
  BotView,
  DecisionView,
  ExecutionView,
  FillView,
  InstrumentView,
  OrderView,
  PositionView,
  TradeView,
} from '../../src-preload/contract/views.ts';
import type { AccountStanding, BotStanding, EngineState } from '../engine/engine-state.ts';
import type { DecisionFact, Fact, FactKind } from '../engine/facts.ts';
import type { AccountGroup } from '../model/account.ts';
import { accountIdOf } from '../model/account.ts';
import type { ExecutionReport } from '../model/execution-report.ts';
import type { Fill } from '../model/fill.ts';
import type { Instrument } from '../model/instrument.ts';
import { DEMO_VENUE } from '../model/instrument.ts';
import type { Money, Price } from '../model/money.ts';
import { averagePrice, moneyToText, notionalOf, priceFromNumber, priceToText, quantityToText } from '../model/money.ts';
import type { Order, OrderState } from '../model/order.ts';
import { priceOf } from '../model/order.ts';
import type { ClosedTrade } from '../model/position.ts';
import type { RiskMode } from '../model/risk-mode.ts';
import { holdsOf } from '../model/risk-mode.ts';
import { DAY_MS, dayStartMs } from '../model/time.ts';
import { toAlarmView, toReconciliationView, toTransferView } from './reconciliation-view.ts';

/** Finds an instrument by its id; a removed one is unknown. */
export type FindInstrument = (instrumentId: string) => Instrument | undefined;

export function toInstrumentView(instrument: Instrument): InstrumentView {
  const { id, venue, symbol, baseAsset, quoteAsset, tick, step } = instrument;
  const grid = { tick: priceToText(tick), step: quantityToText(step) };
  return { id, venue, symbol, baseAsset, quoteAsset, simulated: isSimulated(instrument), ...grid };
}

export function isSimulated({ venue }: Pick<Instrument, 'venue'>): boolean {
  return venue === DEMO_VENUE;
}

export function toDecisionView({ kind: _kind, ...decision }: DecisionFact): DecisionView {
  return { ...decision, parts: decision.parts.map((part) => ({ ...part })) };
}

export function toBotView(bot: BotStanding): BotView {
  return {
    config: bot.config,
    state: bot.state,
    reason: bot.state === 'running' && bot.reason === '' ? (bot.waitsFor ?? '') : bot.reason,
    symbol: bot.instrument.symbol,
    quoteAsset: bot.instrument.quoteAsset,
    simulated: isSimulated(bot.instrument),
    decision: bot.decision === null ? null : toDecisionView(bot.decision),
    regime: bot.regime,
    position: toPositionView(bot),
    realisedProfit: moneyToText(bot.realised),
    profit: moneyToText((bot.realised + bot.unrealised) as Money),
    fees: moneyToText(bot.fees),
    trades: bot.trades,
    wins: bot.wins,
  };
}

/** Null when the bot holds nothing. Without a price yet the position stands at its cost. */
function toPositionView(bot: BotStanding): PositionView | null {
  const { quantity, cost, openedMs } = bot.position;
  if (quantity === 0n) return null;
  const markPrice = Number.isFinite(bot.markPrice) ? bot.markPrice : null;
  return {
    botId: bot.config.id,
    instrumentId: bot.config.instrumentId,
    quantity: quantityToText(quantity),
    averagePrice: priceToText(averagePrice(cost, quantity)),
    markPrice,
    value: moneyToText(markPrice === null ? cost : notionalOf(priceFromNumber(markPrice), quantity)),
    unrealisedProfit: moneyToText(bot.unrealised),
    openedMs,
  };
}

export type AccountTerms = {
  /** The sum over every fill of the account ever, those of removed bots too. */
  readonly fees: Money;
  readonly dayRollOffsetMs: number;
};

export function toAccountView(standing: AccountStanding, state: EngineState, terms: AccountTerms): AccountView {
  const { account, cash, transferred, equity, day } = standing;
  const { id, name, group, venue, quoteAsset, startingCapital } = account;
  const own = state.bots.filter(({ config }) => accountIdOf(config) === id);
  const unrealised = own.reduce((sum, bot) => sum + bot.unrealised, 0n);
  const total = equity - startingCapital - transferred;
  // A day that began before today is over: nothing has happened yet in the new one.
  const isDayOpen = day !== null && state.timeMs < day.startMs + DAY_MS;
  return {
    id,
    name,
    venue,
    quoteAsset,
    paper: group === 'paper',
    cash: moneyToText(cash),
    equity: moneyToText(equity),
    startingCapital: moneyToText(startingCapital),
    transferred: moneyToText(transferred),
    realisedProfit: moneyToText((total - unrealised) as Money),
    unrealisedProfit: moneyToText(unrealised as Money),
    fees: moneyToText(terms.fees),
    profitToday: moneyToText((isDayOpen ? equity - day.equity : 0n) as Money),
    profitTotal: moneyToText(total as Money),
    dayStartMs: isDayOpen ? day.startMs : dayStartMs(state.timeMs, terms.dayRollOffsetMs),
  };
}

export function toOrderView(order: Order, state: OrderState, reason: string, find: FindInstrument): OrderView {
  const instrument = find(order.instrumentId);
  const isQuote = order.size.kind === 'quote';
  return {
    clientOrderId: order.clientOrderId,
    accountId: order.accountId,
    botId: order.botId,
    instrumentId: order.instrumentId,
    side: order.side,
    type: order.type.kind,
    price: priceText(priceOf(order.type)),
    limitPrice: order.type.kind === 'stopLimit' || order.type.kind === 'bracket' ? priceToText(order.type.price) : null,
    trailBps: order.type.kind === 'trailingStop' ? order.type.distanceBps : null,
    handling: isEmulated(order) ? 'emulated' : 'native',
    parentId: order.parentId ?? null,
    size: order.size.kind === 'quote' ? moneyToText(order.size.amount) : quantityToText(order.size.quantity),
    sizeAsset: (isQuote ? instrument?.quoteAsset : instrument?.baseAsset) ?? '',
    purpose: order.purpose,
    tag: order.tag,
    state,
    reason,
    createdMs: order.createdMs,
  };
}

const priceText = (price: Price | null): string | null => (price === null ? null : priceToText(price));

/** Whether part of what it is known as is our doing: a stop that we move, a pair of which we cancel what is left. */
function isEmulated({ purpose, type, list }: Order): boolean {
  return (purpose === 'trailing' && type.kind !== 'trailingStop') || list?.handledBy === 'engine';
}

export function toFillView({ costs: _costs, charged: _charged, parentId, ...fill }: Fill): FillView {
  const money = { price: priceToText(fill.price), quantity: quantityToText(fill.quantity), fee: moneyToText(fill.fee) };
  return { ...fill, ...money, parentId: parentId ?? null };
}

export function toExecutionView(report: ExecutionReport): ExecutionView {
  const { wanted, filled, arrivalPrice, averagePrice: average, fees } = report;
  return {
    ...report,
    wanted: wanted.kind === 'base' ? quantityToText(wanted.quantity) : moneyToText(wanted.amount),
    wantedKind: wanted.kind,
    filled: quantityToText(filled),
    arrivalPrice: priceToText(priceFromNumber(arrivalPrice)),
    averagePrice: priceText(average),
    fees: moneyToText(fees),
  };
}

export function toTradeView(trade: ClosedTrade): TradeView {
  return {
    ...trade,
    entryPrice: priceToText(trade.entryPrice),
    exitPrice: priceToText(trade.exitPrice),
    quantity: quantityToText(trade.quantity),
    fee: moneyToText(trade.fee),
    profit: moneyToText(trade.profit),
  };
}

export function toRiskModeView(group: AccountGroup, mode: RiskMode): RiskModeView {
  return { group, kind: mode.kind, holds: holdsOf(mode) };
}

/** What a fact means for the window: views to send as they are, and what must be read anew from the engine's state. */
export type FactEffect = {
  readonly views: readonly FactView[];
  /** A bot whose view changed, or every bot. */
  readonly bots: string | 'all' | 'none';
  readonly account: boolean;
};

const NO_EFFECT: FactEffect = { views: [], bots: 'none', account: false };

type EffectOf = {
  readonly [Kind in FactKind]: (fact: Extract<Fact, { kind: Kind }>, find: FindInstrument) => FactEffect;
};

/** One entry a kind of fact: a new kind does not compile until the window's share in it is named here. */
const EFFECTS: EffectOf = {
  decision: (fact) => ({
    views: [{ kind: 'decision', decision: toDecisionView(fact) }],
    bots: fact.botId,
    account: false,
  }),
  bot: (fact) => ({ ...NO_EFFECT, bots: fact.config.id }),
  botRemoved: ({ botId }) => ({ views: [{ kind: 'botRemoved', botId }], bots: 'none', account: true }),
  order: ({ order, state, reason }, find) => ({
    ...NO_EFFECT,
    views: [{ kind: 'order', order: toOrderView(order, state, reason, find) }],
  }),
  fill: ({ fill }) => ({ views: [{ kind: 'fill', fill: toFillView(fill) }], bots: fill.botId, account: true }),
  execution: ({ report }) => ({ ...NO_EFFECT, views: [{ kind: 'execution', execution: toExecutionView(report) }] }),
  tradeClosed: ({ trade }) => ({
    views: [{ kind: 'trade', trade: toTradeView(trade) }],
    bots: trade.botId,
    account: true,
  }),
  regime: ({ botId }) => ({ ...NO_EFFECT, bots: botId }),
  refused: ({ kind: _kind, ...refusal }) => ({ ...NO_EFFECT, views: [{ kind: 'refused', refusal }] }),
  riskMode: ({ group, mode }) => ({ ...NO_EFFECT, views: [{ kind: 'riskMode', mode: toRiskModeView(group, mode) }] }),
  // Told as the answer to whoever gave the command.
  commandRefused: () => NO_EFFECT,
  halted: ({ reason, timeMs }) => ({ views: [{ kind: 'halt', halt: { reason, timeMs } }], bots: 'all', account: true }),
  released: () => ({ views: [{ kind: 'halt', halt: null }], bots: 'all', account: true }),
  candle: ({ instrumentId, interval, candle, closed }) => ({
    ...NO_EFFECT,
    views: [{ kind: 'candle', instrumentId, interval, candle, closed }],
  }),
  // Moves the account's equity and every position in the instrument; who reads the state anew takes both.
  price: ({ instrumentId, price, timeMs }) => ({
    bots: 'none',
    account: true,
    views: [{ kind: 'prices', prices: [{ instrumentId, price, timeMs }] }],
  }),
  // The settings themselves are pushed by whoever changed them; the account's day may begin elsewhere now.
  configured: () => ({ ...NO_EFFECT, account: true }),
  account: ({ account, isOpen }) =>
    isOpen
      ? { ...NO_EFFECT, account: true }
      : { ...NO_EFFECT, views: [{ kind: 'accountClosed', accountId: account.id }] },
  transfer: ({ transfer }) => ({
    views: [{ kind: 'transfer', transfer: toTransferView(transfer) }],
    bots: 'none',
    account: true,
  }),
  reconciliation: ({ accountId, state, findings }) => ({
    ...NO_EFFECT,
    bots: 'all',
    views: [{ kind: 'reconciliation', reconciliation: toReconciliationView(accountId, state, findings) }],
  }),
  alarm: ({ alarm, isOver }) => ({ ...NO_EFFECT, views: [{ kind: 'alarm', alarm: toAlarmView(alarm), isOver }] }),
};

/** The kinds of facts that have a place in the window; a test compares them with the engine's. */
export const VIEWED_KINDS = Object.keys(EFFECTS) as readonly FactKind[];

export function effectOf(fact: Fact, find: FindInstrument): FactEffect {
  const effect = EFFECTS[fact.kind] as (fact: Fact, find: FindInstrument) => FactEffect;
  return effect(fact, find);
}
