import { describe, expect, it } from 'vitest';
import type { ModeHold, RiskMode, RiskModeEvent } from '../../../../src-main/model/risk-mode.ts';
import { holdsOf, NORMAL, nextRiskMode } from '../../../../src-main/model/risk-mode.ts';

const hold = (changes: Partial<ModeHold> = {}): ModeHold => ({
  kind: 'reduceOnly',
  source: 'person',
  reason: 'because',
  until: 'released',
  sinceMs: 1,
  ...changes,
});

const modeAfter = (...events: readonly RiskModeEvent[]): RiskMode => events.reduce(nextRiskMode, NORMAL);
const restrict = (changes: Partial<ModeHold> = {}): RiskModeEvent => ({ kind: 'restrict', hold: hold(changes) });

describe('the mode of a governor (SPEC 16.9)', () => {
  it('is that of its strictest hold', () => {
    const mode = modeAfter(
      restrict({ kind: 'noNewPositions', source: 'positions' }),
      restrict({ kind: 'flatten', source: 'totalDrawdown' }),
      restrict({ kind: 'reduceOnly' }),
    );
    expect(mode.kind).toBe('flatten');
    expect(holdsOf(mode).map(({ source }) => source)).toEqual(['totalDrawdown', 'person', 'positions']);
  });

  it('falls back to the next hold when the day of the strictest is over', () => {
    const held = [restrict({ kind: 'flatten', source: 'dayLoss', until: 'day' }), restrict({ kind: 'noNewPositions' })];
    expect(modeAfter(...held).kind).toBe('flatten');
    expect(modeAfter(...held, { kind: 'rolled', window: 'week' }).kind).toBe('flatten');
    expect(modeAfter(...held, { kind: 'rolled', window: 'day' }).kind).toBe('noNewPositions');
  });

  it('a person lets go of everything', () => {
    expect(modeAfter(restrict(), restrict({ source: 'positions' }), { kind: 'release' })).toEqual(NORMAL);
  });

  it('of one source the stricter hold counts, of equals the longer', () => {
    const day = { source: 'x', until: 'day' } as const;
    expect(holdsOf(modeAfter(restrict({ ...day, kind: 'flatten' }), restrict({ ...day })))).toEqual([
      hold({ ...day, kind: 'flatten' }),
    ]);
    expect(holdsOf(modeAfter(restrict(day), restrict({ ...day, until: 'week' })))).toEqual([
      hold({ ...day, until: 'week' }),
    ]);
  });

  it('is the same object when nothing changes', () => {
    const mode = modeAfter(restrict());
    expect(nextRiskMode(mode, restrict({ sinceMs: 9, reason: 'again' }))).toBe(mode);
    expect(nextRiskMode(mode, { kind: 'rolled', window: 'day' })).toBe(mode);
    expect(nextRiskMode(NORMAL, { kind: 'release' })).toBe(NORMAL);
  });
});
