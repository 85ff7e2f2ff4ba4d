import { describe, expect, it, vi } from 'vitest';
import { paperAccount } from '../../../../src-main/model/account.ts';
import type { BotRisk } from '../../../../src-main/model/bot.ts';
import { NO_GOVERNOR_LIMITS } from '../../../../src-main/model/governor-limits.ts';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import { moneyFromText } from '../../../fakes/amounts.ts';
import type { SessionOptions } from '../../../fakes/engine-session.ts';
import { EngineSession, MINUTE_MS, NO_LIMITS, START_MS, WHOLE } from '../../../fakes/engine-session.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const TENTH_A_DAY = { ...NO_LIMITS, maxDailyLossFraction: 0.1 };
const LIVE = { ...paperAccount('USDT', moneyFromText('10000')), id: 'spot', venue: 'test', group: 'live' } as const;

/** A machine whose clock somebody sets. */
function machine(options: SessionOptions = {}) {
  const wall = { aheadMs: 0 };
  const startMs = options.startMs ?? START_MS;
  const session = new EngineSession({
    accountRisk: TENTH_A_DAY,
    ...options,
    clockOf: (clock) => ({
      nowMs: () => clock.nowMs() + wall.aheadMs,
      monotonicMs: () => clock.nowMs() - startMs + 0.25,
      every: (periodMs, callback) => clock.every(periodMs, callback),
    }),
  });
  return { session, wall };
}

const tellTime = ({ engine }: EngineSession, timeMs: number): boolean =>
  engine.offer({ kind: 'time', timeMs, venue: 'test', isProof: true });
const rules = (session: EngineSession): string[] => session.of('refused').map(({ rule }) => rule);

/** Has lost a tenth of the day's beginning, and wants in again at the next bar. */
function lost(script = 'long exit long long', changes: { risk?: BotRisk } = {}) {
  const desk = machine();
  desk.session.startScripted(script, changes);
  for (const price of [100, 100]) desk.session.flat(price);
  return desk;
}

describe('a clock that is set ahead by a day (SPEC 10.5)', () => {
  it('begins no day: its loss counts', () => {
    const { session, wall } = lost();
    session.flat(90);
    const [loss] = [session.account().day];
    wall.aheadMs = DAY_MS;
    session.flat(90);
    session.flat(90);
    expect([rules(session), session.account().day]).toEqual([['dailyLoss', 'dailyLoss'], loss]);
  });

  it('a day that has gone by, or that an exchange tells of, is another one', () => {
    const { session } = lost();
    session.flat(90);
    expect(rules(session)).toEqual(['dailyLoss']);
    tellTime(session, START_MS + DAY_MS + MINUTE_MS);
    expect(session.account().day).toMatchObject({ startMs: START_MS + DAY_MS, equity: moneyFromText('9000') });
    session.flat(90);
    expect(rules(session)).toEqual(['dailyLoss']);
  });

  it('what an exchange tells late puts nothing back', () => {
    const { session } = lost();
    tellTime(session, START_MS + DAY_MS);
    const { day } = session.account();
    tellTime(session, START_MS + MINUTE_MS);
    session.flat(100);
    expect(session.account().day).toEqual(day);
  });

  it('ends no pause after a loss', () => {
    const cooldown = { afterLossMs: 3_600_000, lossesInRow: null, lossesPerDay: null };
    const { session, wall } = lost('long exit long long', { risk: { ...WHOLE, sizeFraction: 0.1, cooldown } });
    session.flat(90);
    wall.aheadMs = DAY_MS;
    session.flat(90);
    expect(rules(session)).toEqual(['cooldown', 'cooldown']);
  });

  it('leaves the levels of the governor where they are', () => {
    const dayDrawdown = { most: 0.05, onBreach: 'refuse' } as const;
    const { session, wall } = machine({ governor: { ...NO_GOVERNOR_LIMITS, dayDrawdown }, accountRisk: NO_LIMITS });
    session.startScripted('long exit long long');
    for (const price of [100, 100, 90]) session.flat(price);
    wall.aheadMs = 7 * DAY_MS;
    session.flat(90);
    session.flat(90);
    expect(rules(session)).toEqual(['dayDrawdown', 'dayDrawdown']);
  });
});

describe('a start with a clock that is a day ahead (SPEC 10.5)', () => {
  function restarted() {
    const journal = new MemoryJournal();
    const first = machine({ journal, accounts: [LIVE] });
    first.session.reconcile();
    first.session.flat(100);
    first.session.flat(100);
    const { day } = first.session.account('spot');
    const startMs = first.session.clock.nowMs() + DAY_MS;
    return { day, ...machine({ journal, accounts: [LIVE], idPrefix: 'p', startMs }) };
  }

  it('ends no day of a live account before its exchange has told the time', () => {
    const { session, day } = restarted();
    session.flat(90);
    expect(session.account('spot').day).toEqual(day);
    tellTime(session, START_MS + 5 * MINUTE_MS);
    session.flat(90);
    expect(session.account('spot').day).toEqual(day);
  });

  it('and ends it when that has', () => {
    const { session, day } = restarted();
    tellTime(session, START_MS + DAY_MS + 5 * MINUTE_MS);
    expect(session.account('spot').day?.startMs).toBe((day?.startMs ?? 0) + DAY_MS);
    expect(session.account('spot').day?.equity).toBe(moneyFromText('10000'));
  });
});
