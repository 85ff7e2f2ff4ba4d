import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { parseUniverse } from '../../../../src-main/cli/universe-file.ts';
import { isMember } from '../../../../src-main/model/universe.ts';

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`);

describe('a universe file', () => {
  const text = [
    'date,symbol',
    '2024-01-01,BTC-USDT',
    '2024-01-01,eth/usdt',
    '2024-03-01,BTC-USDT',
    '',
    '2024-02-01,"BTC-USDT"',
    '2024-02-01,SOL-USDT',
    '2024-03-01,ETH-USDT',
  ].join('\r\n');
  const universe = unwrap(parseUniverse(text));

  it('holds each list until the next date, the last one for ever', () => {
    expect(universe.get('imported:BTC-USDT')).toEqual([{ fromMs: day('2024-01-01'), toMs: Number.POSITIVE_INFINITY }]);
    expect(universe.get('imported:ETH-USDT')).toEqual([
      { fromMs: day('2024-01-01'), toMs: day('2024-02-01') },
      { fromMs: day('2024-03-01'), toMs: Number.POSITIVE_INFINITY },
    ]);
    expect(universe.get('imported:SOL-USDT')).toEqual([{ fromMs: day('2024-02-01'), toMs: day('2024-03-01') }]);
  });

  it('says who is a member at a moment: from the first one on, not at the last', () => {
    const at = (date: string, offsetMs = 0) => isMember(universe, 'imported:SOL-USDT', day(date) + offsetMs);
    expect([at('2024-02-01', -1), at('2024-02-01'), at('2024-03-01', -1), at('2024-03-01')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isMember(universe, 'imported:DOGE-USDT', day('2024-02-02'))).toBe(false);
  });

  it.each([
    ['symbol,date\n', 'the universe begins with "symbol,date", expected the header date,symbol'],
    ['date,symbol\n2024-1-1,BTC-USDT', 'line 2 of the universe is "2024-1-1,BTC-USDT", expected YYYY-MM-DD,SYMBOL'],
    ['date,symbol\n2024-13-01,BTC-USDT', 'line 2 of the universe is "2024-13-01,BTC-USDT", expected YYYY-MM-DD,SYMBOL'],
    ['date,symbol\n\n2024-01-01,BTC', 'line 3 of the universe is "2024-01-01,BTC", expected YYYY-MM-DD,SYMBOL'],
  ])('%j is refused with its line', (broken, message) => {
    expect(parseUniverse(broken)).toEqual({ ok: false, error: { code: 'badArgument', message } });
  });
});
