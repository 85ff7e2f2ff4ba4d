import * as library from 'technicalindicators';

/** What the library's finders take: as many candles as the pattern needs, oldest first. */
export type PatternCandles = { open: number[]; high: number[]; low: number[]; close: number[] };

/** `candles` is how many it looks at; `direction` 1 bullish, −1 bearish, 0 neither (a doji says nothing by itself). */
export type Pattern = {
  readonly candles: number;
  readonly direction: 1 | -1 | 0;
  readonly find: (candles: PatternCandles) => boolean;
};

function pattern(candles: number, direction: 1 | -1 | 0, find: (data: PatternCandles) => boolean): Pattern {
  return { candles, direction, find };
}

/** The candlestick patterns of `technicalindicators`, by the names they are asked for with. */
export const PATTERNS = {
  bullish: pattern(5, 1, library.bullish),
  bearish: pattern(5, -1, library.bearish),
  'abandoned-baby': pattern(3, 1, library.abandonedbaby),
  'bearish-engulfing': pattern(2, -1, library.bearishengulfingpattern),
  'bearish-hammer-stick': pattern(1, -1, library.bearishhammerstick),
  'bearish-harami': pattern(2, -1, library.bearishharami),
  'bearish-harami-cross': pattern(2, -1, library.bearishharamicross),
  'bearish-inverted-hammer-stick': pattern(1, -1, library.bearishinvertedhammerstick),
  'bearish-marubozu': pattern(1, -1, library.bearishmarubozu),
  'bearish-spinning-top': pattern(1, 0, library.bearishspinningtop),
  'bullish-engulfing': pattern(2, 1, library.bullishengulfingpattern),
  'bullish-hammer-stick': pattern(1, 1, library.bullishhammerstick),
  'bullish-harami': pattern(2, 1, library.bullishharami),
  'bullish-harami-cross': pattern(2, 1, library.bullishharamicross),
  'bullish-inverted-hammer-stick': pattern(1, 1, library.bullishinvertedhammerstick),
  'bullish-marubozu': pattern(1, 1, library.bullishmarubozu),
  'bullish-spinning-top': pattern(1, 0, library.bullishspinningtop),
  'dark-cloud-cover': pattern(2, -1, library.darkcloudcover),
  doji: pattern(1, 0, library.doji),
  'downside-tasuki-gap': pattern(3, -1, library.downsidetasukigap),
  'dragonfly-doji': pattern(1, 0, library.dragonflydoji),
  'evening-doji-star': pattern(3, -1, library.eveningdojistar),
  'evening-star': pattern(3, -1, library.eveningstar),
  'gravestone-doji': pattern(1, 0, library.gravestonedoji),
  hammer: pattern(5, 1, library.hammerpattern),
  'hammer-unconfirmed': pattern(5, 1, library.hammerpatternunconfirmed),
  'hanging-man': pattern(5, -1, library.hangingman),
  'hanging-man-unconfirmed': pattern(5, -1, library.hangingmanunconfirmed),
  'morning-doji-star': pattern(3, 1, library.morningdojistar),
  'morning-star': pattern(3, 1, library.morningstar),
  'piercing-line': pattern(2, 1, library.piercingline),
  'shooting-star': pattern(5, -1, library.shootingstar),
  'shooting-star-unconfirmed': pattern(5, -1, library.shootingstarunconfirmed),
  'three-black-crows': pattern(3, -1, library.threeblackcrows),
  'three-white-soldiers': pattern(3, 1, library.threewhitesoldiers),
  'tweezer-bottom': pattern(5, 1, library.tweezerbottom),
  'tweezer-top': pattern(5, -1, library.tweezertop),
} as const satisfies Readonly<Record<string, Pattern>>;

export type PatternName = keyof typeof PATTERNS;

export const PATTERN_NAMES = Object.keys(PATTERNS) as [PatternName, ...PatternName[]];
