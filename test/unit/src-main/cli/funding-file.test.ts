import { describe, expect, it } from 'vitest';
import { parseFunding } from '../../../../src-main/cli/funding-file.ts';

describe('a file of funding', () => {
  it.each([
    ['timestamp,open,high,low,close,volume\n1637193600017,0.0001,0,0,0,0\n1637222400007,-0.0002,0,0,0,0\n'],
    ['fundingTime,fundingRate\r\n1637193600,0.0001\r\n1637222400,-0.0002'],
    ['symbol,time,rate\nBTC,2021-11-18T00:00:00Z,0.0001\n\nBTC,2021-11-18 08:00:00,-0.0002\n'],
  ])('%j', (text) => {
    const parsed = parseFunding(text);
    expect(parsed).toEqual({
      ok: true,
      value: { timeMs: Float64Array.of(1637193600000, 1637222400000), rate: Float64Array.of(0.0001, -0.0002) },
    });
  });

  it.each([
    ['a,b\n1,2', /funding begins with "a,b"/],
    ['time,rate\n1637193600,0.1\n1637193600,0.1', /line 3 of funding/],
    ['time,rate\nsoon,0.1', /line 2 of funding is "soon,0.1"/],
    ['time,rate\n1637193600,', /line 2 of funding/],
  ])('%j is refused', (text, message) => {
    const parsed = parseFunding(text);
    expect(parsed.ok ? '' : parsed.error.message).toMatch(message);
  });
});
