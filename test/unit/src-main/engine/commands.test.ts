import { describe, expect, it, vi } from 'vitest';
import { moneyFromText } from '../../../../src-main/model/money.ts';
import { EngineSession, ETH, scriptedBot } from '../../../fakes/engine-session.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

describe('adding and changing bots (SPEC 12)', () => {
  it.each([
    [{ strategyId: 'magic' }, 'strategy is "magic", expected one that exists'],
    [{ instrumentId: 'test:DOGE-USDT' }, 'instrument is "test:DOGE-USDT", expected one of this market'],
    [{ strategyId: 'sma-cross', params: { fast: 9, slow: 3 } }, 'params of sma-cross: fast: fast must be below slow'],
    [{ params: { script: 7 } }, /^params of scripted: script is 7: .*string/],
  ])('refuses %j', (changes, reason) => {
    const session = new EngineSession();
    const refusal = session.command({ kind: 'addBot', config: scriptedBot('', changes) });
    expect(refusal).toMatch(reason);
    expect(session.of('commandRefused')[0]?.reason).toBe(refusal);
    expect(session.engine.snapshot().bots).toEqual([]);
  });

  it('a change that is refused changes nothing, the account least of all', () => {
    const session = new EngineSession();
    const config = session.startScripted('long');
    session.command({ kind: 'stopBot', botId: 'bot' });
    const changed = { ...config, instrumentId: ETH.id, params: { script: 7 } };
    expect(session.command({ kind: 'addBot', config: changed })).toMatch(/params/);
    session.command({ kind: 'startBot', botId: 'bot' });
    session.startHistory('bot');
    session.flat(100);
    session.flat(100);
    session.flat(150);
    expect(session.engine.equity()).toBe(moneyFromText('15000'));
  });

  it('a running bot is not changed, one with a position keeps its instrument', () => {
    const session = new EngineSession();
    const config = session.startScripted('long');
    expect(session.command({ kind: 'addBot', config })).toMatch(/is running/);
    session.flat(100);
    session.flat(100);
    session.command({ kind: 'stopBot', botId: 'bot' });
    const moved = { ...config, instrumentId: ETH.id };
    expect(session.command({ kind: 'addBot', config: moved })).toMatch(/holds a position in test:BTC-USDT/);
    const renamed = { ...config, name: 'Renamed' };
    expect(session.command({ kind: 'addBot', config: renamed })).toBeNull();
    expect(session.position()).toBe('100');
    session.flat(120);
    expect(session.engine.equity()).toBe(moneyFromText('12000'));
  });

  it('a bot on another instrument is valued there, changed or removed and added anew', () => {
    const session = new EngineSession();
    const config = session.startScripted('');
    session.flat(100);
    session.command({ kind: 'stopBot', botId: 'bot' });
    const moved = { ...config, instrumentId: ETH.id, params: { script: 'long' } };
    expect(session.command({ kind: 'addBot', config: moved })).toBeNull();
    session.command({ kind: 'removeBot', botId: 'bot' });
    session.startScripted('long', moved);
    session.bar([10, 10, 10, 10], ETH);
    session.bar([10, 10, 10, 10], ETH);
    session.bar([15, 15, 15, 15], ETH);
    expect(session.engine.equity()).toBe(moneyFromText('15000'));
  });

  it('a bot that runs, holds or waits for orders is not removed', () => {
    const session = new EngineSession();
    session.startScripted('long@90 long');
    expect(session.command({ kind: 'removeBot', botId: 'bot' })).toMatch(/is running/);
    session.flat(100);
    session.flat(80);
    session.command({ kind: 'stopBot', botId: 'bot' });
    expect(session.command({ kind: 'removeBot', botId: 'bot' })).toMatch(/holds a position/);
    session.command({ kind: 'closePositions', purpose: 'flatten' });
    session.flat(80);
    expect(session.command({ kind: 'removeBot', botId: 'bot' })).toBeNull();
    expect(session.of('botRemoved')).toHaveLength(1);
    expect(session.command({ kind: 'removeBot', botId: 'bot' })).toBe('bot is "bot", expected one that exists');
  });

  it('commands that do not apply to the state say so', () => {
    const session = new EngineSession();
    session.startScripted('');
    expect(session.command({ kind: 'startBot', botId: 'bot' })).toBe('bot bot is running, cannot start it');
    session.command({ kind: 'stopBot', botId: 'bot' });
    expect(session.command({ kind: 'stopBot', botId: 'bot' })).toBe('bot bot is stopped, cannot stop it');
  });
});

describe('orders in the venue’s hands (SPEC 4)', () => {
  it('an order of unknown fate stays open until the venue gives evidence', () => {
    const session = new EngineSession();
    session.startScripted('long hold exit');
    session.flat(100);
    const id = session.engine.snapshot().openOrders[0]?.order.clientOrderId ?? '';
    session.report({ kind: 'unknown', clientOrderId: id, reason: 'time-out', timeMs: 0 });
    expect(session.open()).toEqual(['entry buy unknown']);
    session.flat(100);
    expect(session.position()).toBe('100');
    expect(session.of('order').map(({ state }) => state)).toEqual(['sent', 'working', 'unknown', 'filled']);
  });

  it('nothing more is entered while an entry’s fate is unknown', () => {
    const session = new EngineSession();
    session.startScripted('long@50 long long', {
      risk: { sizeFraction: 0.2, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
    });
    session.flat(100);
    const id = session.engine.snapshot().openOrders[0]?.order.clientOrderId ?? '';
    session.report({ kind: 'unknown', clientOrderId: id, reason: 'time-out', timeMs: 0 });
    session.flat(100);
    session.flat(100);
    expect(session.of('order').filter(({ state }) => state === 'sent')).toHaveLength(1);
  });

  it('a fill told twice counts once', () => {
    const session = new EngineSession();
    session.startScripted('long');
    session.flat(100);
    session.flat(100);
    const [{ fill } = { fill: null }] = session.of('fill');
    if (fill === null) throw new Error('there was no fill');
    session.report({ kind: 'filled', fill, done: true });
    expect(session.position()).toBe('100');
    expect(session.of('fill')).toHaveLength(1);
  });

  it('a report on an order that is not open changes nothing and is logged', () => {
    const session = new EngineSession();
    session.report({ kind: 'refused', clientOrderId: 'nobody', reason: 'no', timeMs: 0 });
    session.report({ kind: 'cancelled', clientOrderId: 'nobody', reason: 'no', timeMs: 0 });
    expect(session.facts).toEqual([]);
    expect(session.log.lines).toHaveLength(2);
  });

  it('an entry the venue refuses leaves no trace but the fact', () => {
    const session = new EngineSession();
    session.startScripted('long hold long');
    session.flat(100);
    const id = session.engine.snapshot().openOrders[0]?.order.clientOrderId ?? '';
    session.report({ kind: 'unknown', clientOrderId: id, reason: 'time-out', timeMs: 0 });
    session.report({ kind: 'refused', clientOrderId: id, reason: 'too small', timeMs: 0 });
    expect(session.open()).toEqual([]);
    expect(session.of('order').at(-1)).toMatchObject({ state: 'refused', reason: 'too small' });
  });

  it('the intent and its sending are one write before the order leaves (SPEC 4.1)', () => {
    const journal = new MemoryJournal();
    const session = new EngineSession({
      journal,
      venue: {
        submit: (order) => {
          expect(journal.disk.orders.get(order.clientOrderId)?.state).toBe('sent');
          expect(journal.calls.at(-1)).toBe('intent o-1');
        },
        cancel: () => undefined,
      },
    });
    session.startScripted('long');
    session.flat(100);
    expect(journal.calls.at(-1)).toBe('intent o-1');
    expect(session.of('order').map(({ state }) => state)).toEqual(['sent']);
  });
});

describe('facts (SPEC 13)', () => {
  it('are numbered without a hole, and the snapshot names the latest', () => {
    const session = new EngineSession({ explain: true });
    session.startScripted('long hold exit', {
      risk: { sizeFraction: 1, stopLossFraction: 0.1, takeProfitFraction: 0.1, leverage: 1 },
    });
    for (const price of [100, 100, 101, 102]) session.flat(price);
    expect(session.sequences).toEqual(session.sequences.map((_, index) => index + 1));
    expect(session.engine.snapshot().sequence).toBe(session.sequences.at(-1));
  });

  it('are told to whoever listens, until they stop', () => {
    const session = new EngineSession();
    const heard: number[] = [];
    const listening = session.engine.onFact(({ sequence }) => heard.push(sequence));
    session.startScripted('');
    const before = heard.length;
    listening.dispose();
    session.command({ kind: 'stopBot', botId: 'bot' });
    expect(heard).toHaveLength(before);
  });

  it('a command from an observer of facts is refused, an event waits its turn', () => {
    const session = new EngineSession();
    const said: unknown[] = [];
    session.engine.onFact(({ fact }) => {
      if (fact.kind !== 'bot' || fact.state !== 'running') return;
      said.push(session.command({ kind: 'stopBot', botId: 'bot' }));
      said.push(session.engine.offer({ kind: 'command', command: { kind: 'stopBot', botId: 'bot' } }));
      said.push(session.state());
    });
    session.startScripted('');
    expect(said).toEqual(['the engine is at work on an event, expected a command from outside', true, 'running']);
    expect(session.state()).toBe('stopped');
  });
});
