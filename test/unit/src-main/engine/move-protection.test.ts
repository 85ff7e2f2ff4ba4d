import { describe, expect, it, vi } from 'vitest';
import type { BotConfig } from '../../../../src-main/model/bot.ts';
import type { Bracket } from '../../../../src-main/model/bracket.ts';
import { EngineSession } from '../../../fakes/engine-session.ts';
import { enter, startIntents } from '../../../fakes/intent-script.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';
import { restingOrders } from '../../../fakes/strategy-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

type Side = 'long' | 'short';
type Changes = Partial<BotConfig>;

/** A position of 100 at 100 with this bracket. */
function held(bracket: Bracket, side: Side = 'long', changes: Changes = {}, journal = new MemoryJournal()) {
  const session = new EngineSession({ journal });
  startIntents(session, [[enter(side, { bracket })]], changes);
  session.flat(100);
  session.flat(100);
  return session;
}

const BRACKET: Bracket = { stopLoss: { price: 90 }, target: { price: 120 } };
const move = (session: EngineSession, purpose: 'stop' | 'target', price: number): string | null =>
  session.command({ kind: 'moveProtection', botId: 'bot', purpose, price });

describe('a person moves stop or target (SPEC 6.11)', () => {
  it('to another price on the tick: the new one is sent, then the old one is taken back', () => {
    const session = held(BRACKET);
    const before = session.facts.length;
    expect(move(session, 'stop', 95.004)).toBeNull();
    expect(restingOrders(session).toSorted()).toEqual(['stop sell 100 @ 95.01', 'target sell 100 @ 120']);
    const states = session.facts.slice(before).flatMap((fact) => (fact.kind === 'order' ? [fact.state] : []));
    expect(states.indexOf('cancelled')).toBeGreaterThan(states.indexOf('sent'));
    expect(move(session, 'target', 130)).toBeNull();
    expect(restingOrders(session).toSorted()).toEqual(['stop sell 100 @ 95.01', 'target sell 100 @ 130']);
  });

  it('of a short the other way round', () => {
    const session = held({ stopLoss: { price: 110 }, target: { price: 80 } }, 'short');
    expect(move(session, 'stop', 105)).toBeNull();
    expect(move(session, 'target', 101)).toMatch(/expected a price below the latest, which is 100/);
    expect(restingOrders(session).toSorted()).toEqual(['stop buy 100 @ 105', 'target buy 100 @ 80']);
  });

  it('gives one to a position that had none', () => {
    const session = held({});
    expect(restingOrders(session)).toEqual([]);
    expect(move(session, 'stop', 97)).toBeNull();
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 97']);
  });

  it('and closes there when the market comes', () => {
    const session = held(BRACKET);
    move(session, 'stop', 95);
    session.flat(94);
    expect(session.of('fill').at(-1)?.fill).toMatchObject({ purpose: 'stop', side: 'sell' });
    expect(restingOrders(session)).toEqual([]);
  });

  it('has it on disk with the position', () => {
    const journal = new MemoryJournal();
    const session = held(BRACKET, 'long', {}, journal);
    move(session, 'stop', 95);
    expect([...journal.load().brackets.values()].at(-1)).toEqual({ ...BRACKET, stopLoss: { price: 95 } });
  });

  it.each([
    ['a stop that would close at once', 'stop', 100.5, /expected a price below the latest/],
    ['a stop at the latest price', 'stop', 100, /expected a price below the latest/],
    ['a target that would close at once', 'target', 99, /expected a price above the latest/],
    ['no price at all', 'stop', 0, /expected a price above 0/],
    ['a price that is no number', 'target', Number.NaN, /expected a price above 0/],
  ] as const)('refuses %s, and nothing has changed', (_name, purpose, price, reason) => {
    const session = held(BRACKET);
    const before = restingOrders(session);
    expect(move(session, purpose, price)).toMatch(reason);
    expect(session.of('commandRefused')).toHaveLength(1);
    expect(restingOrders(session)).toEqual(before);
  });

  it('never puts a stop further away than the bot’s own settings', () => {
    const risk = { sizeFraction: 1, stopLossFraction: 0.05, takeProfitFraction: null, leverage: 1 };
    const session = held({ stopLoss: { price: 98 } }, 'long', { risk });
    expect(move(session, 'stop', 90)).toMatch(/expected no further away than 95/);
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 98']);
    expect(move(session, 'stop', 96)).toBeNull();
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 96']);
  });

  it('refuses without a position, and while trading is halted', () => {
    const session = new EngineSession();
    startIntents(session, [[]]);
    expect(move(session, 'stop', 90)).toMatch(/holds nothing/);
    const halted = held(BRACKET);
    halted.command({ kind: 'halt', reason: 'test', flatten: false });
    expect(move(halted, 'stop', 95)).toMatch(/trading is halted \(test\)/);
  });
});
