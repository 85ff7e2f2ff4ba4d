import { describe, expect, it, vi } from 'vitest';
import type { BotRisk } from '../../../../src-main/model/bot.ts';
import type { BotSizing } from '../../../../src-main/model/bot-sizing.ts';
import { EngineSession } from '../../../fakes/engine-session.ts';
import { share } from '../../../fakes/governed-session.ts';
import { enter, exit, startIntents } from '../../../fakes/intent-script.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const NO_COOLDOWN = { afterLossMs: null, lossesInRow: null, lossesPerDay: null };
const sized = (sizing: BotSizing, changes: Partial<BotRisk> = {}): BotRisk => share(0.5, { sizing, ...changes });
const refusals = (session: EngineSession): string[] => session.of('refused').map(({ rule }) => rule);

describe("a bot's own size (SPEC 20.1, 20.2)", () => {
  it('risk per trade: the stop costs its share of the equity', () => {
    const session = new EngineSession();
    const risk = sized({ kind: 'riskPerTrade', riskFraction: 0.01 }, { stopLossFraction: 0.05 });
    startIntents(session, [[], [enter('long')]], { risk });
    session.flat(100);
    session.flat(100);
    session.flat(100);
    expect(session.position()).toBe('20');
    session.bar([100, 100, 94, 94]);
    expect(session.cash()).toBe('9900'); // 1 % of 10,000
  });

  it("risk per trade goes by the strategy's stop where that is nearer, and refuses without one", () => {
    const session = new EngineSession();
    const risk = sized({ kind: 'riskPerTrade', riskFraction: 0.01 });
    startIntents(session, [[enter('long')], [enter('long', { bracket: { stopLoss: { price: 96 } } })]], { risk });
    for (let bar = 0; bar < 4; bar++) session.flat(100);
    expect(refusals(session)).toEqual(['riskPerTrade']);
    expect(session.position()).toBe('25');
  });

  it('a fixed amount, of which a strategy may ask for a share', () => {
    const session = new EngineSession();
    const risk = sized({ kind: 'fixedAmount', amount: 1000 });
    startIntents(session, [[enter('long', { size: { kind: 'share', share: 0.5 } })]], { risk });
    session.flat(100);
    session.flat(100);
    expect(session.position()).toBe('5');
  });

  it('a volatility target waits until its bars are known', () => {
    const session = new EngineSession();
    const risk = sized({ kind: 'volatilityTarget', dailyFraction: 0.01, bars: 5 });
    const script = Array.from({ length: 8 }, () => [enter('long')]);
    startIntents(session, script, { risk });
    for (const price of [100, 101, 100, 101, 100, 101, 100]) session.flat(price);
    expect(refusals(session)).toEqual(Array.from({ length: 5 }, () => 'volatilityTarget'));
    // 1 % a minute up and down is about 40 % a day: a fortieth of the equity.
    expect(Number(session.position())).toBeGreaterThan(2);
    expect(Number(session.position())).toBeLessThan(3);
  });

  it('Kelly counts the own round trips, from flat to flat, also after a restart', () => {
    const journal = new MemoryJournal();
    const session = new EngineSession({ journal });
    const risk = sized({ kind: 'kelly', share: 1, leastTrips: 2, beforeFraction: 0.1 });
    startIntents(session, [[enter('long')], [exit()], [enter('long')], [exit()]], { risk });
    for (const price of [100, 100, 120, 100, 90, 90]) session.flat(price); // one trip wins 20 %, one loses 10 %
    const again = new EngineSession({ journal, idPrefix: 'p' });
    again.flat(100);
    startIntents(again, [[enter('long')]], { risk });
    again.flat(100);
    again.flat(100);
    const equity = Number(session.cash());
    // Kelly: 0.5 − 0.5 ÷ 2 of the equity.
    expect(Number(again.position())).toBeCloseTo((equity * 0.25) / 100, 3);
  });
});

describe('pauses after losses (SPEC 20.3)', () => {
  const losing = [[enter('long')], [exit()], [enter('long')], [], [enter('long')]];

  it('after a loss nothing is entered for a while', () => {
    const session = new EngineSession();
    const cooldown = { ...NO_COOLDOWN, afterLossMs: 90_000 };
    startIntents(session, losing, { risk: share(0.1, { cooldown }) });
    for (const price of [100, 100, 90, 90, 90, 90]) session.flat(price);
    expect(session.of('refused')).toMatchObject([{ rule: 'cooldown', actual: '30 s of it left' }]);
    expect(session.position()).not.toBe('0');
  });

  it('after a win it enters at once', () => {
    const session = new EngineSession();
    startIntents(session, losing, { risk: share(0.1, { cooldown: { ...NO_COOLDOWN, afterLossMs: 90_000 } }) });
    for (const price of [100, 100, 110, 110, 110]) session.flat(price);
    expect(refusals(session)).toEqual([]);
  });

  it('after so many losses in a row', () => {
    const session = new EngineSession();
    const cooldown = { ...NO_COOLDOWN, lossesInRow: { count: 2, pauseMs: 600_000 } };
    const script = [[enter('long')], [exit()], [enter('long')], [exit()], [enter('long')]];
    startIntents(session, script, { risk: share(0.1, { cooldown }) });
    for (const price of [100, 100, 90, 90, 80, 80]) session.flat(price);
    expect(refusals(session)).toEqual(['cooldown']);
  });

  it('for the rest of a day with so many, also after a restart', () => {
    const journal = new MemoryJournal();
    const risk = share(0.1, { cooldown: { ...NO_COOLDOWN, lossesPerDay: 1 } });
    const session = new EngineSession({ journal });
    startIntents(session, [[enter('long')], [exit()]], { risk });
    for (const price of [100, 100, 90, 90]) session.flat(price);
    const again = new EngineSession({ journal, idPrefix: 'p', startMs: session.clock.nowMs() });
    startIntents(again, [[enter('long')]], { risk });
    again.flat(90);
    expect(again.of('refused')).toMatchObject([
      { rule: 'cooldown', limit: 'fewer than 1 losses a day', actual: '1 losses today' },
    ]);
    const nextDay = new EngineSession({ journal, idPrefix: 'q', startMs: session.clock.nowMs() + 86_400_000 });
    startIntents(nextDay, [[enter('long')]], { risk });
    nextDay.flat(90);
    expect(refusals(nextDay)).toEqual([]);
  });
});

describe("stops of the bot's own settings (SPEC 20.4)", () => {
  it('the time stop closes after so many closes', () => {
    const session = new EngineSession();
    startIntents(session, [[enter('long')]], { risk: share(0.1, { maxBars: 2 }) });
    for (let bar = 0; bar < 5; bar++) session.flat(100);
    expect(session.fills().at(-1)).toBe('sell 10@100 time');
  });

  it('the trailing stop follows the best close and never goes back', () => {
    const session = new EngineSession();
    startIntents(session, [[enter('long')]], { risk: share(0.1, { trailingFraction: 0.1 }) });
    for (const price of [100, 100, 120, 115]) session.flat(price);
    expect(session.open()).toEqual(['trailing sell working']);
    session.bar([115, 115, 107, 107]);
    expect(session.fills().at(-1)).toBe('sell 10@108 trailing');
  });

  it("of the owner's and the strategy's trailing stop the nearer counts", () => {
    const session = new EngineSession();
    const bracket = { trailing: { distance: 5 } };
    startIntents(session, [[enter('long', { bracket })]], { risk: share(0.1, { trailingFraction: 0.2 }) });
    for (const price of [100, 100, 120]) session.flat(price);
    session.bar([120, 120, 114, 114]);
    expect(session.fills().at(-1)).toBe('sell 10@115 trailing');
  });
});
