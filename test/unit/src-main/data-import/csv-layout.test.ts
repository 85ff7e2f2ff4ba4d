import { describe, expect, it } from 'vitest';
import { clockColumnOf, detectLayout } from '../../../../src-main/data-import/csv-layout.ts';

const USUAL = { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 };
const rowsAfter = (header: string, ...rows: string[]): ReturnType<typeof detectLayout> =>
  detectLayout([header, ...rows]);

describe('detectLayout', () => {
  it.each([
    ['timestamp,open,high,low,close,volume', '1614834360000,1,2,0.5,1.5,10', USUAL],
    ['time,o,h,l,c,v', '1614834360,1,2,0.5,1.5,10', USUAL],
    [',Open,High,Low,Close,Volume', '2021-03-04,1,2,0.5,1.5,10', USUAL],
    ['Open time,Open,High,Low,Close,Volume,Close time', '1614834360000,1,2,0.5,1.5,10,1614834419999', USUAL],
    ['Date,Open,High,Low,Close,Adj Close,Volume', '2021-03-04,1,2,0.5,1.5,1.5,10', { ...USUAL, volume: 6 }],
    ['Date,Close,High,Low,Open,Volume', '2021-03-04,1,2,0.5,1.5,10', { ...USUAL, open: 4, close: 1 }],
    ['timestamp,open,high,low,close', '1614834360,1,2,0.5,1.5', { ...USUAL, volume: null }],
    ['Timestamp,Open,High,Low,Close,Volume_(BTC),Volume_(Currency)', '1614834360,1,2,0.5,1.5,10,15', USUAL],
    ['Date,Open,High,Low,Close,Volume USDT,Volume BTC', '2021-03-04,1,2,0.5,1.5,15,10', { ...USUAL, volume: 6 }],
    ['Date,Open,High,Low,Close,Tickvol,Volume,Spread', '2021.03.04,1,2,0.5,1.5,60,0,20', { ...USUAL, volume: 6 }],
    [
      '1. open,2. high,3. low,4. close,date',
      '1,2,0.5,1.5,2021-03-04',
      { time: 4, open: 0, high: 1, low: 2, close: 3, volume: null },
    ],
    [
      ',date,open,high,low,close',
      '0,2021-03-04,1,2,0.5,1.5',
      { time: 1, open: 2, high: 3, low: 4, close: 5, volume: null },
    ],
    ['when,open,high,low,close', '2021-03-04,1,2,0.5,1.5', { ...USUAL, volume: null }],
  ])('reads the header %s', (header, row, mapping) => {
    const layout = rowsAfter(header, row, row);
    expect(layout).toMatchObject({ mapping, skipLines: 1, rows: [row.split(','), row.split(',')] });
  });

  it('takes the usual order without a header, and leaves further columns alone', () => {
    expect(detectLayout(['1614834360,1,2,0.5,1.5,10'])).toMatchObject({ header: null, skipLines: 0, mapping: USUAL });
    expect(detectLayout(['1614834360,1,2,0.5,1.5'])).toMatchObject({ mapping: { ...USUAL, volume: null } });
    const kline = '1637971200000,1,2,0.5,1.5,10,1637971259999,15,79,5,7,0';
    expect(detectLayout([kline])).toMatchObject({ header: null, columns: 12, mapping: USUAL });
    expect(detectLayout(['2021-03-04,nan,nan,nan,nan,nan'])).toMatchObject({ header: null });
    expect(detectLayout(['1672531436,90.54,1.1'])).toMatchObject({ header: null, mapping: null });
  });

  it('finds dates and times of day in two columns', () => {
    const bare = detectLayout(['2021.03.04,05:06,1,2,0.5,1.5,10']);
    expect(bare.mapping).toEqual({ time: 0, open: 2, high: 3, low: 4, close: 5, volume: 6 });
    expect(bare.mapping && clockColumnOf(bare, bare.mapping)).toBe(1);
    const header = '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>';
    const named = rowsAfter(header, '2021.03.04\t05:06:00\t1\t2\t0.5\t1.5\t10\t0\t20');
    expect(named).toMatchObject({ delimiter: '\t', mapping: { time: 0, open: 2, close: 5, volume: 7 } });
    expect(named.mapping && clockColumnOf(named, named.mapping)).toBe(1);
    const stooq = rowsAfter(
      '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>',
      'X,60,20210304,050600,1,2,0.5,1.5,10',
    );
    expect(stooq.mapping && clockColumnOf(stooq, stooq.mapping)).toBe(3);
  });

  it('passes over a title above the header', () => {
    const layout = detectLayout([
      'https://www.example.org',
      'unix,date,symbol,open,high,low,close',
      '1614834360,2021-03-04,A,1,2,0.5,1.5',
    ]);
    expect(layout).toMatchObject({ skipLines: 2, mapping: { time: 0, open: 3 } });
  });

  it('does not guess at a header it does not know', () => {
    expect(rowsAfter('alpha,beta,gamma,delta,epsilon', '1,2,3,4,5')).toMatchObject({ skipLines: 1, mapping: null });
  });

  it('tells delimiters and decimal marks apart', () => {
    expect(detectLayout(['2021-03-04;1,5;2,5;0,5;1,75;10,1'])).toMatchObject({ delimiter: ';', decimalMark: ',' });
    expect(detectLayout(['2021-03-04;1.5;2.5;0.5;1.75;10'])).toMatchObject({ delimiter: ';', decimalMark: '.' });
    expect(detectLayout(['2021-03-04\t1,5\t2\t0,5\t1\t10'])).toMatchObject({ delimiter: '\t', decimalMark: ',' });
    expect(detectLayout(['2021-03-04;1,234.5;2,234.5;1,000.5;2,000.5;10'])).toMatchObject({ decimalMark: '.' });
    expect(detectLayout(['2021-03-04;1,234,567;1,5;1,5;1,5;10'])).toMatchObject({ decimalMark: '.' });
  });

  it('takes a volume column that is always empty for none', () => {
    expect(rowsAfter('time,open,high,low,close,volume', '1614834360,1,2,0.5,1.5,')).toMatchObject({
      mapping: { volume: null },
    });
  });
});
