import { describe, expect, it, vi } from 'vitest';
import { EngineSession, WHOLE } from '../../../fakes/engine-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

/** Bars have a volume of 1: 0.4 a bar is there for us. Money buys 1 at 100. */
function session(): EngineSession {
  return new EngineSession({ capital: '100', model: { participation: 0.4 } });
}

const prices = (each: EngineSession): string[] => each.fills();

describe('orders filled in parts (SPEC 5.3, 6.1, 11.15)', () => {
  it('an entry is protected part by part, for all that is held', () => {
    const each = session();
    each.startScripted('long', { risk: { ...WHOLE, stopLossFraction: 0.1 } });
    for (let bar = 0; bar < 4; bar++) each.flat(100);
    expect(prices(each)).toEqual(['buy 0.4@100 entry', 'buy 0.4@100 entry', 'buy 0.2@100 entry']);
    const [protection, ...more] = each.engine.snapshot().openOrders;
    expect(more).toEqual([]);
    expect(protection?.order).toMatchObject({ purpose: 'stop', size: { kind: 'base', quantity: 100_000_000n } });
  });

  it('a stop that was touched goes on at market: it is not set anew for what is left', () => {
    const each = session();
    each.startScripted('long', { risk: { ...WHOLE, stopLossFraction: 0.1 } });
    for (let bar = 0; bar < 4; bar++) each.flat(100);
    each.bar([100, 100, 89, 99]);
    each.flat(99);
    each.flat(99);
    expect(prices(each).slice(3)).toEqual(['sell 0.4@90 stop', 'sell 0.4@99 stop', 'sell 0.2@99 stop']);
    expect(each.position()).toBe('0');
    expect(each.open()).toEqual([]);
  });

  it('a close that is under way is not doubled, nor is what came on top of it forgotten', () => {
    const each = session();
    each.startScripted('long hold hold hold exit');
    for (let bar = 0; bar < 6; bar++) each.flat(100);
    expect(each.position()).toBe('0.6');
    each.command({ kind: 'closePositions', purpose: 'flatten' });
    expect(each.open()).toEqual(['signal sell working']);
    each.flat(100);
    each.flat(100);
    expect(each.position()).toBe('0');
    expect(each.open()).toEqual([]);
  });
});
