import { describe, expect, it } from 'vitest';
import { LIMIT_NAMES as MODEL_NAMES, NO_GOVERNOR_LIMITS } from '../../../../../src-main/model/governor-limits.ts';
import { governorLimitsView } from '../../../../../src-preload/contract/risk-views.ts';
import {
  draftsOf,
  LIMIT_NAMES,
  limitsOf,
  problemOf,
} from '../../../../../src-renderer/features/risk-page/limit-draft.ts';

const limits = {
  ...NO_GOVERNOR_LIMITS,
  totalDrawdown: { most: 0.07, onBreach: 'flatten' },
  positions: { most: 3, onBreach: 'refuse' },
} as const;

describe('limits as a person types them', () => {
  it('shows every limit there is', () => {
    expect([...LIMIT_NAMES].sort()).toEqual([...MODEL_NAMES].sort());
  });

  it('fractions as percent, counts as numbers, none as an empty field, and back', () => {
    const drafts = draftsOf(limits);
    expect(drafts.totalDrawdown).toEqual({ most: 7, onBreach: 'flatten' });
    expect(drafts.positions).toEqual({ most: 3, onBreach: 'refuse' });
    expect(drafts.dayLoss).toEqual({ most: '', onBreach: 'refuse' });
    expect(limitsOf(drafts)).toEqual(limits);
  });

  it.each(LIMIT_NAMES)('%s: what is typed is what the contract takes, or a problem', (name) => {
    for (const most of [0, -1, 0.5, 1, 1.5, 100, 101, 1000, 1001, 100_000, 100_001]) {
      const drafts = { ...draftsOf(limits), [name]: { most, onBreach: 'refuse' as const } };
      const sent = limitsOf(drafts);
      expect(problemOf(name, drafts[name]) === undefined).toBe(sent !== undefined);
      if (sent !== undefined) expect(governorLimitsView.safeParse(sent).success).toBe(true);
    }
    expect(problemOf(name, { most: '', onBreach: 'refuse' })).toBeUndefined();
  });

  it('names what is expected', () => {
    expect(problemOf('positions', { most: 1.5, onBreach: 'refuse' })).toBe('A whole number from 1 to 1,000');
    expect(problemOf('dayLoss', { most: 101, onBreach: 'refuse' })).toBe('Above 0%, at most 100%');
  });
});
