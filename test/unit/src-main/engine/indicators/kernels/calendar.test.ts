import { describe, expect, it } from 'vitest';
import {
  monthNumber,
  periodNumber,
  weekNumber,
} from '../../../../../../src-main/engine/indicators/kernels/calendar.ts';

const DAY_MS = 86_400_000;

describe('calendar by arithmetic', () => {
  it('counts months as the runtime does, 1967 to 2079', () => {
    for (let day = -1000; day < 40_000; day++) {
      const date = new Date(day * DAY_MS);
      expect(monthNumber(day)).toBe((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
    }
  });

  it('starts weeks on Monday', () => {
    for (let day = 0; day < 1000; day++) {
      const isMonday = new Date(day * DAY_MS).getUTCDay() === 1;
      expect(weekNumber(day) !== weekNumber(day - 1)).toBe(isMonday);
    }
  });

  it('rolls days, weeks and months at the start of the session', () => {
    const at = (text: string, period: 'day' | 'week' | 'month') => periodNumber(period, Date.parse(text), 22 * 60);
    expect(at('2025-01-31T22:00Z', 'day')).toBe(at('2025-01-31T21:59Z', 'day') + 1);
    expect(at('2025-02-01T22:00Z', 'month')).toBe(at('2025-02-01T21:59Z', 'month') + 1);
    expect(at('2025-02-03T22:00Z', 'week')).toBe(at('2025-02-03T21:59Z', 'week') + 1);
  });
});
