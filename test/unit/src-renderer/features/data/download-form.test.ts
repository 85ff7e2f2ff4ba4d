import { describe, expect, it } from 'vitest';
import {
  type DownloadForm,
  dayBefore,
  downloadRequestOf,
} from '../../../../../src-renderer/features/data/download-form.ts';

const form: DownloadForm = {
  instrumentIds: ['binance:BTC-USDT'],
  interval: '1h',
  fromDay: '2026-03-01',
  toDay: '2026-03-01',
};

describe('a download that is asked for', () => {
  it('includes its last day', () => {
    expect(downloadRequestOf(form)).toEqual({
      instrumentIds: ['binance:BTC-USDT'],
      interval: '1h',
      fromMs: Date.UTC(2026, 2, 1),
      toMs: Date.UTC(2026, 2, 2),
    });
  });

  it('goes up to now without one', () => {
    expect(downloadRequestOf({ ...form, toDay: '' })?.toMs).toBeNull();
  });

  it.each([
    ['no symbol', { instrumentIds: [] }],
    ['no first day', { fromDay: '' }],
    ['days in the wrong order', { toDay: '2026-02-28' }],
    ['a day that is none', { toDay: '2026-02-31x' }],
  ])('is not whole with %s', (_, part) => {
    expect(downloadRequestOf({ ...form, ...part })).toBeUndefined();
  });

  it('days are counted in UTC', () => {
    expect(dayBefore(365, Date.UTC(2026, 2, 1, 23, 59))).toBe('2025-03-01');
  });
});
