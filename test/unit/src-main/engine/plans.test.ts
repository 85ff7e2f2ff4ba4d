import { describe, expect, it, vi } from 'vitest';
import type { ExecutionReport } from '../../../../src-main/model/execution-report.ts';
import type { ExecutionStyle, FeeRates } from '../../../../src-main/model/execution-style.ts';
import type { OrderBook } from '../../../../src-main/model/market-trade.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  priceToText,
  quantityFromText,
  quantityToText,
  ZERO_MONEY,
} from '../../../../src-main/model/money.ts';
import type { TradingRules } from '../../../../src-main/model/trading-rules.ts';
import type { SessionOptions } from '../../../fakes/engine-session.ts';
import { BTC, EngineSession, NO_COSTS, WHOLE } from '../../../fakes/engine-session.ts';
import { enter, startIntents } from '../../../fakes/intent-script.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';
import { ScriptedVenue } from '../../../fakes/scripted-venue.ts';
import { restingOrders } from '../../../fakes/strategy-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const makerFirst: ExecutionStyle = { kind: 'makerFirst', deadlineMs: 10_000, maxSlippageBps: null };
const twap: ExecutionStyle = { kind: 'twap', durationMs: 40_000, slices: 4, maxSlippageBps: null };
const iceberg: ExecutionStyle = { kind: 'iceberg', shownFraction: 0.25, deadlineMs: 60_000, maxSlippageBps: null };
const NO_RULES: TradingRules = {
  status: 'trading',
  minPrice: null,
  maxPrice: null,
  minQuantity: null,
  maxQuantity: null,
  maxMarketQuantity: null,
  minNotional: null,
  maxNotional: null,
  notionalOfMarketOrders: true,
  filterNames: {},
};
const FEES: FeeRates = { makerFeeBps: 2, takerFeeBps: 10 };

/** A bot that enters as asked at the first close, with the market quoted at 99.99 and 100.01. */
function begin(execution: ExecutionStyle, options: SessionOptions = {}, side: 'long' | 'short' = 'long') {
  const session = new EngineSession(options);
  session.quote(99.99, 100.01);
  startIntents(session, [[enter(side, { size: { kind: 'quantity', quantity: 10 } })]], { execution });
  session.flat(100);
  return session;
}

const reports = (session: EngineSession): ExecutionReport[] => session.of('execution').map(({ report }) => report);

function last(session: EngineSession): ExecutionReport {
  const report = reports(session).at(-1);
  if (report === undefined) throw new Error('no execution was reported');
  return report;
}

/** Orders that left, as `type quantity@limit`. */
function sent(session: EngineSession): string[] {
  return session
    .of('order')
    .filter(({ state }) => state === 'sent')
    .map(({ order: { type, size } }) => {
      const quantity = size.kind === 'base' ? quantityToText(size.quantity) : `${moneyToText(size.amount)} USDT`;
      return `${type.kind} ${quantity}${'price' in type ? `@${priceToText(type.price)}` : ''}`;
    });
}

function bookOf(asks: readonly (readonly [number, number])[]): OrderBook {
  const side = (levels: readonly (readonly [number, number])[]) => ({
    prices: Float64Array.from(levels, ([price]) => price),
    quantities: Float64Array.from(levels, ([, quantity]) => quantity),
  });
  return { instrumentId: BTC.id, timeMs: 0, bids: side([[99.99, 100]]), asks: side(asks) };
}

describe('maker first (SPEC 18.2)', () => {
  it('rests at the best price of its side, makes, and tells what came of it', () => {
    const session = begin(makerFirst, { costs: { ...NO_COSTS, makerFeeBps: 2, takerFeeBps: 10 } });
    expect(sent(session)).toEqual(['postOnly 10@99.99']);
    session.trade(100);
    session.trade(99.98, 'sell');
    expect(session.fills()).toEqual(['buy 10@99.99 entry']);
    expect(reports(session).map(({ endedMs }) => endedMs === null)).toEqual([true, false]);
    const report = last(session);
    expect(report).toMatchObject({ style: 'makerFirst', arrivalPrice: 100, makerShare: 1, children: 1, reason: '' });
    expect(report.shortfallBps).toBeCloseTo(-1, 9);
    expect(moneyToText(report.fees)).toBe('0.19998');
    expect(report.endedMs).toBe(report.startedMs + 200);
  });

  it('a tick inside where the spread has room, on either side', () => {
    const session = new EngineSession();
    session.quote(99, 101);
    startIntents(session, [[enter('short', { size: { kind: 'quantity', quantity: 1 } })]], { execution: makerFirst });
    session.flat(100);
    expect(sent(session)).toEqual(['postOnly 1@100.99']);
  });

  it('follows a market that leaves it behind, one order at a time, no sooner than a second', () => {
    const session = begin(makerFirst);
    session.trade(100);
    session.quote(100.09, 100.11);
    expect(session.open()).toEqual(['entry buy working']);
    session.trade(100.1, 'buy', 1_000);
    expect(sent(session)).toEqual(['postOnly 10@99.99', 'postOnly 10@100.09']);
    expect(restingOrders(session)).toHaveLength(1);
  });

  it('keeps its place when the market comes towards it', () => {
    const session = begin(makerFirst);
    session.trade(100);
    session.quote(99.89, 99.995);
    session.trade(99.995, 'buy', 2_000);
    expect(sent(session)).toEqual(['postOnly 10@99.99']);
  });

  it('takes the rest at the deadline', () => {
    const session = begin(makerFirst, { model: { participation: 1 } });
    session.trade(100);
    session.trade(99.98, 'sell', 100, 4);
    expect(session.position()).toBe('4');
    session.trade(100.02, 'buy', 10_000, 50);
    session.trade(100.02, 'buy', 100, 50);
    expect(sent(session)).toEqual(['postOnly 10@99.99', 'market 6']);
    expect(session.fills()).toEqual(['buy 4@99.99 entry', 'buy 6@100.02 entry']);
    expect(last(session)).toMatchObject({ makerShare: 0.4, children: 2, reason: '' });
  });

  it('tries again where its price was taken back before it arrived', () => {
    const session = begin(makerFirst);
    session.paper.onQuote({ instrumentId: BTC.id, timeMs: session.clock.nowMs(), bid: 99.9, ask: 99.95 });
    session.trade(99.93, 'sell');
    expect(session.of('order').at(-1)).toMatchObject({ state: 'refused' });
    session.quote(99.9, 99.95);
    session.trade(99.93, 'sell', 300);
    expect(sent(session)).toEqual(['postOnly 10@99.99', 'postOnly 10@99.91']);
  });

  it('takes at once where the spread and the difference of the fees are not worth waiting', () => {
    const session = begin(makerFirst, { feesOf: () => ({ makerFeeBps: 12, takerFeeBps: 10 }) });
    expect(sent(session)).toEqual(['market 10']);
    expect(sent(begin(makerFirst, { feesOf: () => ({ makerFeeBps: 12, takerFeeBps: 11 }) }))).toEqual([
      'postOnly 10@99.99',
    ]);
  });

  it('an amount is what it costs, fees included, and what its fees spare is no order of its own', () => {
    const session = new EngineSession({ costs: { ...NO_COSTS, makerFeeBps: 2, takerFeeBps: 10 }, feesOf: () => FEES });
    session.quote(99.99, 100.01);
    startIntents(session, [[enter('long')]], { execution: makerFirst });
    session.flat(100);
    session.trade(100);
    session.trade(99.9, 'sell');
    expect(session.position()).toBe('99.91009'); // 10000 ÷ (99.99 × 1.001), in steps of 0.00001
    // the maker's fee was lower than reckoned: the difference is not worth another order
    session.trade(99.9, 'sell');
    expect(sent(session)).toHaveLength(1);
    expect(Number(session.cash())).toBeGreaterThanOrEqual(0);
    expect(last(session)).toMatchObject({ reason: '' });
  });
});

describe('slices over time (SPEC 18.3)', () => {
  it('each is maker first within its share of the time, and taken at its end', () => {
    const session = begin(twap);
    session.trade(100);
    session.trade(99.98, 'sell'); // the first is made
    expect(session.position()).toBe('2.5');
    session.trade(100, 'buy', 1_000);
    expect(sent(session)).toEqual(['postOnly 2.5@99.99']);
    session.trade(100, 'buy', 9_000); // the second is released
    expect(sent(session)).toEqual(['postOnly 2.5@99.99', 'postOnly 2.5@99.99']);
    session.trade(100, 'buy', 10_000); // and is due
    session.trade(100.01, 'buy');
    expect(sent(session).slice(2)).toEqual(['market 2.5', 'postOnly 2.5@99.99']);
    session.trade(100, 'buy', 30_000);
    session.trade(100.01, 'buy');
    expect(session.position()).toBe('10');
    expect(last(session)).toMatchObject({ style: 'twap', makerShare: 0.25, reason: '' });
  });
});

describe('iceberg (SPEC 18.4)', () => {
  it('shows a part at a time', () => {
    const session = begin(iceberg);
    for (let part = 0; part < 4; part++) {
      expect(restingOrders(session)).toHaveLength(1);
      session.trade(100);
      session.trade(99.98, 'sell');
    }
    expect(sent(session)).toEqual(Array.from({ length: 4 }, () => 'postOnly 2.5@99.99'));
    expect(last(session)).toMatchObject({ children: 4, makerShare: 1 });
  });
});

describe('the slippage guard (SPEC 18.5)', () => {
  const guarded: ExecutionStyle = { kind: 'market', maxSlippageBps: 5 };

  it('refuses an order at market that would cost more than its bound by the book', () => {
    const book = bookOf([
      [100.01, 1],
      [101, 100],
    ]);
    const session = begin(guarded, { bookOf: () => book });
    expect(sent(session)).toEqual([]);
    expect(session.of('refused')).toEqual([
      expect.objectContaining({
        rule: 'slippageGuard',
        limit: 'at most 5 bps against the middle of the market',
        actual: '90.10 bps',
      }),
    ]);
  });

  it('names a book that ends before the order does', () => {
    const session = begin(guarded, { bookOf: () => bookOf([[100.01, 1]]) });
    expect(session.of('refused')[0]).toMatchObject({ actual: 'more than the book offers' });
  });

  it('sends what passes with the bound as its limit', () => {
    const session = begin(guarded, { bookOf: () => bookOf([[100.01, 50]]) });
    expect(sent(session)).toEqual(['limit 10@100.05']);
    session.trade(100.01);
    expect(session.fills()).toEqual(['buy 10@100.01 entry']);
  });

  it('slices what is taken at a deadline by what the book offers within the bound, and gives up after a minute', () => {
    let book = bookOf([
      [100.01, 3],
      [101, 100],
    ]);
    const session = begin({ ...makerFirst, maxSlippageBps: 5 }, { bookOf: () => book });
    session.trade(100);
    session.trade(100, 'buy', 10_000);
    expect(sent(session).slice(1)).toEqual(['limit 3@100.05']);
    session.trade(100.01);
    session.trade(100.01);
    expect(session.position()).toBe('3');
    session.trade(100.01, 'buy', 1_000);
    session.trade(100.01);
    expect(session.position()).toBe('6');
    book = bookOf([[101, 100]]);
    session.trade(101, 'buy', 1_000);
    expect(session.open()).toEqual([]);
    session.trade(101, 'buy', 60_000);
    expect(last(session)).toMatchObject({ reason: 'nothing was offered within 5 bps of the middle' });
  });

  it('ends with what is filled when nothing is offered within the bound', () => {
    const session = begin({ ...makerFirst, maxSlippageBps: 5 }, { bookOf: () => bookOf([[101, 100]]) });
    session.trade(100);
    session.trade(100, 'buy', 10_000);
    session.trade(100, 'buy', 61_000);
    expect(last(session)).toMatchObject({ reason: 'nothing was offered within 5 bps of the middle' });
    expect(session.open()).toEqual([]);
  });
});

describe('the whole and its parts (SPEC 18.1)', () => {
  it('the whole is reserved once: all the money may go into one plan, and none is left beside it', () => {
    const session = new EngineSession({ feesOf: () => ({ makerFeeBps: 0, takerFeeBps: 0 }) });
    session.quote(99.99, 100.01);
    startIntents(session, [[enter('long')]], { execution: iceberg });
    const other = { id: 'other', name: 'Other', risk: { ...WHOLE, sizeFraction: 0.01 } };
    session.startScripted('long', other);
    session.flat(100);
    expect(session.of('refused')).toEqual([expect.objectContaining({ botId: 'other', rule: 'buyingPower' })]);
    for (let part = 0; part < 4; part++) {
      session.trade(100);
      session.trade(99.98, 'sell');
    }
    expect(session.of('refused')).toHaveLength(1);
    expect(Number(session.position())).toBeCloseTo(100, 0);
  });

  it('risk is asked of the whole before anything leaves', () => {
    const limits = { maxPositionFraction: 0.05, maxDailyLossFraction: null, dayRollOffsetMs: 0 };
    const session = begin(iceberg, { accountRisk: limits });
    expect(sent(session)).toEqual([]);
    expect(session.of('refused')).toEqual([expect.objectContaining({ rule: 'maxPosition' })]);
    expect(reports(session)).toEqual([]);
  });

  it('a part that goes after the price is asked as what it is worth by then, not as what was reserved', () => {
    const limits = { maxPositionFraction: 0.0991, maxDailyLossFraction: null, dayRollOffsetMs: 0 };
    const session = new EngineSession({ accountRisk: limits });
    session.quote(99.99, 100.01);
    const low = enter('long', { tag: 'low', limitPrice: 90, size: { kind: 'quantity', quantity: 1 }, maxEntries: 2 });
    const now = enter('long', { size: { kind: 'quantity', quantity: 9 }, maxEntries: 2 });
    startIntents(session, [[low, now]], { execution: makerFirst });
    session.flat(100);
    session.trade(100);
    session.quote(100.19, 100.21);
    session.trade(100.2, 'buy', 1_000);
    expect(sent(session)).toEqual(['limit 1@90', 'postOnly 9@99.99']);
    expect(session.of('refused')).toEqual([
      expect.objectContaining({
        rule: 'maxPosition',
        limit: 'at most 991 USDT in one position',
        actual: '991.71 USDT',
      }),
    ]);
    expect(last(session)).toMatchObject({ filled: 0n, reason: 'a rule refused a part of it' });
  });

  it('what a part is worth beyond what was reserved is there for no other bot', () => {
    const session = new EngineSession();
    session.quote(99.99, 100.01);
    const most = { size: { kind: 'quantity', quantity: 99 } } as const;
    startIntents(session, [[enter('long', most)]], { execution: makerFirst });
    const other = { id: 'other', name: 'Other', risk: { ...WHOLE, sizeFraction: 0.005 } };
    session.flat(100);
    session.trade(100);
    session.quote(100.69, 100.71);
    session.trade(100.7, 'buy', 1_000);
    expect(sent(session)).toEqual(['postOnly 99@99.99', 'postOnly 99@100.69']);
    session.startScripted('long', other);
    session.flat(100.7);
    expect(session.of('refused')).toEqual([expect.objectContaining({ botId: 'other', rule: 'buyingPower' })]);
  });

  it('is one entry: one lot, one round trip, another entry waits for its end', () => {
    const session = begin(iceberg);
    for (let part = 0; part < 4; part++) {
      session.trade(100);
      session.trade(99.98, 'sell');
    }
    const [bot] = session.engine.snapshot().bots;
    expect(bot?.position.lots).toHaveLength(1);
    session.command({ kind: 'closePositions', purpose: 'flatten' });
    session.trade(100);
    expect(session.of('tradeClosed')).toHaveLength(1);
  });

  it('each part that fills is protected as it fills', () => {
    const session = new EngineSession();
    session.quote(99.99, 100.01);
    const size = { kind: 'quantity', quantity: 10 } as const;
    startIntents(session, [[enter('long', { size, bracket: { stopLoss: { price: 90 } } })]], { execution: iceberg });
    session.flat(100);
    session.trade(100);
    session.trade(99.98, 'sell');
    const stops = (): string[] =>
      session.engine
        .snapshot()
        .openOrders.filter(({ order }) => order.purpose === 'stop')
        .map(({ order: { size: held } }) => (held.kind === 'base' ? quantityToText(held.quantity) : ''));
    expect(stops()).toEqual(['2.5']);
    session.trade(100);
    session.trade(99.98, 'sell');
    expect(stops()).toEqual(['5']);
  });

  it('what ends its bot, or its position, takes back what it still wanted', () => {
    const stopped = begin(iceberg);
    stopped.trade(100);
    stopped.trade(99.98, 'sell');
    stopped.command({ kind: 'stopBot', botId: 'bot' });
    expect(stopped.open()).toEqual([]);
    expect([stopped.position(), last(stopped).reason]).toEqual(['2.5', 'taken back']);
    const hit = begin(iceberg);
    hit.trade(100);
    hit.trade(99.98, 'sell');
    hit.command({ kind: 'closePositions', purpose: 'flatten' });
    hit.trade(100);
    expect(hit.open()).toEqual([]);
    expect([hit.position(), last(hit).reason]).toEqual(['0', 'the position was closed meanwhile']);
  });

  it('a halt takes it back', () => {
    const session = begin(makerFirst);
    session.trade(100);
    session.command({ kind: 'halt', reason: 'stop', flatten: false });
    expect(session.open()).toEqual([]);
    expect(last(session)).toMatchObject({ filled: 0n, reason: 'taken back' });
  });

  it('a restart takes back what it still wanted and protects what was filled', () => {
    const journal = new MemoryJournal();
    const risk = { ...WHOLE, stopLossFraction: 0.1 };
    const first = new EngineSession({ journal });
    first.quote(99.99, 100.01);
    startIntents(first, [[enter('long', { size: { kind: 'quantity', quantity: 10 } })]], { execution: iceberg, risk });
    first.flat(100);
    first.trade(100);
    first.trade(99.98, 'sell');
    expect(first.open().sort()).toEqual(['entry buy sent', 'stop sell working']);
    const cancelled: string[] = [];
    const venue = { submit: () => undefined, cancel: (id: string) => void cancelled.push(id) };
    const second = new EngineSession({ journal, venue, idPrefix: 'r', startMs: first.clock.nowMs() });
    expect(second.open().sort()).toEqual(['entry buy sent', 'stop sell working']);
    const [part] = second.engine.snapshot().openOrders.filter(({ order }) => order.purpose === 'entry');
    second.engine.offer({ kind: 'time', timeMs: second.clock.nowMs() });
    expect(cancelled).toEqual([part?.order.clientOrderId]);
    expect(second.position()).toBe('2.5');
    const [bot] = second.engine.snapshot().bots;
    expect(bot?.position.lots).toHaveLength(1);
  });
});

describe('a cancel that races a fill (exchanges.md 6, SPEC 18.1)', () => {
  /** A plan whose order is being taken back, at a venue that has not answered yet. */
  function leaving() {
    const venue = new ScriptedVenue();
    const session = begin(makerFirst, { venue });
    const [part] = venue.submitted;
    if (part === undefined) throw new Error('nothing left for the venue');
    const { clientOrderId } = part;
    session.report({ kind: 'accepted', clientOrderId, timeMs: session.clock.nowMs() });
    session.trade(100, 'buy', 10_000);
    expect(venue.cancelled).toEqual([clientOrderId]);
    const fill = (quantity: string, done: boolean): void =>
      session.report({
        kind: 'filled',
        done,
        fill: {
          ...part,
          fillId: `f-${quantity}`,
          price: priceFromText('99.99'),
          quantity: quantityFromText(quantity),
          fee: ZERO_MONEY,
          liquidity: 'maker',
          timeMs: session.clock.nowMs(),
        },
      });
    return { session, venue, clientOrderId, fill };
  }

  it('a part that filled first is not wanted again', () => {
    const { session, venue, clientOrderId, fill } = leaving();
    fill('4', false);
    expect(venue.submitted).toHaveLength(1);
    session.report({ kind: 'cancelled', clientOrderId, reason: 'on request', timeMs: session.clock.nowMs() });
    expect(sent(session)).toEqual(['postOnly 10@99.99', 'market 6']);
  });

  it('all of it leaves nothing to want', () => {
    const { session, venue, fill } = leaving();
    fill('10', true);
    expect(venue.submitted).toHaveLength(1);
    expect(last(session)).toMatchObject({ makerShare: 1, reason: '' });
  });

  it('one whose fate is unknown holds the plan until it is known', () => {
    const { session, venue, clientOrderId } = leaving();
    session.report({ kind: 'unknown', clientOrderId, reason: 'no answer', timeMs: session.clock.nowMs() });
    session.trade(100, 'buy', 60_000);
    expect(venue.submitted).toHaveLength(1);
    expect(last(session).endedMs).toBeNull();
  });

  it('a rest below the smallest order of its venue ends it', () => {
    const venue = new ScriptedVenue();
    const session = new EngineSession({ venue });
    const rules = { ...NO_RULES, minNotional: moneyFromText('100') };
    session.engine.offer({ kind: 'instrument', instrument: { ...BTC, rules }, tellsCandles: false });
    session.quote(99.99, 100.01);
    startIntents(session, [[enter('long', { size: { kind: 'quantity', quantity: 10 } })]], { execution: makerFirst });
    session.flat(100);
    const [part] = venue.submitted;
    if (part === undefined) throw new Error('nothing left for the venue');
    const timeMs = session.clock.nowMs();
    const terms = { fee: ZERO_MONEY, liquidity: 'maker', timeMs, price: priceFromText('99.99') } as const;
    const fill = { ...part, ...terms, fillId: 'f', quantity: quantityFromText('9.5') };
    session.report({ kind: 'filled', done: false, fill });
    session.report({ kind: 'cancelled', clientOrderId: part.clientOrderId, reason: 'expired', timeMs });
    expect(venue.submitted).toHaveLength(1);
    expect(last(session)).toMatchObject({ reason: '', endedMs: timeMs });
  });
});

describe('without quotes (SPEC 18.6)', () => {
  it('rests at the latest price and takes on bars that come after its deadline', () => {
    const session = new EngineSession();
    startIntents(session, [[enter('long', { size: { kind: 'quantity', quantity: 1 } })]], { execution: makerFirst });
    session.flat(100);
    expect(sent(session)).toEqual(['postOnly 1@100']);
    session.bar([101, 102, 101, 102]);
    session.flat(102);
    session.flat(102);
    expect(sent(session).at(-1)).toBe('market 1');
    expect(session.position()).toBe('1');
  });
});
