import { describe, expect, it } from 'vitest';
import { fuzzyFilter, fuzzyScore } from '../../../../src-renderer/commands/fuzzy-match.ts';

const best = (query: string, texts: readonly string[]): readonly string[] =>
  fuzzyFilter(texts, query, { textOf: (text) => text, limit: 3 }).shown;

describe('fuzzy match', () => {
  it.each([
    ['btcusdt', 'Chart of BTC-USDT'],
    ['CHART btc', 'Chart of BTC-USDT'],
    ['btc chart', 'Chart of BTC-USDT'],
    ['stop ever', 'Stop everything'],
    ['sev', 'Stop everything'],
    ['', 'anything'],
  ])('%j is in %j', (query, text) => {
    expect(fuzzyScore(query, text)).not.toBeNull();
  });

  it.each([
    ['btcusdt', 'Chart of ETH-USDT'],
    ['chart xyz', 'Chart of BTC-USDT'],
    ['tdsb', 'Chart of BTC-USDT'],
    // All letters in order, but of a whole sentence.
    ['cut', 'Close the window while bots run until tomorrow'],
  ])('%j is not in %j', (query, text) => {
    expect(fuzzyScore(query, text)).toBeNull();
  });

  it('whole words come before starts of words, those before what stands inside, and that before scattered letters', () => {
    expect(best('data', ['Metadata', 'Database', 'Open Data'])).toEqual(['Open Data', 'Database', 'Metadata']);
    expect(best('eth', ['Ever the same', 'Chart of ETH-USDT'])[0]).toBe('Chart of ETH-USDT');
  });

  it('of equals the shorter first, and as many as are wanted', () => {
    const symbols = Array.from({ length: 3000 }, (_, at) => `Chart of COIN${at}-USDT`);
    const found = fuzzyFilter(symbols, 'coin29', { textOf: (text) => text, limit: 3 });
    expect(found.shown).toEqual(['Chart of COIN29-USDT', 'Chart of COIN290-USDT', 'Chart of COIN291-USDT']);
    expect(fuzzyFilter(symbols, 'coin2999', { textOf: (text) => text, limit: 3 })).toMatchObject({ total: 1 });
  });
});
