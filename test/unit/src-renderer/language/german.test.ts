import { describe, expect, it } from 'vitest';
import { de } from '../../../../src-renderer/language/de/index.ts';
import { en } from '../../../../src-renderer/language/en/index.ts';

/** Words that are the same in both languages, and names that are never translated. */
const SAME_WORDS: ReadonlySet<string> = new Set(
  [
    'Apr|Asset|Aug|Backtest|Bellwether|Bot|Bots|CSV|Chart',
    'Chromium|Cluster|Code|Dashboard|Debug|Details|Deutsch|Downloads|Drawdown|Electron|English',
    'Engine|Exposure|Feb|First in, first out|Flat|Funding|H|Heikin-Ashi|Iceberg|Info|Instrument',
    'JSON|Jan|Jul|Jun|Kelly|Last in, first out|Limit|Limits|Liquidation',
    'Live|Long|Look-ahead|MACD|Maker|Market|Name|NautilusTrader|Node.js',
    'Normal|Nov|Order|Orders|Passphrase|Plan|Portfolio|Position|Problem',
    'RSI|Regime|Regimes|Repainting|SQLite|Score|Sep|Sharpe|Short',
    'Shortfall|Signal|Slippage|Spread|Stop|Stream|Streams|SuperTrend',
    'Symbol|System|Taker|Text|Trades|TradingView|Trend|Version|Vol|backtesting.py',
    'in|npm run cli -- stop|s',
  ].flatMap((line) => line.split('|')),
);

/** Put into texts with values; taken out again, since values are equal in every language. */
const VALUES = [7, 9, 11, 13, 15];

type Leaf = { readonly path: string; readonly english: unknown; readonly german: unknown };

function leavesOf(english: unknown, german: unknown, path: string): readonly Leaf[] {
  if (typeof english !== 'object' || english === null) return [{ path, english, german }];
  const keys = new Set([...Object.keys(english), ...Object.keys((german ?? {}) as object)]);
  return [...keys].flatMap((key) =>
    leavesOf(
      (english as Readonly<Record<string, unknown>>)[key],
      ((german ?? {}) as Readonly<Record<string, unknown>>)[key],
      path === '' ? key : `${path}.${key}`,
    ),
  );
}

const LEAVES = leavesOf(en, de, '');

/** What a text says; one with values is asked with numbers that stand for themselves. */
function said(text: unknown): string {
  if (typeof text !== 'function') return String(text);
  return String(text(...VALUES.slice(0, text.length)));
}

/** The words of a text, without the values put into it. */
const wordsOf = (text: unknown): string =>
  said(text)
    .replace(/[\d()]|undefined/g, '')
    .trim();
const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

describe('German texts', () => {
  it('are all there, and none that English has not', () => {
    const odd = LEAVES.filter(({ english, german }) => typeof english !== typeof german);
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  const same = new Set(
    LEAVES.filter(({ english, german }) => said(english) === said(german))
      .map(({ english }) => wordsOf(english))
      .filter(hasLetters),
  );

  it('say nothing in English but what is the same in both', () => {
    expect([...same].filter((words) => !SAME_WORDS.has(words)).sort()).toEqual([]);
    expect([...SAME_WORDS].filter((words) => !same.has(words))).toEqual([]);
  });

  it('are no empty texts where English has words', () => {
    const empty = LEAVES.filter(({ english, german }) => said(english) !== '' && said(german).trim() === '');
    expect(empty.map(({ path }) => path)).toEqual([]);
  });
});
