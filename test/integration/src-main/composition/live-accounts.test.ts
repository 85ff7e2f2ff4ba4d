import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binance } from '../../../../src-main/exchanges/binance/adapter.ts';
import { moneyFromText, moneyToText } from '../../../../src-main/model/money.ts';
import type { FastSession } from '../../../fakes/scripted-exchange-session.ts';
import { openFastSession } from '../../../fakes/scripted-exchange-session.ts';
import { farBelow, LIVE, LiveAccountSession, TENTH } from './live-account-session.ts';

let fast: FastSession;
const sessions: LiveAccountSession[] = [];

function openSession(before?: LiveAccountSession): LiveAccountSession {
  const session = new LiveAccountSession(fast, before?.disk);
  sessions.push(session);
  return session;
}

async function openExchange(speed: number): Promise<void> {
  fast = await openFastSession(binance, { seed: 21, speed });
  fast.exchange.core.setFree('BTC', '0');
}

afterEach(async () => {
  for (const session of sessions.splice(0)) await session.end();
  await fast.close();
});

const manual = (side: 'buy' | 'sell', changes: Record<string, unknown> = {}) =>
  fast.exchange.core.place({
    ...{ clientOrderId: `web-${Math.floor(fast.timers.nowMs())}`, symbol: 'BTC-USDT', side, type: 'limit' },
    ...{ timeInForce: 'GTC', postOnly: false, price: farBelow(fast), stopPrice: null, quantity: '0.01' },
    ...{ quoteQuantity: null },
    ...changes,
  } as never);

describe('a bot trades with real money at the local exchange', () => {
  beforeEach(() => openExchange(10));

  it('buys and sells; cash and position are the exchange’s to the last digit, and no difference is left', async () => {
    const session = openSession();
    await session.begin();
    expect(session.cash()).toBe('100000');
    session.start('long exit');
    session.bar();
    await session.until(() => session.open().length === 0 && session.position() !== '0', 'the entry');
    expect(session.standing().cash).toBe(session.atExchange('USDT'));
    expect(session.bot().position.quantity * 10n ** 12n).toBe(session.atExchange('BTC'));
    session.bar();
    await session.until(() => session.position() === '0', 'the exit');
    expect(session.standing().cash).toBe(session.atExchange('USDT'));
    // A fee in the asset itself leaves less than one step: it is written off, and at the exchange.
    const kinds = new Set(session.of('fill').map(({ fill }) => `${fill.side} ${fill.tag}`));
    expect([...kinds]).toEqual(['buy long', 'sell ', 'sell dust']);
    expect(session.atExchange('BTC') < moneyFromText('0.00001')).toBe(true);
    expect(session.of('transfer').map(({ transfer }) => transfer.reason)).toEqual([
      'what the account began with',
      'dust of BTC left behind',
    ]);
    expect(session.cash('paper')).toBe('10000');
    expect(fast.exchange.violations()).toEqual([]);
  });

  it('knows what the exchange charges its account, once it was asked', async () => {
    const session = openSession();
    await session.begin();
    const fees = () => session.trading.router.feesOf(LIVE, session.instrumentId);
    await session.until(() => fees() !== null, 'what it pays');
    expect(fees()).toEqual({ makerFeeBps: 10, takerFeeBps: 10 });
    expect(fast.exchange.violations()).toEqual([]);
  });

  it('protects with a stop and a target in one list, which makes way for the close of the position', async () => {
    const session = openSession();
    await session.begin();
    session.start('long', { risk: { ...TENTH, stopLossFraction: 0.05, takeProfitFraction: 0.05 } });
    session.bar();
    // The entry may fill in several parts: the list is sent anew until it is for all of it.
    const steps = (): bigint => session.bot().position.quantity / 1_000n;
    const resting = () => fast.exchange.core.openOrders().filter(({ side }) => side === 'sell');
    const isWhole = (): boolean =>
      session.open().join() === 'stop sell working,target sell working' &&
      resting().length === 2 &&
      resting().every(({ quantity }) => BigInt(Math.round(Number(quantity) * 1e5)) === steps());
    await session.until(isWhole, 'the list at the exchange');
    expect(new Set(resting().map(({ type, listId }) => `${type} ${listId > 0}`))).toEqual(
      new Set(['limit true', 'stop true']),
    );
    session.command({ kind: 'closePositions', purpose: 'flatten', botId: 'bot' });
    await session.until(() => session.open().length === 0, 'the close');
    expect(fast.exchange.core.openOrders()).toEqual([]);
    expect(session.of('order').filter(({ state }) => state === 'refused')).toEqual([]);
  });
});

describe('a restart of a live account', () => {
  beforeEach(() => openExchange(10));

  it('finds open orders and half filled ones again, each fill once', async () => {
    const first = openSession();
    await first.begin();
    const price = farBelow(fast);
    first.start(`long@${price}`);
    first.bar();
    await first.until(() => first.open().join() === 'entry buy working', 'the entry to rest');
    const [order] = fast.exchange.core.openOrders();
    const half = (Number(order?.quantity ?? '0') / 2).toFixed(5);
    await first.end();
    fast.exchange.core.tradeAt('BTC-USDT', price, half, 'sell');
    const filled = fast.exchange.core.orderById(order?.id ?? 0)?.filledQuantity;
    expect(Number(filled)).toBeGreaterThan(0);
    const second = openSession(first);
    expect(second.open()).toEqual(['entry buy working']);
    await second.begin();
    expect(second.bot().position.quantity * 10n ** 12n).toBe(second.atExchange('BTC'));
    expect(second.standing().cash).toBe(second.atExchange('USDT'));
    // Nobody runs that would wait for the rest.
    await second.until(() => second.open().length === 0, 'the rest to be taken back');
    expect(fast.exchange.core.openOrders()).toEqual([]);
    expect(second.of('transfer')).toEqual([]);
  });

  it('an order that nobody here knows stops its instrument until it is closed', async () => {
    manual('buy', { clientOrderId: 'bw-other-1' });
    const session = openSession();
    await session.begin();
    session.start('long long');
    expect(session.findings()).toHaveLength(1);
    session.bar();
    expect(session.of('refused').at(-1)).toMatchObject({ rule: 'reconciliation' });
    session.command({ kind: 'decideFinding', accountId: LIVE, key: session.findings()[0] ?? '', choice: 'close' });
    await session.until(() => session.findings().length === 0, 'the order to be gone');
    expect(fast.exchange.core.openOrders()).toEqual([]);
    session.bar();
    await session.until(() => session.position() !== '0', 'the entry');
  });

  it('or taken over by a bot, whose order it is from then on', async () => {
    manual('buy', { clientOrderId: 'bw-other-2' });
    const session = openSession();
    await session.begin();
    session.start('');
    const key = session.findings()[0] ?? '';
    session.command({ kind: 'decideFinding', accountId: LIVE, key, choice: 'adopt', botId: 'bot' });
    await session.until(() => session.open().join() === 'entry buy working', 'the order to be ours');
    const [order] = fast.exchange.core.openOrders();
    fast.exchange.core.tradeAt('BTC-USDT', order?.price ?? '', '5', 'sell');
    await session.until(() => session.position() !== '0', 'its fill');
    expect(session.bot().position.quantity * 10n ** 12n).toBe(session.atExchange('BTC'));
  });
});

describe('a person trades behind its back', () => {
  beforeEach(() => openExchange(30));

  it('a deposit is a transfer, and no profit', async () => {
    const session = openSession();
    await session.begin();
    fast.exchange.core.setFree('USDT', '100250.5');
    await session.until(() => session.cash() === '100250.5', 'the deposit');
    expect(moneyToText(session.standing().transferred)).toBe('100250.5');
    expect(session.standing().equity).toBe(moneyFromText('100250.5'));
  });

  it('a position that was sold elsewhere stops entries and is written down to what is there', async () => {
    const session = openSession();
    await session.begin();
    session.start('long');
    session.bar();
    await session.until(() => session.open().length === 0 && session.position() !== '0', 'the entry');
    manual('sell', { type: 'market', price: null, quantity: '0.05', timeInForce: 'IOC' });
    await session.until(() => session.findings().length > 0, 'the shortage');
    expect(session.of('alarm').map(({ alarm }) => alarm.code)).toEqual(['shortage']);
    session.command({ kind: 'decideFinding', accountId: LIVE, key: session.findings()[0] ?? '', choice: 'adopt' });
    expect(session.bot().position.quantity * 10n ** 12n).toBe(session.atExchange('BTC'));
    await session.until(() => session.standing().cash === session.atExchange('USDT'), 'what it was sold for');
  });
});

describe('a connection that breaks', () => {
  beforeEach(() => openExchange(10));

  it('stops entries until all of it was looked at again; what traded meanwhile counts', async () => {
    const session = openSession();
    await session.begin();
    const price = farBelow(fast);
    session.start(`long@${price} long`);
    session.bar();
    await session.until(() => session.open().join() === 'entry buy working', 'the entry to rest');
    fast.exchange.faults.set('socketRefused', {});
    fast.exchange.dropSockets('terminate');
    await session.until(() => session.missing() !== 'nothing', 'the break to be seen');
    fast.exchange.core.tradeAt('BTC-USDT', price, '5', 'sell');
    fast.exchange.faults.clear('socketRefused');
    await session.untilGreen();
    expect(session.position()).not.toBe('0');
    expect(session.standing().cash).toBe(session.atExchange('USDT'));
  });

  it('never touches paper', async () => {
    const session = openSession();
    await session.begin();
    session.start('long exit long', { id: 'paper-bot', accountId: 'paper' });
    fast.exchange.faults.set('requestFails', { value: 503 });
    fast.exchange.dropSockets('terminate');
    await session.until(() => session.missing() !== 'nothing', 'the break to be seen');
    session.start('long', { id: 'live-bot' });
    session.bar();
    const fillsOf = (botId: string): number => session.of('fill').filter(({ fill }) => fill.botId === botId).length;
    session.trading.receive('binance', {
      kind: 'quote',
      quote: { instrumentId: 'binance:BTC-USDT', timeMs: 0, bid: 100, ask: 101 },
    });
    await session.until(
      () => session.open().length === 0 || fillsOf('paper-bot') > 0 || tradePaper(session),
      'the paper fill',
    );
    expect(fillsOf('paper-bot')).toBeGreaterThan(0);
    expect(fillsOf('live-bot')).toBe(0);
    expect(session.of('halted')).toEqual([]);
  });
});

/** A trade of the market reaches the simulated venue. */
function tradePaper(session: LiveAccountSession): boolean {
  const trade = { instrumentId: 'binance:BTC-USDT', timeMs: 0, price: 100, quantity: 1, takerSide: 'buy' as const };
  session.trading.receive('binance', { kind: 'trade', trade: trade as never });
  return session.of('fill').some(({ fill }) => fill.accountId === 'paper');
}
