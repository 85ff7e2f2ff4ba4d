import { describe, expect, it } from 'vitest';
import { accountRiskView } from '../../../../../src-preload/contract/views.ts';
import {
  accountRiskOf,
  draftOfRisk,
  problemsOfRisk,
} from '../../../../../src-renderer/features/risk-page/account-limits-draft.ts';

const risk = { maxPositionFraction: 1, maxDailyLossFraction: 0.07, dayRollOffsetMs: 63_000_000 };

describe('account limits as typed', () => {
  it('come back as they were', () => {
    expect(draftOfRisk(risk)).toEqual({ maxPositionPercent: 100, maxDailyLossPercent: 7, dayBegins: '17:30' });
    expect(accountRiskOf(draftOfRisk(risk))).toEqual(risk);
    expect(accountRiskView.safeParse(accountRiskOf(draftOfRisk(risk))).success).toBe(true);
  });

  it('empty is no limit', () => {
    const none = { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 };
    expect(accountRiskOf({ maxPositionPercent: '', maxDailyLossPercent: '', dayBegins: '00:00' })).toEqual(none);
    expect(draftOfRisk(none)).toEqual({ maxPositionPercent: '', maxDailyLossPercent: '', dayBegins: '00:00' });
  });

  it('a day that begins before midnight UTC is shown as a time of day', () => {
    expect(draftOfRisk({ ...risk, dayRollOffsetMs: -3_600_000 }).dayBegins).toBe('23:00');
  });

  it.each([
    [{ maxPositionPercent: 0 }, 'maxPositionPercent'],
    [{ maxPositionPercent: 1001 }, 'maxPositionPercent'],
    [{ maxDailyLossPercent: 101 }, 'maxDailyLossPercent'],
    [{ maxDailyLossPercent: '-' }, 'maxDailyLossPercent'],
    [{ dayBegins: '24:00' }, 'dayBegins'],
    [{ dayBegins: '7' }, 'dayBegins'],
  ])('%o cannot be saved', (part, field) => {
    const draft = { ...draftOfRisk(risk), ...part };
    expect(Object.keys(problemsOfRisk(draft))).toEqual([field]);
    expect(accountRiskOf(draft)).toBeUndefined();
  });
});
