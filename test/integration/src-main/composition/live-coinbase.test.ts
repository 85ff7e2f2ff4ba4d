import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { coinbase } from '../../../../src-main/exchanges/coinbase/adapter.ts';
import type { BotRisk } from '../../../../src-main/model/bot.ts';
import type { Price } from '../../../../src-main/model/money.ts';
import { moneyFromText, priceFromText, priceToText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { Order } from '../../../../src-main/model/order.ts';
import { anOrder } from '../../../fakes/scripted-exchange-desk.ts';
import type { FastSession } from '../../../fakes/scripted-exchange-session.ts';
import { openFastSession } from '../../../fakes/scripted-exchange-session.ts';
import { farBelow, LiveAccountSession, ON_COINBASE, TENTH } from './live-account-session.ts';

const ACCOUNT = 'coinbase-USD';
let fast: FastSession;
const sessions: LiveAccountSession[] = [];

async function openExchange(speed: number): Promise<void> {
  fast = await openFastSession(coinbase, { seed: 21, speed });
  fast.exchange.core.setFree('BTC', '0');
}

afterEach(async () => {
  for (const session of sessions.splice(0)) await session.end();
  await fast.close();
});

function openSession(before?: LiveAccountSession): LiveAccountSession {
  const session = new LiveAccountSession(fast, before?.disk, ON_COINBASE);
  sessions.push(session);
  return session;
}

const core = () => fast.exchange.core;
const limitPrice = (): string => farBelow(fast, ON_COINBASE);
const resting = () => core().openOrders();

/** By the same key from elsewhere, as a person at the exchange's own page would. */
async function manual(changes: Partial<Order> = {}): Promise<void> {
  const connection = unwrap(await fast.adapter.openTrading(fast.keys, () => undefined));
  const before = core().orders().length;
  const terms = {
    instrumentId: 'coinbase:BTC-USD',
    type: { kind: 'limit', price: priceFromText(limitPrice()) },
    size: { kind: 'base', quantity: quantityFromText('0.01') },
    createdMs: fast.timers.nowMs(),
  } as const;
  connection.venue.submit(anOrder(`web-${before}`, { ...terms, ...changes }));
  await fast.until(() => core().orders().length > before, 'the order by hand');
  await connection.dispose();
}

/** What the books hold is what the exchange holds, to the last digit. */
function expectSame(session: LiveAccountSession): void {
  expect(session.cash()).toBe(textOf(session.atExchange('USD')));
  expect(session.bot().position.quantity * 10n ** 12n).toBe(session.atExchange('BTC'));
}

const textOf = (amount: bigint): string => {
  const digits = amount.toString().padStart(21, '0');
  return `${digits.slice(0, -20)}.${digits.slice(-20)}`.replace(/\.?0+$/, '');
};

describe('a bot trades with real money at the local Coinbase (SPEC 19)', () => {
  beforeEach(() => openExchange(8));

  it('buys and sells; cash and position are the exchange’s to the last digit, and no difference is left', async () => {
    const session = openSession();
    await session.begin();
    expect(session.cash()).toBe('100000');
    session.start('long exit');
    session.bar();
    await session.until(() => session.open().length === 0 && session.position() !== '0', 'the entry');
    expectSame(session);
    session.bar();
    await session.until(() => session.open().length === 0 && session.position() === '0', 'the exit');
    expectSame(session);
    expect(session.of('transfer').map(({ transfer }) => transfer.reason)).toEqual(['what the account began with']);
    expect(session.findings()).toEqual([]);
    expect(fast.exchange.violations()).toEqual([]);
  });

  it('an entry that rests is filled in part and taken back; the part is held and protected', async () => {
    const session = openSession();
    await session.begin();
    const price = limitPrice();
    session.start(`long@${price}`, { risk: { ...TENTH, stopLossFraction: 0.05 } });
    session.bar();
    await session.until(() => session.open().join() === 'entry buy working', 'the entry to rest');
    const [order] = resting();
    core().tradeAt('BTC-USD', price, (Number(order?.quantity) / 2).toFixed(8), 'sell');
    await session.until(() => session.position() !== '0', 'the part');
    const entry = session.trading.engine.snapshot().openOrders.find(({ order: { purpose } }) => purpose === 'entry');
    session.command({ kind: 'cancelOrder', clientOrderId: entry?.order.clientOrderId ?? '' });
    await session.until(() => session.open().join() === 'stop sell working', 'the stop alone');
    const [stop] = resting();
    expect(stop).toMatchObject({ type: 'stopLimit', side: 'sell' });
    expect(quantityFromText(stop?.quantity ?? '0')).toBe(session.bot().position.quantity);
    expectSame(session);
  });

  it.each(['orderReplyDropped', 'orderReply503', 'orderLost503'])(
    '%s: an entry whose fate was unknown is one order',
    async (fault) => {
      const session = openSession();
      await session.begin();
      session.start(`long@${limitPrice()}`);
      fast.exchange.faults.set(fault, { count: 1 });
      session.bar();
      await session.until(() => session.open().join() === 'entry buy working', 'its fate');
      expect(fast.exchange.faults.struck(fault)).toBe(1);
      expect(core().orders()).toHaveLength(1);
      await session.until(() => session.findings().length === 0, 'no orphan');
    },
  );

  it('a stop rests at the exchange, makes way for the close, and fires when its price comes', async () => {
    const session = openSession();
    await session.begin();
    session.start('long exit long', { risk: { ...TENTH, stopLossFraction: 0.05 } });
    session.bar();
    const isProtected = (): boolean => {
      const [stop, ...more] = resting().filter(({ side }) => side === 'sell');
      return (
        session.open().join() === 'stop sell working' &&
        more.length === 0 &&
        quantityFromText(stop?.quantity ?? '0') === session.bot().position.quantity
      );
    };
    await session.until(isProtected, 'the stop at the exchange');
    session.bar();
    await session.until(() => session.position() === '0' && session.open().length === 0, 'the close');
    expect(resting()).toEqual([]);
    session.bar();
    await session.until(isProtected, 'the second stop');
    const trigger = Number(resting()[0]?.stopPrice) - 1;
    core().tradeAt('BTC-USD', trigger.toFixed(2), '0.001', 'sell');
    await session.until(() => session.position() === '0' && session.open().length === 0, 'the stop to fill');
    expect(session.of('fill').at(-1)?.fill.purpose).toBe('stop');
    expectSame(session);
    expect(session.of('order').filter(({ state }) => state === 'refused')).toEqual([]);
  });
});

describe('stop and target of a position at Coinbase are one order there (SPEC 6.8)', () => {
  beforeEach(() => openExchange(8));

  const BOTH: BotRisk = { ...TENTH, stopLossFraction: 0.05, takeProfitFraction: 0.05 };
  const stopOf = ({ trigger }: { trigger: Price }) => priceToText(trigger);

  /** The one exit of the bot, whole and working; its prices as texts. */
  function bracket(session: LiveAccountSession): { readonly target: string; readonly stop: string } | null {
    const [exit, ...more] = session.trading.engine.snapshot().openOrders;
    const [at, ...others] = resting();
    if (exit?.state !== 'working' || more.length > 0 || at === undefined || others.length > 0) return null;
    const { type } = exit.order;
    const left = quantityFromText(at.quantity) - quantityFromText(at.filledQuantity);
    if (type.kind !== 'bracket' || left !== session.bot().position.quantity) return null;
    return { target: priceToText(type.price), stop: stopOf(type) };
  }

  async function held(script: string, before?: LiveAccountSession): Promise<LiveAccountSession> {
    const session = openSession(before);
    await session.begin();
    session.start(script, { risk: BOTH });
    session.bar();
    await session.until(() => bracket(session) !== null, 'stop and target at the exchange');
    return session;
  }

  it('it sells at its target', async () => {
    const session = await held('long');
    core().tradeAt('BTC-USD', bracket(session)?.target ?? '', '5', 'buy');
    await session.until(() => session.position() === '0' && session.open().length === 0, 'the target');
    expect(session.of('fill').at(-1)?.fill.purpose).toBe('target');
    expectSame(session);
  });

  it('it sells at its stop', async () => {
    const session = await held('long');
    core().tradeAt('BTC-USD', bracket(session)?.stop ?? '', '0.001', 'sell');
    await session.until(() => session.position() === '0' && session.open().length === 0, 'the stop');
    expect(session.of('fill').at(-1)?.fill.purpose).toBe('stop');
    expectSame(session);
  });

  it('it makes way for a close', async () => {
    const session = await held('long exit');
    session.bar();
    await session.until(() => session.position() === '0' && session.open().length === 0, 'the close');
    expect(resting()).toEqual([]);
    expect(session.of('order').filter(({ state }) => state === 'refused')).toEqual([]);
  });

  it('one whose target traded in part keeps no stop there: both are sent anew for what is left', async () => {
    const session = await held('long');
    const first = resting()[0]?.id;
    const between = core().lastPrice('BTC-USD');
    core().tradeAt('BTC-USD', bracket(session)?.target ?? '', '0.01', 'buy');
    // While the latest price is the target's Coinbase takes no bracket with it.
    core().tradeAt('BTC-USD', between, '0.001', 'buy');
    await session.until(() => bracket(session) !== null && resting()[0]?.id !== first, 'the second bracket');
    expect(resting()[0]?.filledQuantity).toBe('0');
    core().tradeAt('BTC-USD', bracket(session)?.stop ?? '', '0.001', 'sell');
    await session.until(() => session.position() === '0' && session.open().length === 0, 'the stop');
    const purposes = session.of('fill').flatMap(({ fill }) => (fill.side === 'sell' ? [fill.purpose] : []));
    expect([...new Set(purposes)]).toEqual(['target', 'stop']);
    expectSame(session);
  });

  it('it is found again after a restart, and what it sold meanwhile', async () => {
    const first = await held('long');
    const wanted = bracket(first);
    const id = resting()[0]?.id;
    await first.end();
    const second = openSession(first);
    await second.begin();
    await second.until(() => bracket(second) !== null, 'the bracket');
    expect([bracket(second), resting()[0]?.id]).toEqual([wanted, id]);
    await second.end();
    core().tradeAt('BTC-USD', wanted?.target ?? '', '5', 'buy');
    const third = openSession(second);
    await third.begin();
    expect(third.position()).toBe('0');
    expect(third.of('fill').at(-1)?.fill.purpose).toBe('target');
    expectSame(third);
  });

  it('where Coinbase refuses it, the stop rests alone and the target is watched', async () => {
    const session = openSession();
    await session.begin();
    fast.exchange.faults.set('bracketsRefused', {});
    session.start('long', { risk: BOTH });
    session.bar();
    await session.until(() => session.open().join() === 'stop sell working', 'the stop');
    expect(resting()).toMatchObject([{ type: 'stopLimit' }]);
    const target = Number(resting()[0]?.stopPrice) * 1.2;
    session.trading.receive('coinbase', {
      ...{ kind: 'trade' },
      trade: { instrumentId: 'coinbase:BTC-USD', timeMs: 0, price: target, quantity: 1, takerSide: 'buy' },
    } as never);
    await session.until(() => session.position() === '0' && session.open().length === 0, 'the target');
    expect(session.of('fill').at(-1)?.fill.purpose).toBe('target');
  });
});

describe('a restart of an account at Coinbase', () => {
  beforeEach(() => openExchange(8));

  it('finds open orders and half filled ones again, each fill once', async () => {
    const first = openSession();
    await first.begin();
    const price = limitPrice();
    first.start(`long@${price}`);
    first.bar();
    await first.until(() => first.open().join() === 'entry buy working', 'the entry to rest');
    const [order] = resting();
    await first.end();
    core().tradeAt('BTC-USD', price, (Number(order?.quantity) / 2).toFixed(8), 'sell');
    const second = openSession(first);
    expect(second.open()).toEqual(['entry buy working']);
    await second.begin();
    expectSame(second);
    expect(second.position()).not.toBe('0');
    await second.until(() => second.open().length === 0, 'the rest to be taken back');
    expect(resting()).toEqual([]);
    expect(second.of('transfer')).toEqual([]);
  });

  it('a stop that rests stays, and one that fired while the app was away closed the position', async () => {
    const first = openSession();
    await first.begin();
    first.start('long', { risk: { ...TENTH, stopLossFraction: 0.05 } });
    first.bar();
    await first.until(() => first.open().join() === 'stop sell working' && resting().length === 1, 'the stop');
    await first.until(() => quantityFromText(resting()[0]?.quantity ?? '0') === first.bot().position.quantity, 'whole');
    await first.end();
    const second = openSession(first);
    await second.begin();
    expect(second.open()).toEqual(['stop sell working']);
    const [stop] = resting();
    await second.end();
    core().tradeAt('BTC-USD', (Number(stop?.stopPrice) - 1).toFixed(2), '0.001', 'sell');
    await fast.until(() => resting().length === 0, 'the stop to fill');
    const third = openSession(second);
    await third.begin();
    expect(third.position()).toBe('0');
    expectSame(third);
    expect(third.of('transfer')).toEqual([]);
  });

  it('a request that was on its way when the app ended is one order, found again', async () => {
    const first = openSession();
    await first.begin();
    fast.exchange.faults.set('orderReplyHangs', { count: 1 });
    first.start(`long@${limitPrice()}`);
    first.bar();
    await first.until(() => resting().length === 1, 'the order at the exchange');
    await first.end();
    const second = openSession(first);
    await second.begin();
    expect(second.findings()).toEqual([]);
    await second.until(() => second.open().length === 0 && resting().length === 0, 'the entry to be taken back');
    expect(core().orders()).toHaveLength(1);
  });
});

describe('what is found at Coinbase', () => {
  beforeEach(() => openExchange(20));

  it('an order that nobody here knows stops its instrument until it is closed', async () => {
    await manual();
    const session = openSession();
    await session.begin();
    session.start('long long');
    expect(session.findings()).toHaveLength(1);
    session.bar();
    expect(session.of('refused').at(-1)).toMatchObject({ rule: 'reconciliation' });
    session.command({ kind: 'decideFinding', accountId: ACCOUNT, key: session.findings()[0] ?? '', choice: 'close' });
    await session.until(() => session.findings().length === 0, 'the order to be gone');
    expect(resting()).toEqual([]);
    session.bar();
    await session.until(() => session.position() !== '0', 'the entry');
  });

  it('or taken over by a bot, whose order it is from then on', async () => {
    await manual();
    const session = openSession();
    await session.begin();
    session.start('');
    const key = session.findings()[0] ?? '';
    session.command({ kind: 'decideFinding', accountId: ACCOUNT, key, choice: 'adopt', botId: 'bot' });
    await session.until(() => session.open().join() === 'entry buy working', 'the order to be ours');
    core().tradeAt('BTC-USD', resting()[0]?.price ?? '', '5', 'sell');
    await session.until(() => session.position() !== '0' && session.open().length === 0, 'its fill');
    expectSame(session);
  });

  it('a balance that no fill explains is found, taken over and protected', async () => {
    core().setFree('BTC', '0.25');
    const session = openSession();
    await session.begin();
    session.start('', { risk: { ...TENTH, stopLossFraction: 0.05 } });
    session.bar();
    await session.until(() => session.findings().join() === 'balance:BTC', 'the balance');
    const choice = { kind: 'decideFinding', accountId: ACCOUNT, key: 'balance:BTC', choice: 'adopt' } as const;
    session.command({ ...choice, botId: 'bot' });
    expect(session.position()).toBe('0.25');
    await session.until(() => session.open().join() === 'stop sell working', 'its stop');
    expect(session.cash()).toBe('100000');
  });

  it('or sold at market, with no bot to name', async () => {
    core().setFree('BTC', '0.25');
    const session = openSession();
    await session.begin();
    session.start('');
    session.bar();
    await session.until(() => session.findings().join() === 'balance:BTC', 'the balance');
    session.command({ kind: 'decideFinding', accountId: ACCOUNT, key: 'balance:BTC', choice: 'close' });
    await session.until(() => session.position() === '0' && session.open().length === 0, 'the sale');
    expect(session.atExchange('BTC')).toBe(0n);
    expectSame(session);
  });

  it('a position that was sold elsewhere stops entries and is written down to what is there', async () => {
    const session = openSession();
    await session.begin();
    session.start('long');
    session.bar();
    await session.until(() => session.open().length === 0 && session.position() !== '0', 'the entry');
    await manual({
      side: 'sell',
      type: { kind: 'market' },
      size: { kind: 'base', quantity: quantityFromText('0.05') },
    });
    await session.until(() => session.findings().length > 0, 'the shortage');
    session.command({ kind: 'decideFinding', accountId: ACCOUNT, key: session.findings()[0] ?? '', choice: 'adopt' });
    await session.until(() => session.standing().cash === session.atExchange('USD'), 'what it was sold for');
    expectSame(session);
  });

  it('a deposit is a transfer, and no profit', async () => {
    const session = openSession();
    await session.begin();
    core().setFree('USD', '100250.5');
    await session.until(() => session.cash() === '100250.5', 'the deposit');
    expect(session.standing().equity).toBe(moneyFromText('100250.5'));
  });

  it('a connection that breaks stops entries; what traded meanwhile counts', async () => {
    const session = openSession();
    await session.begin();
    const price = limitPrice();
    session.start(`long@${price} long`);
    session.bar();
    await session.until(() => session.open().join() === 'entry buy working', 'the entry to rest');
    fast.exchange.faults.set('socketRefused', {});
    fast.exchange.dropSockets('terminate');
    await session.until(() => session.missing() !== 'nothing', 'the break to be seen');
    core().tradeAt('BTC-USD', price, '5', 'sell');
    fast.exchange.faults.clear('socketRefused');
    await session.untilGreen();
    expect(session.position()).not.toBe('0');
    expectSame(session);
  });
});
