import { describe, expect, it, vi } from 'vitest';
import { moneyFromText, priceFromText } from '../../../../src-main/model/money.ts';
import type { OrderStory } from '../../../../src-main/model/order-story.ts';
import type { SessionOptions } from '../../../fakes/engine-session.ts';
import { EngineSession, NO_LIMITS, WHOLE } from '../../../fakes/engine-session.ts';
import { enter, startIntents } from '../../../fakes/intent-script.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const LIMITED = { ...NO_LIMITS, maxPositionFraction: 0.6 };
const SIZED = {
  ...WHOLE,
  sizeFraction: 0.5,
  stopLossFraction: 0.02,
  sizing: { kind: 'riskPerTrade', riskFraction: 0.04 },
} as const;

function begun(options: SessionOptions, changes = {}): { session: EngineSession; stories: Map<string, OrderStory> } {
  const journal = new MemoryJournal();
  const session = new EngineSession({ journal, accountRisk: LIMITED, ...options });
  startIntents(session, [[enter('long')]], { risk: SIZED, ...changes });
  session.flat(100);
  session.flat(100);
  session.flat(100);
  return { session, stories: journal.stories };
}

describe('the story of an order (SPEC 5.11)', () => {
  it('is kept with the intent: decision, sizing before its bounds, and every check with limit and actual value', () => {
    const { session, stories } = begun({ explain: true });
    const [entry, stop] = [...stories.values()];
    const decision = session.of('decision')[0];
    expect(entry?.decision).toMatchObject({ timeMs: decision?.timeMs, barOpenMs: (decision?.timeMs ?? 0) - 60_000 });
    expect(entry?.latestPrice).toBe(priceFromText('100'));
    expect(entry?.sizing).toEqual({
      method: 'riskPerTrade',
      inputs: [
        { name: 'equity', value: '10000 USDT' },
        { name: 'most', value: '5000 USDT' },
        { name: 'riskFraction', value: '0.04' },
        { name: 'stopDistance', value: '0.02' },
      ],
      wanted: '20000 USDT',
    });
    expect(session.of('order')[0]?.order.size).toEqual({ kind: 'quote', amount: moneyFromText('5000') });
    expect(entry?.checks).toContainEqual({
      rule: 'maxPosition',
      verdict: 'allowed',
      limit: 'at most 6000 USDT in one position',
      actual: '5000 USDT',
    });
    expect(entry?.checks).toContainEqual({ rule: 'dailyLoss', verdict: 'notApplicable', why: 'no limit is set' });
    expect(entry?.checks.map(({ rule }) => rule)).toContain('buyingPower');
    // What protects was asked for by nobody's decision, and is checked as what only reduces.
    expect(stop).toMatchObject({ decision: null, sizing: null, plan: null });
    expect(stop?.checks.map(({ rule }) => rule)).toEqual(['halted', 'reconciliation', 'ownHolding', 'venueFilters']);
  });

  it('of a plan is told by its first order, with what the whole was asked', () => {
    const { stories } = begun(
      { explain: true },
      { execution: { kind: 'makerFirst', deadlineMs: 60_000, maxSlippageBps: null } },
    );
    const [first, second] = [...stories.values()];
    expect(first?.plan).toMatchObject({ style: 'makerFirst', arrivalPrice: priceFromText('100') });
    expect(first?.plan?.checks.map(({ rule }) => rule)).toContain('maxPosition');
    expect(first?.sizing?.method).toBe('riskPerTrade');
    expect(first?.decision).not.toBeNull();
    expect(second).toMatchObject({ decision: null, sizing: null, plan: null });
  });

  it('changes nothing of what is traded, and costs nothing where nobody keeps it', () => {
    const told = begun({ explain: true });
    const silent = begun({});
    expect(silent.stories.size).toBe(0);
    expect(silent.session.fills()).toEqual(told.session.fills());
    expect(silent.session.of('order').map(({ order }) => order)).toEqual(
      told.session.of('order').map(({ order }) => order),
    );
  });
});
