import { describe, expect, it, vi } from 'vitest';
import type { ForeignOrder } from '../../../../src-main/engine/ports/venue-look.ts';
import type { Account } from '../../../../src-main/model/account.ts';
import type { Fill } from '../../../../src-main/model/fill.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  quantityFromText,
  ZERO_MONEY,
} from '../../../../src-main/model/money.ts';
import type { Order } from '../../../../src-main/model/order.ts';
import type { TradingRules } from '../../../../src-main/model/trading-rules.ts';
import { BTC, EngineSession, WHOLE } from '../../../fakes/engine-session.ts';
import { emptyDisk, MemoryJournal } from '../../../fakes/memory-journal.ts';
import { ScriptedVenue } from '../../../fakes/scripted-venue.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const LIVE = 'test-USDT';
const account: Account = {
  id: LIVE,
  name: LIVE,
  group: 'live',
  venue: 'test',
  quoteAsset: 'USDT',
  startingCapital: ZERO_MONEY,
};
const NO_RULES: TradingRules = {
  ...{ status: 'trading', minPrice: null, maxPrice: null, minQuantity: null, maxQuantity: null },
  ...{ maxMarketQuantity: null, minNotional: null, maxNotional: null, notionalOfMarketOrders: false, filterNames: {} },
};
const ALL_OF_IT = { ...WHOLE, sizeFraction: 0.5 };

class LiveSession extends EngineSession {
  readonly venue: ScriptedVenue;
  fillCount = 0;
  #steadyMs = 0;
  #foreign: readonly ForeignOrder[] | null = null;

  constructor(disk = emptyDisk(), idPrefix = 'o') {
    const venue = new ScriptedVenue();
    super({ venue, journal: new MemoryJournal(disk), idPrefix });
    this.venue = venue;
    if (disk.accounts.size === 0) expect(this.command({ kind: 'openAccount', account })).toBeNull();
  }

  /** What its orders did until now is told. */
  orders(...foreign: ForeignOrder[]): void {
    this.#foreign = foreign;
    const look = { kind: 'orders', venue: 'test', foreign, toldUpToMs: this.#steadyMs } as const;
    this.engine.offer({ kind: 'look', look: { ...look, timeMs: this.clock.nowMs() } });
  }

  /** After another look at the orders, where there was one since the latest break. */
  balances(amounts: Record<string, string>): void {
    if (this.#foreign !== null) this.orders(...this.#foreign);
    this.balancesAlone(amounts);
  }

  balancesAlone(amounts: Record<string, string>): void {
    const balances = new Map(Object.entries(amounts).map(([asset, text]) => [asset, moneyFromText(text)]));
    const look = { kind: 'balances', venue: 'test', balances, readMs: ++this.#steadyMs } as const;
    this.engine.offer({ kind: 'look', look: { ...look, timeMs: this.clock.nowMs() } });
  }

  lose(reason = 'its user stream: cut'): void {
    this.#foreign = null;
    this.engine.offer({ kind: 'look', look: { kind: 'lost', venue: 'test', reason, timeMs: this.clock.nowMs() } });
  }

  price(price: number): void {
    this.engine.offer({ kind: 'mark', instrumentId: BTC.id, price });
  }

  startLive(script: string, risk = ALL_OF_IT): void {
    this.startScripted(script, { accountId: LIVE, risk });
  }

  /** The venue trades an order that was sent, all of it unless told otherwise. */
  fillWhole(order: Order | undefined, quantity: string, price: string, done = true): void {
    if (order === undefined) throw new Error('nothing was sent');
    const { clientOrderId, accountId, botId, instrumentId, side, purpose, tag } = order;
    const fill: Fill = {
      ...{ fillId: `f-${++this.fillCount}-${clientOrderId}`, clientOrderId, accountId, botId, instrumentId, side },
      ...{ price: priceFromText(price), quantity: quantityFromText(quantity), fee: ZERO_MONEY, purpose, tag },
      ...{ liquidity: 'taker' as const, timeMs: this.clock.nowMs() },
    };
    this.report({ kind: 'filled', fill, done });
  }

  standing() {
    const { reconciliation } = this.account(LIVE);
    if (reconciliation === null) throw new Error('nothing is reconciled');
    return reconciliation;
  }

  missing(): string {
    const { state } = this.standing();
    return state.kind === 'waiting' ? state.missing : 'nothing';
  }

  findings(): string[] {
    return this.standing().findings.map(({ key }) => key);
  }

  decide(choice: 'adopt' | 'close' | 'ignore', key: string, botId?: string): string | null {
    return this.command({ kind: 'decideFinding', accountId: LIVE, key, choice, ...(botId !== undefined && { botId }) });
  }
}

/** Green with 1000 USDT, a bot holding 5 BTC bought at 100. */
function holding(risk = ALL_OF_IT, disk = emptyDisk()): LiveSession {
  const session = new LiveSession(disk);
  session.orders();
  session.balances({ USDT: '1000' });
  session.startLive('long', risk);
  session.flat(100);
  session.fillWhole(session.venue.submitted.at(-1), '5', '100');
  expect(session.position()).toBe('5');
  return session;
}

const foreign = (changes: Partial<ForeignOrder> = {}): ForeignOrder => ({
  venueOrderId: '77',
  clientOrderId: 'web-1',
  instrumentId: BTC.id,
  isOurs: false,
  filled: quantityFromText('0'),
  terms: { side: 'buy', type: 'limit', price: priceFromText('90'), quantity: quantityFromText('1') },
  ...changes,
});

describe('reconciliation before trading (SPEC 19)', () => {
  it('names what is missing, refuses entries until it is there, and takes the first balance as a deposit', () => {
    const session = new LiveSession();
    session.startLive('long long long');
    expect(session.missing()).toBe('a connection');
    session.flat(100);
    expect(session.of('refused')[0]).toMatchObject({
      rule: 'reconciliation',
      actual: `${LIVE} waits for a connection`,
    });
    session.balances({ USDT: '1000' });
    expect(session.missing()).toBe('its open orders');
    session.flat(100);
    expect(session.venue.submitted).toEqual([]);
    session.orders();
    expect(session.missing()).toBe('nothing');
    expect(session.cash(LIVE)).toBe('1000');
    expect(session.of('transfer').map(({ transfer }) => [moneyToText(transfer.amount), transfer.reason])).toEqual([
      ['1000', 'what the account began with'],
    ]);
    session.flat(100);
    expect(session.venue.submitted.map(({ accountId }) => accountId)).toEqual([LIVE]);
  });

  it('a break stops entries until all of it was looked at again, and exits may still leave', () => {
    const session = holding();
    session.lose();
    expect(session.missing()).toBe('its user stream: cut');
    session.command({ kind: 'closePositions', purpose: 'flatten', botId: 'bot' });
    expect(session.venue.submitted.at(-1)).toMatchObject({ side: 'sell', purpose: 'flatten' });
    session.orders();
    expect(session.missing()).toBe('its balances');
    session.balances({ USDT: '500', BTC: '5' });
    expect(session.missing()).toMatch(/^the fate of order/);
    session.fillWhole(session.venue.submitted.at(-1), '5', '100');
    session.orders();
    expect(session.missing()).toBe('nothing');
  });

  it('after a start nothing is closed either, before it is known what is there', () => {
    const disk = emptyDisk();
    holding(ALL_OF_IT, disk);
    const again = new LiveSession(disk, 'again');
    again.price(100);
    again.command({ kind: 'closePositions', purpose: 'flatten', botId: 'bot' });
    expect(again.of('refused')[0]).toMatchObject({ rule: 'reconciliation' });
    again.orders();
    again.balances({ USDT: '500', BTC: '5' });
    expect(again.missing()).toBe('nothing');
    again.command({ kind: 'closePositions', purpose: 'flatten', botId: 'bot' });
    expect(again.venue.submitted).toHaveLength(1);
  });

  it('paper goes on whatever happens to a live account', () => {
    const session = new LiveSession();
    session.startScripted('long');
    session.flat(100);
    expect(session.venue.submitted.map(({ accountId }) => accountId)).toEqual(['paper']);
    expect(session.of('refused')).toEqual([]);
  });

  it('a live account is a spot account: it does not sell what it does not hold, and pays in full', () => {
    const session = new LiveSession();
    session.orders();
    session.balances({ USDT: '1000' });
    session.startLive('short');
    session.flat(100);
    expect(session.of('refused').map(({ rule }) => rule)).toEqual(['longOnly']);
    const config = { ...session.engine.snapshot().bots[0]?.config, id: 'other', risk: { ...WHOLE, leverage: 2 } };
    expect(session.command({ kind: 'addBot', config: config as never })).toMatch(/leverage is 2, expected 1/);
  });
});

describe('transfers (SPEC 19)', () => {
  it('a difference is recorded once two looks saw it with nothing between them, and is no profit of the day', () => {
    const session = holding();
    session.balances({ USDT: '700', BTC: '5' });
    expect(session.cash(LIVE)).toBe('500');
    session.balances({ USDT: '700', BTC: '5' });
    expect(session.cash(LIVE)).toBe('700');
    const { transferred, day, equity } = session.account(LIVE);
    expect([moneyToText(transferred), moneyToText(equity)]).toEqual(['1200', '1200']);
    expect(moneyToText(day?.equity ?? ZERO_MONEY)).toBe('1200');
    session.balances({ USDT: '650', BTC: '5' });
    session.balances({ USDT: '650', BTC: '5' });
    expect(session.of('transfer').map(({ transfer }) => moneyToText(transfer.amount))).toEqual(['1000', '200', '-50']);
  });

  it('two looks that differ, a fill between them, an order under way: none of these is a transfer', () => {
    const session = holding();
    session.balances({ USDT: '700', BTC: '5' });
    session.balances({ USDT: '701', BTC: '5' });
    session.command({ kind: 'closePositions', purpose: 'flatten', botId: 'bot' });
    session.balances({ USDT: '701', BTC: '5' });
    session.balances({ USDT: '701', BTC: '5' });
    session.fillWhole(session.venue.submitted.at(-1), '5', '100');
    session.balances({ USDT: '1201' });
    expect(session.cash(LIVE)).toBe('1000');
  });

  it('they are found again after a restart', () => {
    const disk = emptyDisk();
    const session = holding(ALL_OF_IT, disk);
    session.balances({ USDT: '700', BTC: '5' });
    session.balances({ USDT: '700', BTC: '5' });
    const again = new LiveSession(disk, 'again');
    expect(again.cash(LIVE)).toBe('700');
    expect(moneyToText(again.account(LIVE).transferred)).toBe('1200');
  });
});

describe('what is not in the books (SPEC 19)', () => {
  it('an order that is not ours stops its instrument until a person has ignored it, for ever', () => {
    const disk = emptyDisk();
    const session = new LiveSession(disk);
    session.orders(foreign());
    session.balances({ USDT: '1000' });
    session.startLive('long long');
    session.flat(100);
    expect(session.of('refused').at(-1)?.actual).toBe("order:77 at test waits for a person's decision");
    expect(session.decide('ignore', 'order:77')).toBeNull();
    session.flat(100);
    expect(session.venue.submitted).toHaveLength(1);
    const again = new LiveSession(disk, 'again');
    again.orders(foreign());
    again.balances({ USDT: '1000' });
    expect(again.findings()).toEqual([]);
  });

  it('an order of our own that the journal does not know is taken over by a bot', () => {
    const session = new LiveSession();
    session.orders(foreign({ clientOrderId: 'bw-lost-1', isOurs: true }));
    session.balances({ USDT: '1000' });
    session.startLive('');
    expect(session.decide('adopt', 'order:77', 'bot')).toBeNull();
    expect(session.findings()).toEqual([]);
    expect(session.open()).toEqual(['entry buy sent']);
    const [tracked] = session.engine.snapshot().openOrders;
    session.fillWhole(tracked?.order, '1', '90');
    expect(session.position()).toBe('1');
    expect(session.cash(LIVE)).toBe('910');
  });

  it('one that is no limit order, or sells more than is held, is not taken over', () => {
    const session = new LiveSession();
    const terms = { side: 'sell', type: 'limit', price: priceFromText('90'), quantity: quantityFromText('1') } as const;
    session.orders(foreign({ terms: null }), foreign({ venueOrderId: '78', terms }));
    session.balances({ USDT: '1000' });
    session.startLive('');
    expect(session.decide('adopt', 'order:77', 'bot')).toMatch(/no limit order/);
    expect(session.decide('adopt', 'order:78', 'bot')).toMatch(/sells more than bot bot holds/);
    expect(session.decide('adopt', 'order:77', 'nobody')).toMatch(/expected one that takes it over/);
    expect(session.decide('adopt', 'order:79', 'bot')).toMatch(/nothing is found/);
  });

  it('a balance that positions do not explain is taken over without a change of equity', () => {
    const session = new LiveSession();
    session.startLive('');
    session.orders();
    session.balances({ USDT: '1000', BTC: '2' });
    expect(session.missing()).toMatch(/a second look at a difference of 2 \(stock:BTC\)/);
    session.balances({ USDT: '1000', BTC: '2' });
    expect([session.missing(), ...session.findings()]).toEqual(['nothing', 'balance:BTC']);
    expect(session.decide('adopt', 'balance:BTC', 'bot')).toMatch(/no price yet/);
    session.price(100);
    expect(session.decide('adopt', 'balance:BTC', 'bot')).toBeNull();
    expect([session.position(), session.cash(LIVE), moneyToText(session.engine.equity(LIVE))]).toEqual([
      '2',
      '1000',
      '1200',
    ]);
    expect(session.findings()).toEqual([]);
    session.balances({ USDT: '1000', BTC: '2' });
    session.balances({ USDT: '1000', BTC: '2' });
    expect(session.of('transfer')).toHaveLength(2);
  });

  it('closing a balance sells it, ignoring it leaves that much alone and no more', () => {
    const session = new LiveSession();
    session.startLive('');
    session.orders();
    for (let look = 0; look < 2; look++) session.balances({ USDT: '1000', BTC: '2' });
    expect(session.decide('ignore', 'balance:BTC')).toBeNull();
    for (let look = 0; look < 2; look++) session.balances({ USDT: '1000', BTC: '1.5' });
    expect(session.findings()).toEqual([]);
    for (let look = 0; look < 2; look++) session.balances({ USDT: '1000', BTC: '3' });
    expect(session.standing().findings).toMatchObject([{ key: 'balance:BTC', quantity: quantityFromText('1') }]);
    session.price(100);
    expect(session.decide('close', 'balance:BTC', 'bot')).toBeNull();
    expect(session.venue.submitted.at(-1)).toMatchObject({ side: 'sell', purpose: 'flatten', reduceOnly: true });
  });
});

describe('what was found while the bot trades on (SPEC 19.3)', () => {
  /** A surplus of 2 was found while an order to buy 5, sent before, was on its way. */
  function surplus(): LiveSession {
    const session = new LiveSession();
    session.orders();
    session.balances({ USDT: '1000' });
    session.startLive('long@90');
    session.flat(100);
    const { clientOrderId = '' } = session.venue.submitted.at(-1) ?? {};
    session.report({ kind: 'accepted', clientOrderId, timeMs: session.clock.nowMs() });
    for (let look = 0; look < 2; look++) session.balances({ USDT: '1000', BTC: '2' });
    expect(session.findings()).toEqual(['balance:BTC']);
    session.fillWhole(session.venue.submitted.at(-1), '5', '90');
    return session;
  }
  const quantities = (session: LiveSession) =>
    session.standing().findings.map((each) => [each.key, 'quantity' in each ? each.quantity : null]);

  it('a fill that the latest balances do not have makes no shortage of it', () => {
    const session = surplus();
    session.orders();
    expect(quantities(session)).toEqual([['balance:BTC', quantityFromText('2')]]);
    session.balances({ USDT: '1000', BTC: '2' });
    expect([quantities(session), session.of('alarm')]).toEqual([[['balance:BTC', quantityFromText('2')]], []]);
  });

  it('as much is taken over as was found, and nothing is left to decide', () => {
    const session = surplus();
    session.balances({ USDT: '550', BTC: '7' });
    expect(session.decide('adopt', 'balance:BTC', 'bot')).toBeNull();
    expect([session.position(), session.findings()]).toEqual(['7', []]);
    for (let look = 0; look < 2; look++) session.balances({ USDT: '550', BTC: '7' });
    expect([session.findings(), session.of('alarm')]).toEqual([[], []]);
  });

  it('it is another one when two looks agree, and gone with the first that sees nothing of it', () => {
    const session = surplus();
    for (let look = 0; look < 2; look++) session.balances({ USDT: '550', BTC: '8' });
    expect(quantities(session)).toEqual([['balance:BTC', quantityFromText('3')]]);
    session.balances({ USDT: '550', BTC: '5' });
    expect(session.findings()).toEqual([]);
  });
});

describe('a balance that goes (SPEC 19.3)', () => {
  function found(): LiveSession {
    const session = new LiveSession();
    session.orders();
    session.balances({ USDT: '1000' });
    session.startScripted('', { id: 'idle', accountId: LIVE, risk: { ...ALL_OF_IT, stopLossFraction: 0.1 } });
    session.price(100);
    return session;
  }
  const look = (session: LiveSession, balances: Record<string, string>): void => {
    for (let count = 0; count < 2; count++) session.balances(balances);
  };

  it('is sold without naming a bot, whole, with no stop in its way', () => {
    const session = found();
    look(session, { USDT: '1000', BTC: '2' });
    expect(session.decide('close', 'balance:BTC')).toBeNull();
    expect(session.venue.submitted.map(({ purpose, type, size }) => [purpose, type.kind, size])).toEqual([
      ['flatten', 'market', { kind: 'base', quantity: quantityFromText('2') }],
    ]);
    session.fillWhole(session.venue.submitted.at(-1), '2', '100');
    expect(session.position('idle')).toBe('0');
    look(session, { USDT: '1200' });
    expect(session.findings()).toEqual([]);
  });

  it('is not sold by a bot that has something of its own, named or not', () => {
    const session = found();
    session.command({ kind: 'stopBot', botId: 'idle' });
    session.command({ kind: 'removeBot', botId: 'idle' });
    session.startLive('long');
    session.flat(100);
    session.fillWhole(session.venue.submitted.at(-1), '5', '100');
    look(session, { USDT: '500', BTC: '7' });
    expect(session.decide('close', 'balance:BTC')).toContain('every bot on BTC');
    expect(session.decide('close', 'balance:BTC', 'bot')).toContain('it would be sold with it');
    expect(session.position()).toBe('5');
  });

  it('is left where it is when its exchange takes no order that small', () => {
    const session = found();
    const rules = { ...NO_RULES, minQuantity: quantityFromText('3') };
    session.engine.offer({ kind: 'instrument', instrument: { ...BTC, rules }, tellsCandles: false });
    look(session, { USDT: '1000', BTC: '2' });
    expect(session.decide('close', 'balance:BTC')).toContain('at least 3 BTC');
    expect([session.position('idle'), session.venue.submitted]).toEqual(['0', []]);
  });
});

describe('trading behind our back (SPEC 19)', () => {
  it('a position that is smaller at the exchange stops entries, is told aloud, and is written down', () => {
    const session = holding();
    for (let look = 0; look < 2; look++) session.balances({ USDT: '840', BTC: '2' });
    const [shortage] = session.standing().findings;
    expect(shortage).toMatchObject({ kind: 'shortage', botId: 'bot', quantity: quantityFromText('3') });
    expect(session.engine.snapshot().alarms).toMatchObject([{ code: 'shortage', botId: 'bot' }]);
    // What it was sold for is no deposit while the position is said to be whole.
    expect(session.cash(LIVE)).toBe('500');
    session.price(110);
    expect(session.decide('ignore', shortage?.key ?? '')).toMatch(/only be written down/);
    expect(session.decide('adopt', shortage?.key ?? '')).toBeNull();
    expect(session.position()).toBe('2');
    expect(session.engine.snapshot().alarms).toEqual([]);
    for (let look = 0; look < 2; look++) session.balances({ USDT: '840', BTC: '2' });
    expect(session.cash(LIVE)).toBe('840');
    expect(moneyToText(session.of('transfer').at(-1)?.transfer.amount ?? ZERO_MONEY)).toBe('10');
  });

  it('what a fee in the asset left and no order takes is written off, and not found at the exchange afterwards', () => {
    const session = new LiveSession();
    session.orders();
    session.balances({ USDT: '1000' });
    session.startLive('long exit long');
    session.flat(100);
    session.fillWhole(session.venue.submitted.at(-1), '4.99500333', '100');
    session.flat(110);
    expect(session.venue.submitted.at(-1)?.size).toEqual({ kind: 'base', quantity: quantityFromText('4.995') });
    session.fillWhole(session.venue.submitted.at(-1), '4.995', '110');
    expect(session.position()).toBe('0');
    expect(session.of('transfer').at(-1)?.transfer.reason).toBe('dust of BTC left behind');
    const cash = session.cash(LIVE);
    expect(cash).toBe('1049.949667');
    for (let look = 0; look < 3; look++) session.balances({ USDT: cash, BTC: '0.00000333' });
    expect([session.findings(), session.cash(LIVE)]).toEqual([[], cash]);
    session.flat(110);
    expect(session.venue.submitted.at(-1)).toMatchObject({ purpose: 'entry' });
  });

  it('dust that a stop leaves is written off when the other order of its list has ended too', () => {
    const session = new LiveSession();
    session.engine.offer({
      kind: 'instrument',
      instrument: { ...BTC, orders: { locks: true, lists: true, stops: true, trailingStops: false } },
      tellsCandles: false,
    });
    session.orders();
    session.balances({ USDT: '1000' });
    session.startLive('long hold long', { ...ALL_OF_IT, stopLossFraction: 0.1, takeProfitFraction: 0.1 });
    session.flat(100);
    session.fillWhole(session.venue.submitted.at(-1), '4.99500333', '100');
    const [, stop, target] = session.venue.submitted;
    expect([stop?.purpose, target?.purpose]).toEqual(['stop', 'target']);
    session.fillWhole(stop, '4.995', '90');
    expect(session.position()).toBe('0.00000333');
    const clientOrderId = target?.clientOrderId ?? '';
    session.report({ kind: 'cancelled', clientOrderId, reason: 'the other one filled', timeMs: session.clock.nowMs() });
    expect(session.position()).toBe('0');
  });

  it('dust below one step is no finding', () => {
    const session = holding();
    for (let look = 0; look < 3; look++) session.balances({ USDT: '500', BTC: '4.999991' });
    expect([session.findings(), session.missing()]).toEqual([[], 'nothing']);
  });
});

describe('protection of a live position (SPEC 19)', () => {
  const stopped = { ...ALL_OF_IT, stopLossFraction: 0.1, takeProfitFraction: 0.1 };

  it('one order rests on it: the stop, not the target beside it', () => {
    const session = holding(stopped);
    expect(session.venue.submitted.slice(1).map(({ purpose }) => purpose)).toEqual(['stop']);
  });

  it('one that asked for a stop and has none resting is told aloud after five seconds, and when it is over', () => {
    const session = holding(stopped);
    const stop = session.venue.submitted.at(-1)?.clientOrderId ?? '';
    const second = (): void => {
      session.clock.advanceTo(session.clock.nowMs() + 1000);
      session.engine.offer({ kind: 'time', timeMs: session.clock.nowMs() });
    };
    session.report({ kind: 'accepted', clientOrderId: stop, timeMs: session.clock.nowMs() });
    for (let count = 0; count < 7; count++) second();
    expect(session.of('alarm')).toEqual([]);
    session.report({ kind: 'cancelled', clientOrderId: stop, reason: 'by hand', timeMs: session.clock.nowMs() });
    for (let count = 0; count < 5; count++) second();
    expect(session.of('alarm')).toEqual([]);
    second();
    expect(session.of('alarm')).toMatchObject([{ alarm: { code: 'unprotected', botId: 'bot' }, isOver: false }]);
    session.lose();
    session.orders();
    session.balances({ USDT: '500', BTC: '5' });
    const again = session.venue.submitted.at(-1)?.clientOrderId ?? '';
    expect(again).not.toBe(stop);
    session.report({ kind: 'accepted', clientOrderId: again, timeMs: session.clock.nowMs() });
    second();
    expect(session.of('alarm').at(-1)).toMatchObject({ isOver: true });
  });

  it('a close that comes to nothing gives it its stop again', () => {
    const session = holding(stopped);
    const stop = session.venue.submitted.at(-1)?.clientOrderId ?? '';
    const timeMs = session.clock.nowMs();
    session.report({ kind: 'accepted', clientOrderId: stop, timeMs });
    session.command({ kind: 'closePositions', purpose: 'flatten', botId: 'bot' });
    expect(session.venue.cancelled).toEqual([stop]);
    session.report({ kind: 'cancelled', clientOrderId: stop, reason: 'made way', timeMs });
    const close = session.venue.submitted.at(-1)?.clientOrderId ?? '';
    expect(session.open()).toEqual(['flatten sell sent']);
    session.report({ kind: 'refused', clientOrderId: close, reason: 'halted', timeMs });
    expect(session.venue.submitted.at(-1)).toMatchObject({ purpose: 'stop' });
  });
});

describe('after a start (SPEC 19)', () => {
  it('entries that nobody waits for are taken back, orders of a halt too', () => {
    const disk = emptyDisk();
    const session = new LiveSession(disk);
    session.orders();
    session.balances({ USDT: '1000' });
    session.startLive('long@90');
    session.flat(100);
    const entry = session.venue.submitted[0]?.clientOrderId ?? '';
    session.report({ kind: 'accepted', clientOrderId: entry, timeMs: session.clock.nowMs() });
    const again = new LiveSession(disk, 'again');
    expect(again.state()).toBe('interrupted');
    expect(again.venue.cancelled).toEqual([]);
    again.orders();
    again.balances({ USDT: '1000' });
    expect(again.venue.cancelled).toEqual([entry]);
  });

  it('an account is closed with no bot on it, and opened again with what is there then', () => {
    const session = holding();
    expect(session.command({ kind: 'closeAccount', accountId: LIVE })).toMatch(/bot bot trades with account/);
    session.command({ kind: 'closePositions', purpose: 'flatten', botId: 'bot' });
    session.fillWhole(session.venue.submitted.at(-1), '5', '100');
    session.command({ kind: 'stopBot', botId: 'bot' });
    session.command({ kind: 'removeBot', botId: 'bot' });
    expect(session.command({ kind: 'closeAccount', accountId: LIVE })).toBeNull();
    expect(session.engine.snapshot().accounts.map(({ account: { id } }) => id)).toEqual(['paper']);
    expect(session.command({ kind: 'openAccount', account })).toBeNull();
    expect(session.cash(LIVE)).toBe('0');
    for (let look = 0; look < 2; look++) session.balances({ USDT: '40' });
    expect(session.cash(LIVE)).toBe('40');
  });
});

describe('a difference that is seen before the orders were looked at (SPEC 19.10)', () => {
  it('is none yet: one that works by the books may have filled', () => {
    const session = new LiveSession();
    session.startLive('');
    session.orders();
    session.balances({ USDT: '1000' });
    session.lose('the fate of order o-1');
    for (let look = 0; look < 3; look++) session.balances({ USDT: '1000', BTC: '2' });
    expect(session.findings()).toEqual([]);
    session.orders();
    for (let look = 0; look < 2; look++) session.balances({ USDT: '1000', BTC: '2' });
    expect(session.findings()).toEqual(['balance:BTC']);
  });
});

describe('an order that filled untold while lists lagged behind balances (SPEC 19.3, 19.11)', () => {
  /** Of a buy of 5 at 90 that rests, 2 have filled; the exchange's lists say nothing of it yet. */
  function untold(): { session: LiveSession; tell: () => void } {
    const session = new LiveSession();
    session.orders();
    session.balances({ USDT: '1000' });
    session.startLive('long@90');
    session.flat(100);
    const order = session.venue.submitted.at(-1);
    session.report({ kind: 'accepted', clientOrderId: order?.clientOrderId ?? '', timeMs: session.clock.nowMs() });
    return { session, tell: () => session.fillWhole(order, '2', '90', false) };
  }

  it('is no surplus and no transfer until all is told that orders did before the first look at it', () => {
    const { session } = untold();
    session.orders();
    for (let look = 0; look < 3; look++) session.balancesAlone({ USDT: '820', BTC: '2' });
    expect([session.findings(), session.cash(LIVE)]).toEqual([[], '1000']);
    session.orders();
    session.balancesAlone({ USDT: '820', BTC: '2' });
    expect([session.findings(), session.cash(LIVE)]).toEqual([['balance:BTC'], '820']);
  });

  it('told by then it is what it is: a fill', () => {
    const { session, tell } = untold();
    session.orders();
    for (let look = 0; look < 2; look++) session.balancesAlone({ USDT: '820', BTC: '2' });
    tell();
    session.orders();
    session.balancesAlone({ USDT: '820', BTC: '2' });
    expect([session.findings(), session.cash(LIVE), session.of('transfer')]).toEqual([[], '820', [expect.anything()]]);
  });

  it('told later still, nothing can be decided about it before another look, which sees nothing of it', () => {
    const { session, tell } = untold();
    session.price(100);
    for (let look = 0; look < 2; look++) session.balances({ USDT: '820', BTC: '2' });
    expect(session.findings()).toEqual(['balance:BTC']);
    tell();
    for (const choice of ['ignore', 'adopt', 'close'] as const) {
      expect(session.decide(choice, 'balance:BTC', 'bot')).toMatch(/^BTC traded or moved since it was found/);
    }
    session.balances({ USDT: '820', BTC: '2' });
    expect([session.findings(), session.position()]).toEqual([[], '2']);
  });

  it('what another look sees as before can be decided about again, what it sees otherwise cannot', () => {
    const { session, tell } = untold();
    for (let look = 0; look < 2; look++) session.balances({ USDT: '1000', BTC: '3' });
    session.balances({ USDT: '1000', BTC: '4' });
    expect(session.decide('ignore', 'balance:BTC')).toMatch(/^BTC traded or moved/);
    tell();
    session.balances({ USDT: '820', BTC: '5' });
    expect(session.decide('ignore', 'balance:BTC')).toBeNull();
    expect(session.findings()).toEqual([]);
  });
});

describe('a surplus that a person wants left alone (SPEC 19.3)', () => {
  it('has no start wait for a second look at it', () => {
    const disk = emptyDisk();
    const session = new LiveSession(disk);
    session.startLive('');
    session.orders();
    for (let look = 0; look < 2; look++) session.balances({ USDT: '1000', BTC: '2' });
    expect(session.decide('ignore', 'balance:BTC')).toBeNull();
    const again = new LiveSession(disk, 'again');
    again.orders();
    again.balances({ USDT: '1000', BTC: '2' });
    expect(again.missing()).toBe('nothing');
  });
});

describe('a difference that one look saw and the next does not', () => {
  it('is over: the account is reconciled', () => {
    const disk = emptyDisk();
    holding(ALL_OF_IT, disk);
    const again = new LiveSession(disk, 'again');
    again.price(100);
    again.orders();
    again.balances({ USDT: '500', BTC: '7' });
    expect(again.missing()).toContain('a second look at a difference of 2');
    again.balances({ USDT: '500', BTC: '5' });
    expect(again.missing()).toBe('nothing');
  });
});
