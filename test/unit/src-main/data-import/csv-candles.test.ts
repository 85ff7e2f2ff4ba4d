import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCsvCandles } from '../../../../src-main/data-import/csv-candles.ts';
import { REJECTION_KINDS } from '../../../../src-main/data-import/rejections.ts';
import { countsOf, readGood, readText, rowsOf, writeCsv } from './temporary-csv.ts';

const HEADER = 'timestamp,open,high,low,close,volume';
const START = Date.UTC(2021, 2, 4);
const at = (minute: number): number => START + minute * 60_000;
const row = (minute: number, prices = '10,12,9,11,5'): string => `${at(minute)},${prices}`;
const file = (...rows: string[]): string => `${[HEADER, ...rows].join('\n')}\n`;
const candle = (minute: number): number[] => [at(minute), 10, 12, 9, 11, 5];
const CANDLES = [candle(0), candle(1), candle(3)];

describe('readCsvCandles: formats', () => {
  const minutes = [0, 1, 3];
  const iso = (minute: number): string => new Date(at(minute)).toISOString();
  const plain = file(...minutes.map((minute) => row(minute)));

  it.each<[string, string | Uint8Array]>([
    ['plain', plain],
    ['no line end at the end', plain.trimEnd()],
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['byte order mark', `\uFEFF${plain}`],
    ['UTF-16 with mark', Buffer.from(`\uFEFF${plain}`, 'utf16le')],
    ['gzip whatever its name', gzipSync(plain)],
    ['two gzip members', Buffer.concat([gzipSync(plain.slice(0, 60)), gzipSync(plain.slice(60))])],
    ['blank lines', plain.replaceAll('\n', '\n\n  \n')],
    ['no header', minutes.map((minute) => row(minute)).join('\n')],
    ['semicolons', plain.replaceAll(',', ';')],
    ['tabs', plain.replaceAll(',', '\t')],
    ['blanks round fields', plain.replaceAll(',', ' , ')],
    ['quotes', plain.replace(/[^,\n]+/g, '"$&"')],
    ['trailing delimiters', plain.replaceAll('\n', ',\n')],
    ['decimal comma', minutes.map((minute) => `${at(minute)};10,0;12,00;9,0;11,0;5,0`).join('\n')],
    ['ISO', minutes.map((minute) => `${iso(minute)},10,12,9,11,5`).join('\n')],
    ['seconds', minutes.map((minute) => `${at(minute) / 1000},10,12,9,11,5`).join('\n')],
    [
      'milliseconds then microseconds',
      minutes.map((minute) => `${at(minute)}${minute > 0 ? '000' : ''},10,12,9,11,5`).join('\n'),
    ],
    [
      'two columns',
      minutes.map((minute) => `${iso(minute).slice(0, 10)},${iso(minute).slice(11, 16)},10,12,9,11,5`).join('\n'),
    ],
  ])('reads %s', async (_, content) => {
    const { columns, report } = await readGood(content);
    expect(rowsOf(columns)).toEqual(CANDLES);
    expect(report).toMatchObject({ rows: 3, descending: false, gaps: 1, missingBars: 1, first: at(0), last: at(3) });
    expect(countsOf(report)).toEqual({});
  });

  it('gives columns of exact size with memory of their own', async () => {
    const { columns } = await readGood(plain);
    expect(Object.values(columns).map((column) => column.buffer.byteLength)).toEqual(Array(6).fill(24));
  });

  it('reads wall-clock times of a zone and keeps those with an offset', async () => {
    const text = 'time,open,high,low,close\n2021-03-04 01:00,10,12,9,11\n2021-03-04T00:01:00Z,10,12,9,11\n';
    const { columns } = await readGood(text, { timeZone: 'Europe/Berlin' });
    expect([...columns.openTimeMs]).toEqual([at(0), at(1)]);
    expect([...columns.volume]).toEqual([0, 0]);
  });

  it('follows a mapping that overrules the header', async () => {
    const mapping = { time: 0, open: 1, high: 2, low: 3, close: 1, volume: null };
    const { columns } = await readGood(plain, { mapping });
    expect(rowsOf(columns)[0]).toEqual([at(0), 10, 12, 9, 10, 0]);
    const unknown = plain.replace(HEADER, 'aa,bb,cc,dd,ee,ff');
    expect(rowsOf((await readGood(unknown, { mapping: { ...mapping, close: 4, volume: 5 } })).columns)).toEqual(
      CANDLES,
    );
  });

  it('opens weekly bars on Mondays', async () => {
    const monday = Date.UTC(2021, 2, 1);
    const text = `${monday},10,12,9,11,5\n${monday + 3 * 86_400_000},10,12,9,11,5\n`;
    const { report } = await readGood(text, { interval: '1w' });
    expect([report.first, report.last, countsOf(report)]).toEqual([monday, monday, { offInterval: 1 }]);
  });
});

describe('readCsvCandles: rejections', () => {
  it.each([
    [
      'malformed',
      [
        `${at(1)},10,12,9,11`,
        `${at(1)},10,12,9,11,5,7`,
        row(1, 'nan,12,9,11,5'),
        row(1, '10,inf,9,11,5'),
        row(1, '10,12,,11,5'),
        row(1, '10,12,9,11,'),
        row(1, '"10,12,9,11,5'),
        row(1, '1 0,12,9,11,5'),
        row(1, '"1,000",12,9,11,5'),
        row(1, '10,12,9,1e999,5'),
        HEADER,
        'garbage',
        ',,,,,',
        row(1, '"10"0,12,9,11,5'),
      ],
    ],
    [
      'badTime',
      ['4/3/2021,10,12,9,11,5', ',10,12,9,11,5', 'soon,10,12,9,11,5', '2021-02-30,10,12,9,11,5', '61,10,12,9,11,5'],
    ],
    ['offInterval', [`${at(1) + 1},10,12,9,11,5`, `${at(1) / 1000}.5,10,12,9,11,5`, `${at(1)}001,10,12,9,11,5`]],
    ['nonPositive', [row(1, '0,12,9,11,5'), row(1, '10,12,-9,11,5'), row(1, '10,0,0,11,5'), row(1, '10,12,9,-0,5')]],
    ['highBelowLow', [row(1, '10,8,9,11,5')]],
    [
      'openCloseOutside',
      [row(1, '8,12,9,11,5'), row(1, '13,12,9,11,5'), row(1, '10,12,9,8,5'), row(1, '10,12,9,13,5')],
    ],
    ['negativeVolume', [row(1, '10,12,9,11,-5')]],
    ['duplicate', [row(0), row(0, '20,22,19,21,5')]],
    ['outOfOrder', [row(-1), row(-3)]],
  ] as const)('counts %s and takes the others', async (kind, bad) => {
    const { columns, report } = await readGood(
      file(row(0), row(0.5).replace(`${at(0.5)}`, `${at(2)}`), ...bad, row(3)),
    );
    const lines = bad.map((text, index) => ({ line: index + 4, text }));
    expect(countsOf(report)).toEqual({ [kind]: bad.length });
    expect(report.rejected[kind].first).toEqual(lines.slice(0, 10));
    expect(report.rows).toBe(bad.length + 3);
    expect([...columns.openTimeMs]).toEqual([at(0), at(2), at(3)]);
  });

  it('has one kind a row, the first in the documented order', async () => {
    const worst = [
      'x,10,12,9,nan,-5',
      'x,0,1,2,3,-5',
      `${at(1) + 1},0,1,2,3,-5`,
      row(1, '0,1,2,3,-5'),
      row(1, '3,1,2,3,-5'),
      row(1, '3,2,1,1,-5'),
      row(0, '10,12,9,11,-5'),
      row(0),
      row(-1),
    ];
    const { report } = await readGood(file(row(0), row(2), ...worst));
    expect(REJECTION_KINDS.map((kind) => report.rejected[kind].first[0]?.line)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(countsOf(report)).toEqual(Object.fromEntries(REJECTION_KINDS.map((kind) => [kind, 1])));
  });

  it('does not take a rejected row for the first of a duplicate', async () => {
    const { columns, report } = await readGood(file(row(0), row(1, '10,8,9,11,5'), row(1)));
    expect([rowsOf(columns), countsOf(report)]).toEqual([[candle(0), candle(1)], { highBelowLow: 1 }]);
  });

  it('calls the wall clock that jumps or repeats a bad time', async () => {
    const rows = ['01:59', '02:00', '02:30', '03:00'].map((clock) => `2021-03-28 ${clock},10,12,9,11,5`);
    const { report } = await readGood(rows.join('\n'), { timeZone: 'Europe/Berlin' });
    expect([countsOf(report), report.gaps, report.last]).toEqual([{ badTime: 2 }, 0, Date.UTC(2021, 2, 28, 1)]);
  });

  it('keeps the first ten of a kind, long lines cut', async () => {
    const bad = Array.from({ length: 25 }, () => 'x'.repeat(500));
    const { report } = await readGood(file(row(0), ...bad));
    expect(report.rejected.malformed.count).toBe(25);
    expect(report.rejected.malformed.first.map((rejected) => rejected.line)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(report.rejected.malformed.first[0]?.text).toBe(`${'x'.repeat(200)}…`);
  });
});

describe('readCsvCandles: newest first', () => {
  it('reads a descending file backwards, the lower of two equal times winning', async () => {
    const { columns, report } = await readGood(
      file(row(4), row(3), row(2, '10,12,9,11,7'), row(2), 'x', row(1), row(0)),
    );
    expect(rowsOf(columns)).toEqual([0, 1, 2, 3, 4].map(candle));
    expect(report).toMatchObject({ descending: true, rows: 7, gaps: 0, first: at(0), last: at(4) });
    expect(countsOf(report)).toEqual({ malformed: 1, duplicate: 1 });
    expect(report.rejected.duplicate.first).toEqual([{ line: 4, text: row(2, '10,12,9,11,7') }]);
  });

  it('lets a rejected row decide nothing about the direction', async () => {
    const { report } = await readGood(file(row(4), row(9, '0,12,9,11,7'), row(3)));
    expect([report.descending, countsOf(report)]).toEqual([true, { nonPositive: 1 }]);
  });

  it('does not read backwards when a single row goes up', async () => {
    const { columns, report } = await readGood(file(row(4), row(3), row(3), row(4), row(2), row(5), row(1)));
    expect(rowsOf(columns)).toEqual([candle(4), candle(5)]);
    expect([report.descending, countsOf(report)]).toEqual([false, { duplicate: 1, outOfOrder: 4 }]);
    expect(report.rejected.outOfOrder.first.map((rejected) => rejected.line)).toEqual([3, 4, 6, 8]);
  });

  it('is not descending with one time only', async () => {
    const { columns, report } = await readGood(file(row(1), row(1, '10,12,9,11,7'), row(1)));
    expect(rowsOf(columns)).toEqual([candle(1)]);
    expect([report.descending, countsOf(report)]).toEqual([false, { duplicate: 2 }]);
  });
});

describe('readCsvCandles: failures', () => {
  it.each([
    ['empty', '', 0],
    ['header only', file(), 0],
    ['text', 'hello\nworld\n', 2],
    ['bytes', '\u0000\u0001\u0002', 1],
    ['days before months', file('4/3/2021,10,12,9,11,5'), 1],
    ['too narrow', '1672531436,90.54,1.1\n', 1],
  ])('has no good rows: %s', async (_, content, rows) => {
    const outcome = await readText(content);
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'noGoodRows', details: { report: { rows, first: null, last: null } } },
    });
  });

  it('names the file that is not there or cannot be read', async () => {
    const gone = await readCsvCandles({ path: '/nowhere/prices.csv', interval: '1m' });
    expect(gone).toMatchObject({
      error: { code: 'fileNotFound', message: expect.stringContaining('/nowhere/prices.csv') },
    });
    expect(await readCsvCandles({ path: '/', interval: '1m' })).toMatchObject({ error: { code: 'fileUnreadable' } });
    const packed = gzipSync(file(...Array.from({ length: 2000 }, (_, minute) => row(minute))));
    expect(await readText(packed.subarray(0, packed.length - 20))).toMatchObject({ error: { code: 'fileUnreadable' } });
    const damaged = Buffer.from(packed);
    damaged.writeUInt32LE(0, packed.length - 8);
    expect(await readText(damaged)).toMatchObject({ error: { code: 'fileUnreadable' } });
    expect(await readText(Buffer.from('PK\u0003\u0004rest'))).toMatchObject({ error: { code: 'fileUnreadable' } });
    expect(await readText(Buffer.from([0xfe, 0xff, 0, 65]))).toMatchObject({ error: { code: 'fileUnreadable' } });
  });

  it('refuses an unknown zone, a mapping beyond the columns and an unknown header', async () => {
    const badZone = await readText(file(row(0)), { timeZone: 'Mars/Olympus' });
    expect(badZone).toMatchObject({ error: { code: 'badArgument', message: expect.stringContaining('Mars/Olympus') } });
    const usual = { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 };
    for (const wrong of [{ close: 6 }, { volume: -1 }, { time: 0.5 }]) {
      const outcome = await readText(file(row(0)), { mapping: { ...usual, ...wrong } });
      expect(outcome).toMatchObject({
        error: { code: 'badArgument', message: expect.stringContaining('expected a column from 0 to 5') },
      });
    }
    expect(await readText('a,b,c,d,e\n1,2,3,4,5\n')).toMatchObject({
      error: { code: 'badArgument', message: expect.stringContaining('mapping') },
    });
  });
});

describe('readCsvCandles: progress and cancel', () => {
  const long = file(...Array.from({ length: 40_000 }, (_, minute) => row(minute)));

  it('reports rising shares up to the whole', async () => {
    for (const content of [long, gzipSync(long)]) {
      const shares: number[] = [];
      const path = await writeCsv(content);
      await readCsvCandles({ path, interval: '1m' }, { onProgress: (share) => shares.push(share) });
      expect(shares.length).toBeGreaterThan(2);
      expect(shares.at(-1)).toBe(1);
      expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    }
  });

  it('stops soon after a cancel that came from the event loop', async () => {
    const path = await writeCsv(long);
    let cancelled = false;
    const shares: number[] = [];
    const reading = readCsvCandles(
      { path, interval: '1m' },
      {
        isCancelled: () => cancelled,
        onProgress: (share) => {
          shares.push(share);
          setImmediate(() => {
            cancelled = true;
          });
        },
      },
    );
    expect(await reading).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(shares.length).toBeLessThan(3);
  });
});
