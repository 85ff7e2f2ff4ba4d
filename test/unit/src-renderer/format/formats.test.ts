import { describe, expect, it } from 'vitest';
import {
  allTimeZones,
  formatAmount,
  formatBytes,
  formatDuration,
  formatPercent,
  formatPrice,
  formatTime,
  isTimeZone,
  zoneOffset,
} from '../../../../src-renderer/format/index.ts';

const WINTER_MS = Date.UTC(2026, 0, 5, 13, 4, 9);

describe('amounts and prices', () => {
  it('name their asset', () => {
    expect(formatAmount('1234.5', 'USDT')).toBe('1,234.50 USDT');
    expect(formatAmount('0.5', 'BTC')).toBe('0.50000000 BTC');
    expect(formatAmount('-1.005', 'USDT', { signed: true })).toBe('−1.01 USDT');
    expect(formatAmount(null, 'USDT')).toBe('—');
  });

  it('follow the tick, or six figures without one', () => {
    expect(formatPrice(60158, '0.1')).toBe('60,158.0');
    expect(formatPrice('0.00001234', '0.00000001')).toBe('0.00001234');
    expect(formatPrice(1.23456789)).toBe('1.23457');
    expect(formatPrice(0.000012345678)).toBe('0.0000123457');
    expect(formatPrice(60158.25)).toBe('60,158.25');
    expect(formatPrice(undefined)).toBe('—');
  });

  it('percent takes a fraction', () => {
    expect(formatPercent(0.1234)).toBe('12.34%');
    expect(formatPercent(-0.5, { decimals: 1, signed: true })).toBe('−50.0%');
    expect(formatPercent(Number.NaN)).toBe('—');
  });
});

describe('times', () => {
  it('are shown in the zone asked for', () => {
    expect(formatTime(WINTER_MS, 'UTC', 'full')).toBe('05 Jan 2026 13:04:09');
    expect(formatTime(WINTER_MS, 'America/New_York', 'dateTime')).toBe('05 Jan 2026 08:04');
    expect(formatTime(WINTER_MS, 'Asia/Tokyo', 'time')).toBe('22:04:09');
    expect(formatTime(Number.NaN, 'UTC', 'time')).toBe('—');
  });

  it('midnight is 00, not 24', () => {
    expect(formatTime(Date.UTC(2026, 0, 5), 'UTC', 'minute')).toBe('00:00');
  });

  it('the zone says how it stands to UTC', () => {
    expect(zoneOffset('UTC', WINTER_MS)).toBe('UTC');
    expect(zoneOffset('America/New_York', WINTER_MS)).toBe('UTC−5');
    expect(zoneOffset('Asia/Kolkata', WINTER_MS)).toBe('UTC+5:30');
  });

  it('knows zones from other words', () => {
    expect([isTimeZone('Europe/Berlin'), isTimeZone('Europe/Nowhere'), isTimeZone('')]).toEqual([true, false, false]);
    expect(allTimeZones()[0]).toBe('UTC');
    expect(new Set(allTimeZones()).size).toBe(allTimeZones().length);
  });
});

describe('lengths and sizes', () => {
  it.each([
    [0, '0 ms'],
    [480, '480 ms'],
    [5000, '5 s'],
    [725_000, '12 m 5 s'],
    [7_200_000, '2 h'],
    [273_600_000, '3 d 4 h'],
  ])('%i ms is %s', (durationMs, shown) => {
    expect(formatDuration(durationMs)).toBe(shown);
  });

  it('bytes in powers of a thousand', () => {
    expect([0, 999, 1000, 1_550_000].map(formatBytes)).toEqual(['0 B', '999 B', '1.0 kB', '1.6 MB']);
  });
});
