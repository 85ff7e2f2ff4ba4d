import { describe, expect, it } from 'vitest';
import type { AccountStanding, BotStanding, EngineState } from '../../../../src-main/engine/engine-state.ts';
import type { Fact, FactKind } from '../../../../src-main/engine/facts.ts';
import type { ForeignOrder } from '../../../../src-main/engine/ports/venue-look.ts';
import { effectOf, toAccountView, toBotView, toOrderView, VIEWED_KINDS } from '../../../../src-main/ipc/to-view.ts';
import type { Account } from '../../../../src-main/model/account.ts';
import { paperAccount } from '../../../../src-main/model/account.ts';
import type { Instrument } from '../../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../../src-main/model/instrument.ts';
import { moneyFromText, priceFromText, quantityFromText, ZERO_MONEY } from '../../../../src-main/model/money.ts';
import type { Order } from '../../../../src-main/model/order.ts';
import { FLAT } from '../../../../src-main/model/position.ts';
import type { RiskMode } from '../../../../src-main/model/risk-mode.ts';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import { factView } from '../../../../src-preload/contract/facts.ts';
import { accountView, botView } from '../../../../src-preload/contract/views.ts';

const instrument = createInstrument('demo', 'BTC-USDT') as Instrument;
const find = (id: string): Instrument | undefined => (id === instrument.id ? instrument : undefined);
const config = {
  id: 'b',
  name: 'B',
  instrumentId: instrument.id,
  interval: '1m',
  strategyId: 'sma-cross',
  params: {},
  risk: { sizeFraction: 1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
} as const;
const order: Order = {
  clientOrderId: 'o',
  accountId: 'paper',
  botId: 'b',
  instrumentId: instrument.id,
  side: 'buy',
  type: { kind: 'limit', price: priceFromText('60000.5') },
  size: { kind: 'quote', amount: moneyFromText('2500.25') },
  purpose: 'entry',
  tag: 'dip',
  reduceOnly: false,
  closesOpposite: false,
  createdMs: 1,
};
const fill = {
  fillId: 'f',
  clientOrderId: 'o',
  accountId: 'paper',
  botId: 'b',
  instrumentId: instrument.id,
  side: 'buy',
  price: priceFromText('60000'),
  quantity: quantityFromText('0.04'),
  fee: moneyFromText('2.4'),
  purpose: 'entry',
  tag: 'dip',
  liquidity: 'taker',
  timeMs: 2,
} as const;
const trade = {
  botId: 'b',
  instrumentId: instrument.id,
  side: 'long',
  entryTimeMs: 1,
  entryPrice: priceFromText('60000'),
  exitTimeMs: 2,
  exitPrice: priceFromText('61000'),
  quantity: quantityFromText('0.04'),
  fee: moneyFromText('4.84'),
  profit: moneyFromText('35.16'),
  exitReason: 'signal',
  entryTag: 'dip',
  exitTag: '',
} as const;
const report = {
  parentId: 'p-1',
  accountId: 'paper',
  botId: 'b',
  instrumentId: instrument.id,
  side: 'buy',
  style: 'makerFirst',
  wanted: { kind: 'quote', amount: moneyFromText('2500') },
  filled: quantityFromText('0.04'),
  arrivalPrice: 60_000.5,
  averagePrice: priceFromText('60001'),
  shortfallBps: 0.08,
  fees: moneyFromText('2.4'),
  makerShare: 0.75,
  children: 3,
  startedMs: 1,
  endedMs: 2,
  reason: '',
} as const;
const candle = { openTimeMs: 0, open: 1, high: 2, low: 0.5, close: 1.5, volume: 3 };

const restricted: RiskMode = {
  kind: 'reduceOnly',
  holds: [{ kind: 'reduceOnly', source: 'person', reason: 'a look', until: 'released', sinceMs: 1 }],
};
const live: Account = { ...paperAccount('USDT', ZERO_MONEY), id: 'binance-USDT', group: 'live', venue: 'binance' };
const foreign: ForeignOrder = {
  venueOrderId: '7',
  clientOrderId: 'web-1',
  instrumentId: null,
  isOurs: false,
  filled: quantityFromText('0'),
  terms: { side: 'buy', type: 'limit', price: priceFromText('1.5'), quantity: quantityFromText('2') },
};

/** One fact of every kind: a new kind does not compile until it is here. */
const FACTS: { readonly [Kind in FactKind]: Extract<Fact, { kind: Kind }> } = {
  decision: { kind: 'decision', botId: 'b', timeMs: 1, score: 0.2, parts: [], action: 'buy' },
  bot: { kind: 'bot', config, state: 'running', reason: '', timeMs: 1 },
  botRemoved: { kind: 'botRemoved', botId: 'b', timeMs: 1 },
  order: { kind: 'order', order, state: 'working', reason: '', timeMs: 1 },
  fill: { kind: 'fill', fill, position: FLAT, cash: moneyFromText('1') },
  execution: { kind: 'execution', report },
  tradeClosed: { kind: 'tradeClosed', trade },
  regime: { kind: 'regime', botId: 'b', regime: 'crisis', sinceMs: 1, timeMs: 1 },
  refused: { kind: 'refused', botId: 'b', rule: 'maxPosition', limit: '1', actual: '2', timeMs: 1 },
  commandRefused: { kind: 'commandRefused', command: 'startBot', reason: 'no', timeMs: 1 },
  halted: { kind: 'halted', reason: 'stop', timeMs: 1 },
  released: { kind: 'released', reason: 'go', timeMs: 1 },
  candle: { kind: 'candle', instrumentId: instrument.id, interval: '1m', candle, closed: true },
  price: { kind: 'price', instrumentId: instrument.id, price: 1.5, timeMs: 1 },
  riskMode: { kind: 'riskMode', group: 'paper', mode: restricted, cause: 'a look', timeMs: 1 },
  configured: { kind: 'configured', timeMs: 1 },
  account: { kind: 'account', account: live, isOpen: false, timeMs: 1 },
  transfer: {
    kind: 'transfer',
    transfer: { transferId: 't', accountId: live.id, amount: moneyFromText('-1.5'), reason: 'left', timeMs: 1 },
    cash: ZERO_MONEY,
  },
  reconciliation: {
    kind: 'reconciliation',
    accountId: live.id,
    state: { kind: 'waiting', missing: 'its balances', sinceMs: 1 },
    findings: [
      { kind: 'order', key: 'order:7', instrumentId: null, order: foreign },
      {
        kind: 'balance',
        key: 'balance:BTC',
        instrumentId: instrument.id,
        asset: 'BTC',
        quantity: quantityFromText('2'),
      },
      { kind: 'shortage', key: 's', instrumentId: instrument.id, botId: 'b', quantity: quantityFromText('1') },
    ],
    timeMs: 1,
  },
  alarm: {
    kind: 'alarm',
    alarm: { key: 'unprotected:b', code: 'unprotected', botId: 'b', message: 'no stop', sinceMs: 1 },
    isOver: false,
  },
};

/** The kinds that are told by what changed in the state, or to nobody but the caller. */
const WITHOUT_OWN_VIEW: readonly FactKind[] = ['bot', 'commandRefused', 'configured', 'regime'];

const standing: BotStanding = {
  config,
  state: 'running',
  reason: '',
  waitsFor: null,
  instrument,
  decision: FACTS.decision,
  regime: { regime: 'crisis', sinceMs: 1 },
  position: {
    quantity: quantityFromText('0.04'),
    cost: moneyFromText('2400'),
    entryFees: moneyFromText('2.4'),
    openedMs: 5,
    lots: [],
  },
  markPrice: 61_000,
  realised: moneyFromText('10'),
  unrealised: moneyFromText('37.6'),
  fees: moneyFromText('7.2'),
  trades: 3,
  wins: 2,
};
const paper: AccountStanding = {
  account: paperAccount('USDT', moneyFromText('10000')),
  cash: moneyFromText('7607.6'),
  transferred: ZERO_MONEY,
  reconciliation: null,
  equity: moneyFromText('10047.6'),
  day: { startMs: 3 * DAY_MS, equity: moneyFromText('10000.1') },
};
const state: EngineState = {
  sequence: 7,
  accountRisk: { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 },
  timeMs: 3 * DAY_MS + 1000,
  accounts: [paper],
  alarms: [],
  halt: null,
  riskModes: [{ group: 'paper', mode: restricted }],
  bots: [standing],
  openOrders: [],
  prices: [],
};

describe('effectOf', () => {
  it('knows every kind of fact', () => {
    expect([...VIEWED_KINDS].sort()).toEqual(Object.keys(FACTS).sort());
  });

  it.each(Object.keys(FACTS) as FactKind[])('%s: gives views of the contract', (kind) => {
    const { views } = effectOf(FACTS[kind], find);
    expect(views.length).toBe(WITHOUT_OWN_VIEW.includes(kind) ? 0 : 1);
    for (const view of views) expect(factView.parse(view)).toEqual(view);
  });

  it('marks the bot whose standing a fact changed, and the account where money moved', () => {
    expect(effectOf(FACTS.fill, find)).toMatchObject({ bots: 'b', account: true });
    expect(effectOf(FACTS.decision, find)).toMatchObject({ bots: 'b', account: false });
    expect(effectOf(FACTS.halted, find)).toMatchObject({ bots: 'all' });
  });
});

describe('toBotView', () => {
  it('a running bot of a live account says what it waits for', () => {
    const waitsFor = 'binance-USDT waits for its balances';
    expect(toBotView({ ...standing, waitsFor }).reason).toBe(waitsFor);
    expect(toBotView({ ...standing, waitsFor, state: 'stopped' }).reason).toBe('');
  });

  it('shows the position exactly', () => {
    const view = toBotView(standing);
    expect(botView.parse(view)).toEqual(view);
    expect(view.position).toMatchObject({
      quantity: '0.04',
      averagePrice: '60000',
      value: '2440',
      unrealisedProfit: '37.6',
    });
    expect(view.profit).toBe('47.6');
  });

  it('shows a position without a price yet at its cost', () => {
    expect(toBotView({ ...standing, markPrice: Number.NaN }).position).toMatchObject({
      markPrice: null,
      value: '2400',
    });
  });

  it('has no position when nothing is held', () => {
    expect(toBotView({ ...standing, position: FLAT }).position).toBeNull();
  });
});

describe('toAccountView', () => {
  it('adds up to the last digit', () => {
    const view = toAccountView(paper, state, { fees: moneyFromText('7.2'), dayRollOffsetMs: 0 });
    expect(accountView.parse(view)).toEqual(view);
    expect(view).toMatchObject({
      profitTotal: '47.6',
      unrealisedProfit: '37.6',
      realisedProfit: '10',
      profitToday: '47.5',
      fees: '7.2',
      dayStartMs: 3 * DAY_MS,
    });
  });

  it('shows nothing for today while the engine still has yesterday', () => {
    const view = toAccountView(paper, { ...state, timeMs: 4 * DAY_MS + 5 }, { fees: ZERO_MONEY, dayRollOffsetMs: 0 });
    expect(view).toMatchObject({ profitToday: '0', dayStartMs: 4 * DAY_MS });
  });
});

describe('toOrderView', () => {
  it('names the asset a size is in', () => {
    expect(toOrderView(order, 'working', '', find)).toMatchObject({
      price: '60000.5',
      size: '2500.25',
      sizeAsset: 'USDT',
    });
    const sell: Order = {
      ...order,
      type: { kind: 'market' },
      size: { kind: 'base', quantity: quantityFromText('0.04') },
    };
    expect(toOrderView(sell, 'sent', '', find)).toMatchObject({ price: null, size: '0.04', sizeAsset: 'BTC' });
  });
});
