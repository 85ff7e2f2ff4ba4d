import { describe, expect, it } from 'vitest';
import { brokenLevels } from '../../../../../src-main/engine/risk/levels.ts';
import { marksFrom } from '../../../../../src-main/engine/risk/watermarks.ts';
import { NO_GOVERNOR_LIMITS } from '../../../../../src-main/model/governor-limits.ts';
import { moneyFromText } from '../../../../../src-main/model/money.ts';

const limit = { most: 0.3, onBreach: 'noNewPositions' } as const;
const limits = {
  ...NO_GOVERNOR_LIMITS,
  ...{ totalDrawdown: limit, dayDrawdown: limit, weekDrawdown: limit, dayLoss: limit },
};
const broken = (mark: string, equity: string): readonly string[] => {
  const marks = marksFrom(moneyFromText(mark), 0, 0);
  return brokenLevels({ limits, marks, equity: moneyFromText(equity), asset: 'USDT' }).map(({ name }) => name);
};

describe('levels that the equity has come down to (SPEC 16.6)', () => {
  it('are none before the money of an account has come in: nothing has fallen from zero', () => {
    expect(broken('0', '0')).toEqual([]);
  });

  it('are all of them for an account that owes', () => {
    expect(broken('0', '-0.01')).toHaveLength(4);
  });

  it('count a fall of exactly the limit', () => {
    expect(broken('100', '70.01')).toEqual([]);
    expect(broken('100', '70')).toHaveLength(4);
  });
});
