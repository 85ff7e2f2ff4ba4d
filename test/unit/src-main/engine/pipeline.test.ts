import { describe, expect, it, vi } from 'vitest';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import {
  BTC,
  EngineSession,
  ETH,
  MINUTE_MS,
  NO_BARS,
  NO_COSTS,
  START_MS,
  scriptedBot,
} from '../../../fakes/engine-session.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';
import { scripted } from '../../../fakes/scripted-strategy.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const FEES = { ...NO_COSTS, makerFeeBps: 10, takerFeeBps: 10 };
const PROTECTED = { sizeFraction: 1, stopLossFraction: 0.05, takeProfitFraction: 0.1, leverage: 1 };

describe('from a closed bar to a fill (SPEC 3)', () => {
  it('goes long at the next open and leaves at the next open, money exact to the last digit', () => {
    const session = new EngineSession({ costs: FEES });
    session.startScripted('long hold exit');
    session.flat(100);
    expect(session.fills()).toEqual([]);
    session.bar([101, 103, 100, 102]);
    // 10000 / (101 × 1.001) = 98.910990…; fee 9.99000999
    expect(session.fills()).toEqual(['buy 98.91099@101 entry']);
    expect(session.cash()).toBe('0.00000001');
    session.flat(102);
    session.flat(110);
    expect(session.fills()[1]).toBe('sell 98.91099@110 signal');
    // 0.00000001 + 98.91099 × 110 − 10.8802089
    expect(session.cash()).toBe('10869.32869111');
    const [closed] = session.of('tradeClosed');
    expect(closed?.trade).toMatchObject({ side: 'long', exitReason: 'signal', entryTimeMs: START_MS + MINUTE_MS });
    expect(session.engine.equity()).toBe(session.account().cash);
  });

  it('goes short and buys back', () => {
    const session = new EngineSession({ costs: FEES });
    session.startScripted('short hold exit');
    for (const price of [100, 100, 100, 90]) session.flat(price);
    expect(session.fills()).toEqual(['sell 99.90009@100 entry', 'buy 99.90009@90 signal']);
    // 10000 + 9990.009 − 9.990009 − 8991.0081 − 8.9910081
    expect(session.cash()).toBe('10980.0198829');
  });

  it('closes, then opens the other side from the equity that is left, at one and the same open (SPEC 7.1)', () => {
    const session = new EngineSession({ costs: FEES });
    session.startScripted('long short');
    for (const price of [100, 100, 120]) session.flat(price);
    // 11976.0237802 left, then floor(11976.0237802 / (120 × 1.001))
    expect(session.fills()).toEqual(['buy 99.90009@100 entry', 'sell 99.90009@120 signal', 'sell 99.70049@120 entry']);
    expect(session.position()).toBe('-99.70049');
  });

  it('ignores an entry on the side it already holds', () => {
    const session = new EngineSession();
    session.startScripted('long long long');
    for (const price of [100, 101, 102, 103]) session.flat(price);
    expect(session.fills()).toHaveLength(1);
  });

  it('an exit without a position does nothing', () => {
    const session = new EngineSession();
    session.startScripted('exit exit');
    for (const price of [100, 101, 102]) session.flat(price);
    expect(session.of('order')).toEqual([]);
  });

  it('an exit cancels an entry that still works (SPEC 3.6)', () => {
    const session = new EngineSession();
    session.startScripted('long@90 exit');
    session.flat(100);
    expect(session.open()).toEqual(['entry buy working']);
    session.flat(100);
    session.flat(80);
    expect(session.open()).toEqual([]);
    expect(session.fills()).toEqual([]);
  });
});

describe('protective orders (SPEC 6)', () => {
  it('rests stop and target once the entry is filled, at its average price', () => {
    const session = new EngineSession();
    session.startScripted('long', { risk: PROTECTED });
    session.flat(100);
    session.flat(100);
    const orders = session.engine.snapshot().openOrders.map(({ order }) => order);
    expect(orders.map(({ purpose, reduceOnly, type }) => [purpose, reduceOnly, type])).toEqual([
      ['stop', true, { kind: 'stop', trigger: 95_000_000_000_000n }],
      ['target', true, { kind: 'limit', price: 110_000_000_000_000n }],
    ]);
  });

  it('an exit by signal takes the protection with it', () => {
    const session = new EngineSession();
    session.startScripted('long hold exit', { risk: PROTECTED });
    for (const price of [100, 100, 101, 102]) session.flat(price);
    expect(session.open()).toEqual([]);
    expect(session.fills().at(-1)).toBe('sell 100@102 signal');
  });

  it.each([
    ['stop', [99, 99, 94, 94], 'sell 100@95 stop'],
    ['target', [101, 111, 100, 105], 'sell 100@110 target'],
  ] as const)('the %s closes the position and cancels the other', (_name, prices, fill) => {
    const session = new EngineSession();
    session.startScripted('long', { risk: PROTECTED });
    session.flat(100);
    session.flat(100);
    session.bar(prices);
    expect(session.fills().at(-1)).toBe(fill);
    expect(session.open()).toEqual([]);
    expect(session.position()).toBe('0');
  });

  it('a short is protected on the other side', () => {
    const session = new EngineSession();
    session.startScripted('short', { risk: PROTECTED });
    session.flat(100);
    session.flat(100);
    session.bar([100, 106, 100, 100]);
    expect(session.fills().at(-1)).toBe('buy 100@105 stop');
  });

  it('a reversal that the venue drops does not come back with a later stop (SPEC 7.3)', () => {
    const session = new EngineSession();
    session.startScripted('long short', { risk: PROTECTED });
    session.flat(100);
    session.flat(100);
    const closing = session.engine.snapshot().openOrders.find(({ order }) => order.purpose === 'signal');
    const clientOrderId = closing?.order.clientOrderId ?? '';
    session.paper.cancel(clientOrderId);
    session.bar([99, 99, 94, 94]);
    session.flat(94);
    expect(session.fills()).toEqual(['buy 100@100 entry', 'sell 100@95 stop']);
    expect(session.position()).toBe('0');
  });

  it('protects what an entry got at once, and still when the venue cancels the rest of it (SPEC 6.4)', () => {
    const session = new EngineSession();
    session.startScripted('long@100', { risk: PROTECTED });
    session.flat(101);
    const [entry] = session.engine.snapshot().openOrders;
    const order = entry?.order;
    if (order === undefined) throw new Error('the entry is not there');
    session.report({
      kind: 'filled',
      done: false,
      fill: {
        fillId: 'part',
        clientOrderId: order.clientOrderId,
        accountId: 'paper',
        botId: order.botId,
        instrumentId: order.instrumentId,
        side: 'buy',
        price: 100_000_000_000_000n as never,
        quantity: 100_000_000n as never,
        fee: 0n as never,
        purpose: 'entry',
        tag: '',
        liquidity: 'maker',
        timeMs: START_MS,
      },
    });
    expect(session.open()).toEqual(['entry buy working', 'stop sell working', 'target sell working']);
    session.paper.cancel(order.clientOrderId);
    expect(session.open()).toEqual(['stop sell working', 'target sell working']);
  });
});

describe('refusals by risk (SPEC 5)', () => {
  it('an entry refused leaves no order and says which rule', () => {
    const session = new EngineSession({
      accountRisk: { maxPositionFraction: 0.5, maxDailyLossFraction: null, dayRollOffsetMs: 0 },
    });
    session.startScripted('long');
    session.flat(100);
    expect(session.of('order')).toEqual([]);
    expect(session.of('refused')).toEqual([
      {
        kind: 'refused',
        botId: 'bot',
        rule: 'maxPosition',
        limit: 'at most 5000 USDT in one position',
        actual: '10000 USDT',
        timeMs: START_MS + MINUTE_MS,
      },
    ]);
  });

  it('two bots share one account: the second finds the money bound (SPEC 5.5)', () => {
    const session = new EngineSession();
    session.startScripted('long', { id: 'first' });
    session.startScripted('long', { id: 'second' });
    session.flat(100);
    expect(session.of('refused')).toMatchObject([
      { botId: 'second', rule: 'buyingPower', limit: 'at most 0 USDT is free', actual: '10000 USDT wanted' },
    ]);
    session.flat(100);
    expect([session.position('first'), session.position('second')]).toEqual(['100', '0']);
  });

  it('two bots with half the account each both trade, on instruments of their own', () => {
    const session = new EngineSession();
    const half = { sizeFraction: 0.5, stopLossFraction: null, takeProfitFraction: null, leverage: 1 };
    session.startScripted('long', { id: 'first', risk: half });
    session.startScripted('short', { id: 'second', instrumentId: ETH.id, risk: half });
    session.flat(100);
    session.bar([10, 10, 10, 10], ETH);
    session.flat(100);
    session.bar([10, 10, 10, 10], ETH);
    expect([session.position('first'), session.position('second')]).toEqual(['50', '-500']);
    session.bar([12, 12, 12, 12], ETH);
    expect(session.engine.equity()).toBe(900_000_000_000_000_000_000_000n);
  });

  it('a lost day stops entries until 00:00 UTC, exits go on', () => {
    const session = new EngineSession({
      startMs: START_MS - 5 * MINUTE_MS,
      accountRisk: { maxPositionFraction: null, maxDailyLossFraction: 0.1, dayRollOffsetMs: 0 },
    });
    session.startScripted('long exit long hold long');
    for (const price of [100, 100, 90]) session.flat(price);
    expect(session.fills()).toEqual(['buy 100@100 entry', 'sell 100@90 signal']);
    expect(session.of('refused').map(({ rule }) => rule)).toEqual(['dailyLoss']);
    session.flat(90);
    session.flat(90);
    expect(session.of('refused')).toHaveLength(1);
    session.flat(90);
    expect(session.fills()[2]).toBe('buy 100@90 entry');
  });

  it('the day rolls at its offset', () => {
    const session = new EngineSession({
      startMs: START_MS + 3 * MINUTE_MS,
      accountRisk: { maxPositionFraction: null, maxDailyLossFraction: 0.1, dayRollOffsetMs: 5 * MINUTE_MS },
    });
    session.startScripted('');
    session.flat(100);
    expect(session.account().day).toMatchObject({ startMs: START_MS + 5 * MINUTE_MS - 86_400_000 });
    session.flat(100);
    expect(session.account().day).toMatchObject({ startMs: START_MS + 5 * MINUTE_MS });
  });

  it('a fill that is the first event of a day does not hide its loss from that day (SPEC 10.2)', () => {
    const session = new EngineSession({
      startMs: START_MS - 3 * MINUTE_MS,
      accountRisk: { maxPositionFraction: null, maxDailyLossFraction: 0.1, dayRollOffsetMs: 0 },
    });
    session.startScripted('long short');
    session.flat(100);
    session.flat(100);
    session.bar([80, 80, 80, 80], undefined, START_MS + MINUTE_MS);
    expect(session.of('refused').map(({ rule, actual }) => [rule, actual])).toEqual([
      ['dailyLoss', '2000 USDT lost today'],
    ]);
  });
});

describe('halt and release (SPEC 8)', () => {
  it('cancels, stops, keeps positions, latches', () => {
    const session = new EngineSession();
    session.startScripted('long hold long', { risk: PROTECTED });
    session.flat(100);
    session.flat(100);
    expect(session.command({ kind: 'halt', reason: 'button', flatten: false })).toBeNull();
    expect(session.open()).toEqual([]);
    expect(session.state()).toBe('stopped');
    expect(session.position()).toBe('100');
    expect(session.of('halted')).toEqual([{ kind: 'halted', reason: 'button', timeMs: START_MS + 2 * MINUTE_MS }]);
    expect(session.command({ kind: 'startBot', botId: 'bot' })).toMatch(/halted \(button\)/);
    session.flat(50);
    expect(session.position()).toBe('100');
  });

  it('flattens when asked to, also after a halt that kept positions', () => {
    const session = new EngineSession();
    session.startScripted('long', { risk: PROTECTED });
    session.flat(100);
    session.flat(100);
    session.command({ kind: 'halt', reason: 'button', flatten: false });
    session.command({ kind: 'halt', reason: 'button', flatten: true });
    session.flat(90);
    expect(session.fills().at(-1)).toBe('sell 100@90 flatten');
    expect(session.of('halted')).toHaveLength(1);
  });

  it('flattens what was just being closed: the order under way is not cancelled for nothing (SPEC 8.4)', () => {
    const session = new EngineSession();
    session.startScripted('long exit');
    session.flat(100);
    session.flat(100);
    expect(session.open()).toEqual(['signal sell working']);
    session.command({ kind: 'halt', reason: 'button', flatten: true });
    session.flat(90);
    expect(session.position()).toBe('0');
  });

  it('a halt drops a reversal half done', () => {
    const session = new EngineSession();
    session.startScripted('long short');
    session.flat(100);
    session.flat(100);
    session.command({ kind: 'halt', reason: 'button', flatten: true });
    session.flat(90);
    session.flat(90);
    expect(session.position()).toBe('0');
  });

  it('trades again after release and a start', () => {
    const session = new EngineSession();
    const config = session.startScripted('long');
    session.command({ kind: 'halt', reason: 'button', flatten: false });
    expect(session.command({ kind: 'release', reason: 'person' })).toBeNull();
    expect(session.command({ kind: 'release', reason: 'person' })).toBe('trading is not halted');
    session.startScripted('long', config);
    session.flat(100);
    session.flat(100);
    expect(session.position()).toBe('100');
  });

  it('stops everything even when the halt cannot be written (SPEC 8.5)', () => {
    const journal = new MemoryJournal(undefined, (_call, what) => (what === 'halt' ? 'fail' : 'write'));
    const session = new EngineSession({ journal });
    session.startScripted('long', { risk: PROTECTED });
    session.flat(100);
    session.flat(100);
    session.command({ kind: 'halt', reason: 'button', flatten: false });
    expect(session.open()).toEqual([]);
    expect(session.state()).toBe('failed');
    expect(session.engine.snapshot().halt?.reason).toBe('button');
  });
});

describe('what breaks stays small (SPEC 9)', () => {
  it.each([
    ['at a bar', 'long throw', 'bar', 'the script says throw'],
    ['as it begins', 'long long', 'create', 'the script cannot begin'],
    ['as it explains itself', 'long long', 'explain', 'the script cannot be explained'],
  ])('a strategy that throws %s stops its bot and no other', (_when, script, failOn, reason) => {
    const session = new EngineSession({ explain: true });
    session.startScripted('hold hold long', { id: 'good' });
    session.startScripted(script, { id: 'bad', params: { script, failOn } });
    for (const price of [100, 100, 100, 100]) session.flat(price);
    expect(session.state('bad')).toBe('failed');
    expect(session.of('bot').at(-1)).toMatchObject({ state: 'failed', reason });
    expect(session.state('good')).toBe('running');
    expect(session.engine.snapshot().halt).toBeNull();
  });

  it('a failed bot keeps its position and its protection, its entries are cancelled', () => {
    const session = new EngineSession();
    session.startScripted('long@90 throw', { id: 'entering', risk: { ...PROTECTED, sizeFraction: 0.1 } });
    session.startScripted('long throw', { id: 'holding', risk: { ...PROTECTED, sizeFraction: 0.1 } });
    for (const price of [100, 100, 100]) session.flat(price);
    expect(session.state('entering')).toBe('failed');
    expect(session.open()).toEqual(['stop sell working', 'target sell working']);
    session.bar([95, 95, 80, 80]);
    expect(session.fills().at(-1)).toBe('sell 10@95 stop');
  });

  it('an observer that throws is logged and costs nothing', () => {
    const session = new EngineSession({
      onFact: () => {
        throw new Error('the window is gone');
      },
    });
    session.startScripted('long hold exit');
    for (const price of [100, 100, 100, 110]) session.flat(price);
    expect(session.cash()).toBe('11000');
    expect(session.log.lines.some((line) => line.includes('the window is gone'))).toBe(true);
    expect(session.engine.snapshot().halt).toBeNull();
  });

  it('a journal that fails halts trading, cancels, and nothing was sent that is not on disk (SPEC 4.1)', () => {
    const journal = new MemoryJournal(undefined, (_call, what) => (what.startsWith('intent') ? 'fail' : 'write'));
    const session = new EngineSession({ journal });
    session.startScripted('long');
    session.flat(100);
    session.flat(100);
    expect(session.fills()).toEqual([]);
    expect(session.of('halted')[0]?.reason).toMatch(/disk is full at "intent o-1"/);
    expect(session.state()).toBe('failed');
  });

  it('what halted an engine by itself is still halted after a restart when the disk still works (SPEC 8.6)', () => {
    const journal = new MemoryJournal(undefined, (_call, what) => (what.startsWith('intent') ? 'fail' : 'write'));
    const session = new EngineSession({ journal });
    session.startScripted('long');
    session.flat(100);
    const again = new EngineSession({ journal: new MemoryJournal(journal.disk) });
    expect(again.engine.snapshot().halt?.reason).toMatch(/disk is full/);
  });

  it('a second failure while halted still cancels what works', () => {
    let broken = false;
    const journal = new MemoryJournal(undefined, () => (broken ? 'fail' : 'write'));
    const session = new EngineSession({ journal });
    session.startScripted('long', { risk: PROTECTED });
    session.flat(100);
    session.flat(100);
    broken = true;
    session.command({ kind: 'halt', reason: 'button', flatten: true });
    expect(session.open()).toEqual([]);
    expect(session.state()).toBe('failed');
    session.flat(50);
    expect(session.fills()).toHaveLength(1);
  });
});

it('what the venue charges by itself is no order of ours, and no reason to wonder', () => {
  const funding = { timeMs: Float64Array.of(START_MS + 2 * MINUTE_MS), rate: Float64Array.of(0.0001) };
  const session = new EngineSession({ model: { funding: { [BTC.id]: funding } } });
  session.startScripted('long');
  for (let minute = 0; minute < 3; minute++) session.flat(100);
  expect(session.fills()).toEqual(['buy 100@100 entry', 'buy 0@100 funding']);
  expect(session.log.lines).toEqual([]);
});

describe('history (SPEC 2)', () => {
  it('bars that come before it wait and are judged after it, in order', () => {
    const session = new EngineSession();
    const config = scriptedBot('long hold exit');
    session.command({ kind: 'addBot', config });
    session.command({ kind: 'startBot', botId: 'bot' });
    session.flat(100);
    expect(session.of('order')).toEqual([]);
    session.engine.offer({ kind: 'history', botId: 'bot', ...NOTHING });
    session.flat(101);
    expect(session.fills()).toEqual(['buy 99.0099@101 entry']);
  });

  it('does nothing for a bot that was stopped meanwhile, or has it already', () => {
    const session = new EngineSession();
    session.startScripted('long hold exit');
    session.flat(100);
    session.engine.offer({ kind: 'history', botId: 'bot', ...NOTHING });
    session.flat(100);
    session.flat(100);
    session.flat(110);
    expect(session.fills()).toEqual(['buy 100@100 entry', 'sell 100@110 signal']);
    session.command({ kind: 'stopBot', botId: 'bot' });
    session.engine.offer({ kind: 'history', botId: 'bot', ...NOTHING });
    session.engine.offer({ kind: 'history', botId: 'nobody', ...NOTHING });
    session.flat(100);
    expect(session.fills()).toHaveLength(2);
  });

  it('is the price until the market tells one: an entry by quantity out of it is worth something', () => {
    const entry = { kind: 'enter', side: 'long', size: { kind: 'quantity', quantity: 2 } } as const;
    const session = new EngineSession({
      findStrategy: () => ({ ...scripted, create: () => ({ decide: () => entry }) }),
    });
    session.command({ kind: 'addBot', config: scriptedBot('') });
    session.command({ kind: 'startBot', botId: 'bot' });
    const minutes = candleColumnsOf([{ openTimeMs: START_MS, open: 90, high: 90, low: 90, close: 90, volume: 1 }]);
    session.engine.offer({ kind: 'history', botId: 'bot', bars: NO_BARS, minutes });
    expect([session.state(), session.open()]).toEqual(['running', ['entry buy working']]);
    expect(session.of('halted')).toEqual([]);
  });

  it('gives a kept position the protection it lacks', () => {
    const session = new EngineSession();
    const config = session.startScripted('long', { risk: PROTECTED });
    session.flat(100);
    session.flat(100);
    session.command({ kind: 'halt', reason: 'button', flatten: false });
    session.command({ kind: 'release', reason: 'person' });
    session.startScripted('', config);
    expect(session.open()).toEqual(['stop sell working', 'target sell working']);
  });
});

const NOTHING = { bars: columns(), minutes: columns() };

function columns() {
  const empty = () => new Float64Array(0);
  return { openTimeMs: empty(), open: empty(), high: empty(), low: empty(), close: empty(), volume: empty() };
}
