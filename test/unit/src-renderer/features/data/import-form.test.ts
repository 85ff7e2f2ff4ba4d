import { describe, expect, it } from 'vitest';
import type { CsvPreviewView } from '../../../../../src-preload/contract/research-views.ts';
import { coverageShare, gapStretches } from '../../../../../src-renderer/features/data/coverage.ts';
import {
  columnCount,
  formOfPreview,
  importRequestOf,
  problemsOfImport,
} from '../../../../../src-renderer/features/data/import-form.ts';

const MAPPING = { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 };
const PREVIEW: CsvPreviewView = {
  path: '/data/BTC-USDT-1h.csv',
  fileName: 'BTC-USDT-1h.csv',
  bytes: 1000,
  delimiter: ',',
  decimalComma: false,
  header: ['t', 'o', 'h', 'l', 'c', 'v', 'n'],
  mapping: MAPPING,
  timeFormat: 'epochMs',
  needsTimeZone: false,
  guessedSymbol: 'BTC-USDT',
  guessedInterval: '1h',
  rows: [['1', '2', '3', '1', '2', '5', '9']],
};

describe('the import form', () => {
  it('takes what was guessed and sends no mapping of its own', () => {
    expect(importRequestOf(formOfPreview(PREVIEW), PREVIEW)).toEqual({
      path: PREVIEW.path,
      symbol: 'BTC-USDT',
      interval: '1h',
      timeZone: 'UTC',
      mapping: null,
    });
  });

  it('sends the mapping when it was changed', () => {
    const form = formOfPreview(PREVIEW);
    const changed = { ...form, columns: { ...form.columns, volume: null } };
    expect(importRequestOf(changed, PREVIEW)?.mapping).toEqual({ ...MAPPING, volume: null });
  });

  it('says what is missing when nothing could be guessed', () => {
    const blank = { ...PREVIEW, mapping: null, guessedSymbol: null, guessedInterval: null };
    const form = formOfPreview(blank);
    expect(problemsOfImport(form)).toEqual(['symbolMissing', 'intervalMissing', 'columnMissing']);
    expect(importRequestOf(form, blank)).toBeUndefined();
    expect(problemsOfImport({ ...form, symbol: 'BTC', interval: '1h', columns: { ...MAPPING, close: 1 } })).toEqual([
      'symbolMalformed',
      'columnTwice',
    ]);
  });

  it('writes a symbol the one way', () => {
    expect(importRequestOf({ ...formOfPreview(PREVIEW), symbol: ' eth/usdt ' }, PREVIEW)?.symbol).toBe('ETH-USDT');
  });

  it('counts the columns of a file with or without a header', () => {
    expect(columnCount(PREVIEW)).toBe(7);
    expect(columnCount({ ...PREVIEW, header: null })).toBe(7);
    expect(columnCount({ ...PREVIEW, header: null, rows: [] })).toBe(0);
  });
});

describe('the coverage bar', () => {
  const series = { firstMs: 0, endMs: 1000 };

  it('shows gaps where they are', () => {
    expect(gapStretches(series, [{ fromMs: 100, toMs: 200, missingBars: 1 }])).toEqual([{ start: 0.1, width: 0.1 }]);
  });

  it('makes the smallest gap visible and joins those that touch', () => {
    const gaps = [
      { fromMs: 500, toMs: 500.1, missingBars: 1 },
      { fromMs: 501, toMs: 501.1, missingBars: 1 },
      { fromMs: 999.9, toMs: 1000, missingBars: 1 },
    ];
    const stretches = gapStretches(series, gaps);
    expect(stretches).toHaveLength(2);
    expect(stretches[0]?.width).toBeGreaterThan(0.002);
    expect((stretches[1]?.start ?? 0) + (stretches[1]?.width ?? 0)).toBeLessThanOrEqual(1);
  });

  it('has a share of what is there', () => {
    expect(coverageShare(3, 1)).toBe(0.75);
    expect(coverageShare(0, 0)).toBe(0);
  });
});
