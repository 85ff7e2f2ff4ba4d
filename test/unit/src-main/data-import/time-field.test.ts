import { describe, expect, it } from 'vitest';
import { createLocalZone, type LocalZone } from '../../../../src-main/data-import/local-zone.ts';
import {
  isWallClock,
  parseDateAndClock,
  parseTime,
  timeFormatOf,
} from '../../../../src-main/data-import/time-field.ts';

function zone(name: string): LocalZone {
  const found = createLocalZone(name);
  if (found === null) throw new Error(`no zone ${name}`);
  return found;
}
const read = (text: string, name = 'UTC'): number => parseTime(text, 0, text.length, zone(name));
const TIME = Date.UTC(2021, 2, 4, 5, 6, 0);
const DAY = Date.UTC(2021, 2, 4);

describe('parseTime', () => {
  it.each([
    ['1614834360', TIME],
    ['1614834360.0', TIME],
    ['1614834360.25', TIME + 250],
    ['1614834360000', TIME],
    ['1614834360000.000', TIME],
    ['1614834360000000', TIME],
    ['1614834360000000000', TIME],
    ['1614834360000001', TIME + 0.001],
    ['-631152000', Date.UTC(1950, 0, 1)],
    ['999993600', 999_993_600_000],
    ['2021-03-04 05:06', TIME],
    ['2021-03-04 05:06:00', TIME],
    ['2021-03-04 05:06:00.000', TIME],
    ['2021-03-04 05:06:00,250', TIME + 250],
    ['2021-03-04 05:06:00.000000', TIME],
    ['2021-03-04 5:06', TIME],
    ['2021-03-04T05:06:00Z', TIME],
    ['2021-03-04t05:06:00z', TIME],
    ['2021-03-04 05:06:00 UTC', TIME],
    ['2021-03-04 07:06:00+02:00', TIME],
    ['2021-03-04T00:06:00-0500', TIME],
    ['2021-03-04T04:06-01', TIME],
    ['2021.03.04 05:06:00', TIME],
    ['2021/03/04 05:06', TIME],
    ['2021/3/4', DAY],
    ['20210304 05:06', TIME],
    ['20210304T050600Z', TIME],
    ['20210304', DAY],
    ['2021-03-04', DAY],
    ['2020-02-29', Date.UTC(2020, 1, 29)],
    ['1950-01-03', Date.UTC(1950, 0, 3)],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '',
    'never',
    '0',
    '60000',
    '12345678',
    '86340000',
    '16148343600',
    '1.6e9',
    '4/3/2021',
    '04/03/2021',
    '13/01/2021',
    '1/2/1990 05:00',
    '04.03.2021',
    '04-03-2021',
    '2021-13-01',
    '2021-00-10',
    '2021-02-29',
    '2021-04-31',
    '2021-03-00',
    '2021-03/04',
    '2021-03-04 24:00',
    '2021-03-04 05:60',
    '2021-03-04 05:06:60',
    '2021-03-04 05',
    '2021-03-04T',
    '2021-03-04 05:06 PM',
    '2021-03-04 05:06:00+25:00',
    '2021-03-04 05:06:00.',
    '2021-03-04 05:06:00 CET',
    '20211301',
    '0021-03-04',
    '1614834360x',
    '1614834360.',
    '161483436O',
    '2021-03-04  05:06',
    '2021-03-04 05:06:000',
  ])('refuses %j', (text) => {
    expect(read(text)).toBeNaN();
  });

  it('takes a time without a zone as the wall clock of the zone named', () => {
    expect(read('2021-03-04 06:06', 'Europe/Berlin')).toBe(TIME);
    expect(read('2021-03-04', 'America/New_York')).toBe(Date.UTC(2021, 2, 4, 5));
    expect(read('2021-03-04T05:06:00Z', 'Europe/Berlin')).toBe(TIME);
    expect(read('1614834360', 'Asia/Tokyo')).toBe(TIME);
  });

  it('refuses a wall-clock time that never was or was twice', () => {
    expect(read('2021-03-28 01:59', 'Europe/Berlin')).toBe(Date.UTC(2021, 2, 28, 0, 59));
    expect(read('2021-03-28 02:00', 'Europe/Berlin')).toBeNaN();
    expect(read('2021-03-28 02:59', 'Europe/Berlin')).toBeNaN();
    expect(read('2021-03-28 03:00', 'Europe/Berlin')).toBe(Date.UTC(2021, 2, 28, 1));
    expect(read('2021-10-31 01:59', 'Europe/Berlin')).toBe(Date.UTC(2021, 9, 30, 23, 59));
    expect(read('2021-10-31 02:00', 'Europe/Berlin')).toBeNaN();
    expect(read('2021-10-31 02:59', 'Europe/Berlin')).toBeNaN();
    expect(read('2021-10-31 03:00', 'Europe/Berlin')).toBe(Date.UTC(2021, 9, 31, 2));
    expect(read('2011-12-30 12:00', 'Pacific/Apia')).toBeNaN();
  });

  it('puts a date and a time of day from two fields together', () => {
    const text = '2021.03.04,05:06';
    expect(parseDateAndClock(text, [0, 10], [11, 16], zone('UTC'))).toBe(TIME);
    expect(parseDateAndClock('20210304,050600', [0, 8], [9, 15], zone('UTC'))).toBe(TIME);
    expect(parseDateAndClock('2021.03.04,25:06', [0, 10], [11, 16], zone('UTC'))).toBeNaN();
    expect(parseDateAndClock('1614834360,05:06', [0, 10], [11, 16], zone('UTC'))).toBeNaN();
  });

  it('names the form and whether a zone must be known', () => {
    expect(['1614834360', '1614834360000', '1614834360000000', '1614834360000000000'].map(timeFormatOf)).toEqual([
      'epochS',
      'epochMs',
      'epochUs',
      'epochNs',
    ]);
    expect([timeFormatOf('2021-03-04'), timeFormatOf('4/3/2021')]).toEqual(['text', null]);
    expect(['2021-03-04', '2021-03-04 05:06', '2021-03-04T05:06Z', '1614834360', 'x'].map(isWallClock)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('createLocalZone', () => {
  it('knows IANA names only', () => {
    for (const name of ['Mars/Olympus', '', '+02:00', '2']) expect(createLocalZone(name)).toBeNull();
  });
});
