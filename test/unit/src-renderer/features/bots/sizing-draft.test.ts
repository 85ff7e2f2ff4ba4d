import { describe, expect, it } from 'vitest';
import { botRiskView } from '../../../../../src-preload/contract/views.ts';
import {
  hasSizingProblem,
  PLAIN_SIZING,
  SIZE_FIELDS,
  type SizingDraft,
  sizingDraftOf,
  sizingProblem,
  sizingRiskOf,
} from '../../../../../src-renderer/features/bots/sizing-draft.ts';

const RISK = { sizeFraction: 0.1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 };
const KINDS = Object.keys(SIZE_FIELDS) as SizingDraft['kind'][];

describe('the size of entries as typed', () => {
  it('nothing is sent for what is switched off', () => {
    expect(sizingRiskOf(PLAIN_SIZING)).toEqual({});
    expect(sizingDraftOf(RISK)).toEqual(PLAIN_SIZING);
  });

  it.each(KINDS)('%s: what is sent is of the contract and comes back as it was typed', (kind) => {
    const draft: SizingDraft = {
      ...{ ...PLAIN_SIZING, kind, riskPercent: 0.7, dailyPercent: 2, lossPauseMinutes: 15 },
      ...{ lossesInRow: 3, rowPauseMinutes: 90, lossesPerDay: 4, trailingPercent: 2.5, maxBars: 48 },
    };
    const risk = { ...RISK, ...sizingRiskOf(draft) };
    expect(hasSizingProblem(draft)).toBe(false);
    expect(botRiskView.parse(risk)).toEqual(risk);
    const back = sizingDraftOf(risk);
    const shown = [...SIZE_FIELDS[kind], 'lossPauseMinutes', 'rowPauseMinutes', 'trailingPercent', 'maxBars'] as const;
    expect(shown.map((field) => back[field])).toEqual(shown.map((field) => draft[field]));
    expect(back.kind).toBe(kind);
  });

  it('names what is out of range, in fields that are shown alone', () => {
    const draft: SizingDraft = { ...PLAIN_SIZING, kind: 'kelly', leastTrips: 5, amount: -1, lossesInRow: 1.5 };
    expect(sizingProblem(draft, 'leastTrips')).toBe('From 10 to 10000');
    expect(sizingProblem(draft, 'amount')).toBeUndefined();
    expect(sizingProblem(draft, 'lossesInRow')).toBe('From 1 to 100');
    expect(sizingProblem({ ...draft, kellyPercent: '' }, 'kellyPercent')).toBe('Required');
  });
});
