import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { previewCsv } from '../../../../src-main/data-import/csv-preview.ts';
import { csvPreviewView } from '../../../../src-preload/contract/research-views.ts';
import { writeCsv } from './temporary-csv.ts';

describe('previewCsv', () => {
  it('shows what the beginning says, in the shape of the contract', async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, index) => `2021-03-${String((index % 28) + 1).padStart(2, '0')};1,5;2,5;0,5;1,75;10`,
    );
    const content = gzipSync(['Date;Open;High;Low;Close;Volume', ...rows].join('\r\n'));
    const path = await writeCsv(content, 'ETHUSD-daily.csv.gz');
    const preview = unwrap(await previewCsv(path));
    expect(csvPreviewView.parse(preview)).toEqual(preview);
    expect(preview).toMatchObject({
      path,
      bytes: content.length,
      delimiter: ';',
      decimalComma: true,
      header: ['Date', 'Open', 'High', 'Low', 'Close', 'Volume'],
      mapping: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
      timeFormat: 'text',
      needsTimeZone: true,
      guessedSymbol: 'ETH-USD',
      guessedInterval: '1d',
    });
    expect(preview.rows).toHaveLength(20);
    expect(preview.rows[0]).toEqual(['2021-03-01', '1,5', '2,5', '0,5', '1,75', '10']);
  });

  it('takes dates and times of day in two columns together', async () => {
    const path = await writeCsv('2021.03.04,05:00,1,2,0.5,1.5,10\n2021.03.04,05:15,1,2,0.5,1.5,10\n');
    expect(unwrap(await previewCsv(path))).toMatchObject({
      guessedInterval: '15m',
      needsTimeZone: true,
      timeFormat: 'text',
    });
  });

  it('knows nothing of an empty file, and fails on none', async () => {
    const preview = unwrap(await previewCsv(await writeCsv('')));
    expect(preview).toMatchObject({ header: null, mapping: null, timeFormat: null, needsTimeZone: false, rows: [] });
    expect(await previewCsv('/nowhere.csv')).toMatchObject({ error: { code: 'fileNotFound' } });
  });
});
