import { describe, expect, it } from 'vitest';
import type { PromotionCheckView } from '../../../../../src-preload/contract/promotion-views.ts';
import {
  openChecks,
  type PromotionDraft,
  requestOf,
} from '../../../../../src-renderer/features/bots/promotion-draft.ts';
import { asksText, foundText } from '../../../../../src-renderer/features/bots/promotion-text.ts';

const check = (change: Partial<PromotionCheckView> & Pick<PromotionCheckView, 'id'>): PromotionCheckView => ({
  ...{ isPassed: true, mayBeOverridden: true, asked: null, found: null, finding: 'good', ...change },
});
const CHECKS = [check({ id: 'limits' }), check({ id: 'key', isPassed: false, finding: 'mayWithdraw' })];
const DRAFT: PromotionDraft = { name: ' Live one ', reasons: {}, paper: 'stops', isStarted: false, confirmed: '' };
const NAMES = { botId: 'b', accountId: 'binance-USDT' };

describe('the form of a promotion', () => {
  it('asks for a reason of every check that failed before anything is sent', () => {
    expect(openChecks(CHECKS, DRAFT).map(({ id }) => id)).toEqual(['key']);
    expect(requestOf(DRAFT, CHECKS, NAMES)).toBeNull();
    const reasoned = { ...DRAFT, reasons: { key: ' no other key exists ', limits: 'not needed at all' } };
    expect(requestOf(reasoned, CHECKS, NAMES)).toEqual({
      ...{ ...NAMES, name: 'Live one', paper: 'stops', startConfirmedAs: null },
      overrides: [{ check: 'key', reason: 'no other key exists' }],
    });
    expect(requestOf(reasoned, CHECKS, { ...NAMES, accountId: null })).toBeNull();
  });

  it('starts the copy only when its name was typed once more', () => {
    const draft = { ...DRAFT, isStarted: true };
    expect(requestOf(draft, CHECKS.slice(0, 1), NAMES)).toBeNull();
    expect(requestOf({ ...draft, confirmed: 'Live' }, CHECKS.slice(0, 1), NAMES)).toBeNull();
    expect(requestOf({ ...draft, confirmed: 'Live one' }, CHECKS.slice(0, 1), NAMES)?.startConfirmedAs).toBe(
      'Live one',
    );
  });

  it('says what is asked and what is there in the units of the check', () => {
    const time = check({ id: 'paperTime', asked: 14, found: 3.25, finding: 'measured' });
    expect([asksText(time), foundText(time)]).toEqual(['At least 14 days with these settings', '3.3 days']);
    const run = check({ id: 'backtest', asked: 0.95, found: 0.9, finding: 'changedSinceRun' });
    expect(foundText(run)).toMatch(/^\+?90.*% · Settings were changed since the run$/);
  });
});
