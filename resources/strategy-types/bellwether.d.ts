/**
 * What a strategy of your own may use. This file belongs to the app and is written anew when the app changes; your
 * strategies stand beside it, one file each, TypeScript or JavaScript. `example-cross.ts` shows the whole of it.
 */
declare module 'bellwether' {
  /** A column of values that ends at the bar that just closed. */
  export interface Values {
    /** `at(0)` is the bar that just closed, `at(1)` the one before. NaN where there is no value (yet). */
    at(barsAgo: number): number;
  }

  // Parameters: what the form shows, and what an optimisation may change.

  export interface ParameterText {
    /** Beside the field of the form; the parameter's name when left out. */
    title?: string;
    description?: string;
  }

  /** Made by `number`, `integer`, `choice` and `toggle`. */
  export interface Parameter<Value> {
    readonly default: Value;
  }

  export interface NumberOptions extends ParameterText {
    default: number;
    min?: number;
    max?: number;
  }

  export function number(options: NumberOptions): Parameter<number>;
  export function integer(options: NumberOptions): Parameter<number>;
  /** One of several words; the first when no other is the default. */
  export function choice<const Word extends string>(
    words: readonly [Word, ...Word[]],
    options?: ParameterText & { default?: NoInfer<Word> },
  ): Parameter<Word>;
  /** Yes or no; no when left out. */
  export function toggle(options?: ParameterText & { default?: boolean }): Parameter<boolean>;

  export type Parameters = Record<string, Parameter<number> | Parameter<string> | Parameter<boolean>>;
  export type ParameterValues<P> = {
    readonly [Name in keyof P]: P[Name] extends Parameter<infer Value> ? Value : never;
  };

  // Indicators, made from their definitions.
  interface Indicators {
    /** Simple moving average. */
    'sma': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'sma';
    };
    /** Exponential moving average. */
    'ema': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'ema';
    };
    /** Weighted moving average. */
    'wma': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'wma';
    };
    /** Smoothed moving average. */
    'smma': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'smma';
    };
    /** Wilder's moving average. */
    'rma': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'rma';
    };
    /** Hull moving average. */
    'hma': {
      parameters: {
        /** Number of candles, 2 to 10000. 20 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'hma';
    };
    /** Double exponential moving average. */
    'dema': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
        /** tradingview seeds each EMA with its own SMA; stock-indicators all with the first. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'dema';
    };
    /** Triple exponential moving average. */
    'tema': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
        /** tradingview seeds each EMA with its own SMA; stock-indicators all with the first. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'tema';
    };
    /** Kaufman's adaptive moving average. */
    'kama': {
      parameters: {
        /** Number of candles, 1 to 10000. 10 when left out. */
        period?: number;
        /** Number of candles, 1 to 10000. 2 when left out. */
        fast?: number;
        /** Number of candles, 1 to 10000. 30 when left out. */
        slow?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'kama';
    };
    /** Arnaud Legoux moving average. */
    'alma': {
      parameters: {
        /** Number of candles, 1 to 10000. 9 when left out. */
        period?: number;
        /** Where the weights peak: 0 at the oldest price, 1 at the newest. 0.85 when left out. */
        offset?: number;
        /** Period ÷ width of the bell of weights; larger is sharper. 6 when left out. */
        sigma?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'alma';
    };
    /** Volume-weighted moving average. */
    'vwma': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'vwma';
    };
    /** Volume-weighted average price. */
    'vwap': {
      parameters: {
        /** When the sums start again: each day, week or month, or once. "day" when left out. */
        anchor?: "day" | "week" | "month" | "start" | "time";
        /** Minutes after 00:00 UTC at which the day rolls, 0 to 1439. 0 when left out. */
        sessionStartMinutes?: number;
        /** For the anchor "time": ms since 1970 UTC of the first candle that counts. 0 when left out. */
        anchorTimeMs?: number;
        /** Half the width of the bands in volume-weighted standard deviations. 1 when left out. */
        deviations?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "hlc3" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'vwap' | 'upper' | 'lower';
    };
    /** Bollinger bands. */
    'bollinger': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** Half the width of the bands in population standard deviations. 2 when left out. */
        deviations?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'middle' | 'upper' | 'lower';
    };
    /** Keltner channel. */
    'keltner': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** Half the width of the channel in average ranges. 2 when left out. */
        multiplier?: number;
        /** Number of candles, 1 to 10000. 10 when left out. */
        atrPeriod?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
        /** Width: tradingview EMA(period) of the true range; stock-indicators ATR(atrPeriod). "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'middle' | 'upper' | 'lower';
    };
    /** Donchian channel. */
    'donchian': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** tradingview counts the current candle; stock-indicators only the ones before it. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'middle' | 'upper' | 'lower';
    };
    /** Ichimoku cloud. */
    'ichimoku': {
      parameters: {
        /** Number of candles, 1 to 10000. 9 when left out. */
        conversion?: number;
        /** Number of candles, 1 to 10000. 26 when left out. */
        base?: number;
        /** Number of candles, 1 to 10000. 52 when left out. */
        span?: number;
        /** Number of candles, 1 to 10000. 26 when left out. */
        displacement?: number;
        /** tradingview draws the leading spans displacement − 1 candles ahead, stock-indicators displacement. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'conversion' | 'base' | 'spanA' | 'spanB';
    };
    /** SuperTrend. */
    'supertrend': {
      parameters: {
        /** Number of candles, 1 to 10000. 10 when left out. */
        period?: number;
        /** Distance of the bands from the middle of the candle, in ATRs. 3 when left out. */
        multiplier?: number;
        /** tradingview starts falling, with its ATR; stock-indicators starts by the close, with its ATR, and turns on a touch. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'supertrend' | 'direction';
    };
    /** Parabolic SAR. */
    'parabolic-sar': {
      parameters: {
        /** Share of the way to the extreme, per candle. 0.02 when left out. */
        start?: number;
        /** Share of the way to the extreme, per candle. 0.02 when left out. */
        increment?: number;
        /** Share of the way to the extreme, per candle. 0.2 when left out. */
        maximum?: number;
        /** Where it starts, and whether the stop is held off the last two candles before (stock-indicators) or after it is tested. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'parabolicSar' | 'direction';
    };
    /** Linear regression. */
    'linear-regression': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'linearRegression' | 'slope';
    };
    /** Pivot points. */
    'pivot-points': {
      parameters: {
        /** Which formula the levels follow. "traditional" when left out. */
        type?: "traditional" | "fibonacci" | "woodie" | "demark" | "camarilla";
        /** Whose prices the levels come from; they hold through the next one. "day" when left out. */
        timeframe?: "day" | "week" | "month";
        /** Minutes after 00:00 UTC at which the day rolls, 0 to 1439. 0 when left out. */
        sessionStartMinutes?: number;
        /** The camarilla pivot is (high + low + close) ÷ 3 in tradingview, the close in stock-indicators. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'pivot' | 'r1' | 's1' | 'r2' | 's2' | 'r3' | 's3' | 'r4' | 's4';
    };
    /** Pivot high and low. */
    'pivot-high-low': {
      parameters: {
        /** Number of candles, 1 to 10000. 10 when left out. */
        left?: number;
        /** Number of candles, 1 to 10000. 5 when left out. */
        right?: number;
        /** Highs for the pivot high and lows for the pivot low, or one price for both. "high-low" when left out. */
        source?: "high-low" | "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'pivotHigh' | 'pivotLow';
    };
    /** Zig-zag. */
    'zigzag': {
      parameters: {
        /** How far the price must turn back from an extreme to confirm it. 5 when left out. */
        percent?: number;
        /** Closes, or highs and lows. "close" when left out. */
        source?: "close" | "high-low";
      };
      outputs: 'zigzag' | 'barsAgo' | 'direction';
    };
    /** Heikin-Ashi candles. */
    'heikin-ashi': {
      parameters: Record<never, never>;
      outputs: 'open' | 'high' | 'low' | 'close';
    };
    /** Market structure. */
    'market-structure': {
      parameters: {
        /** Bars after a swing (and before it) that must not go beyond it. 50 when left out. */
        swingLength?: number;
        /** A level is broken by a close beyond it; otherwise by a high or low. true when left out. */
        closeBreak?: boolean;
        /** Gaps of one direction on bars in a row become one. false when left out. */
        joinConsecutive?: boolean;
        /** A block is mitigated by a body beyond it; otherwise by a wick. false when left out. */
        closeMitigation?: boolean;
      };
      outputs: 'swingHigh' | 'swingLow' | 'bullishBos' | 'bearishBos' | 'bullishChoch' | 'bearishChoch' | 'bullishGapTop' | 'bullishGapBottom' | 'bearishGapTop' | 'bearishGapBottom' | 'bullishBlockTop' | 'bullishBlockBottom' | 'bearishBlockTop' | 'bearishBlockBottom';
    };
    /** Relative strength index. */
    'rsi': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'rsi';
    };
    /** Stochastic oscillator. */
    'stochastic': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** Number of candles, 1 to 10000. 1 when left out. */
        smoothing?: number;
        /** Number of candles, 1 to 10000. 3 when left out. */
        signal?: number;
      };
      outputs: 'k' | 'd';
    };
    /** Stochastic RSI. */
    'stochastic-rsi': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** Number of candles, 1 to 10000. 14 when left out. */
        stochastic?: number;
        /** Number of candles, 1 to 10000. 3 when left out. */
        smoothing?: number;
        /** Number of candles, 1 to 10000. 3 when left out. */
        signal?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'k' | 'd';
    };
    /** Moving average convergence divergence. */
    'macd': {
      parameters: {
        /** Number of candles, 1 to 10000. 12 when left out. */
        fast?: number;
        /** Number of candles, 1 to 10000. 26 when left out. */
        slow?: number;
        /** Number of candles, 1 to 10000. 9 when left out. */
        signal?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'macd' | 'signal' | 'histogram';
    };
    /** Percentage price oscillator. */
    'ppo': {
      parameters: {
        /** Number of candles, 1 to 10000. 12 when left out. */
        fast?: number;
        /** Number of candles, 1 to 10000. 26 when left out. */
        slow?: number;
        /** Number of candles, 1 to 10000. 9 when left out. */
        signal?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'ppo' | 'signal' | 'histogram';
    };
    /** Rate of change. */
    'roc': {
      parameters: {
        /** Number of candles, 1 to 10000. 9 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'roc';
    };
    /** Momentum. */
    'momentum': {
      parameters: {
        /** Number of candles, 1 to 10000. 10 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'momentum';
    };
    /** True strength index. */
    'tsi': {
      parameters: {
        /** Number of candles, 1 to 10000. 25 when left out. */
        slow?: number;
        /** Number of candles, 1 to 10000. 13 when left out. */
        fast?: number;
        /** Number of candles, 1 to 10000. 13 when left out. */
        signal?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'tsi' | 'signal';
    };
    /** Commodity channel index. */
    'cci': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "hlc3" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'cci';
    };
    /** Chande momentum oscillator. */
    'cmo': {
      parameters: {
        /** Number of candles, 1 to 10000. 9 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'cmo';
    };
    /** Williams %R. */
    'williams-r': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'williamsR';
    };
    /** Money flow index. */
    'mfi': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "hlc3" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
        /** tradingview counts the first candle as rise and fall alike; stock-indicators starts with the first change. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'mfi';
    };
    /** Aroon. */
    'aroon': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
      };
      outputs: 'up' | 'down' | 'oscillator';
    };
    /** Average directional index. */
    'adx': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** Number of candles, 1 to 10000. 14 when left out. */
        smoothing?: number;
        /** Equal moves up and down: tradingview allows for rounding and counts neither, stock-indicators takes them as they are. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'adx' | 'plusDi' | 'minusDi';
    };
    /** On-balance volume. */
    'obv': {
      parameters: {
        /** tradingview starts with the first change; stock-indicators with 0 at the first candle. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'obv';
    };
    /** Accumulation/distribution line. */
    'adl': {
      parameters: Record<never, never>;
      outputs: 'adl';
    };
    /** Chaikin money flow. */
    'cmf': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
      };
      outputs: 'cmf';
    };
    /** True range. */
    'true-range': {
      parameters: {
        /** tradingview gives high − low for the first candle; stock-indicators leaves it empty. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'trueRange';
    };
    /** Average true range. */
    'atr': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** tradingview counts the first candle, whose range is high − low; stock-indicators starts with the second. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'atr';
    };
    /** Standard deviation. */
    'standard-deviation': {
      parameters: {
        /** Number of candles, 1 to 10000. 20 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'standardDeviation';
    };
    /** Ulcer index. */
    'ulcer-index': {
      parameters: {
        /** Number of candles, 1 to 10000. 14 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'ulcerIndex';
    };
    /** Choppiness index. */
    'choppiness': {
      parameters: {
        /** Number of candles, 2 to 10000. 14 when left out. */
        period?: number;
        /** tradingview divides by the range of highs and lows; stock-indicators extends each candle to the close before it. "tradingview" when left out. */
        definition?: "tradingview" | "stock-indicators";
      };
      outputs: 'choppiness';
    };
    /** Hurst exponent. */
    'hurst': {
      parameters: {
        /** Number of candles, 20 to 10000. 100 when left out. */
        period?: number;
        /** What is read of each candle; hl2 is (high + low) / 2, and so on. "close" when left out. */
        source?: "close" | "open" | "high" | "low" | "hl2" | "hlc3" | "hlcc4" | "ohlc4" | "volume";
      };
      outputs: 'hurst';
    };
    /** Market regime. */
    'regime': {
      parameters: {
        /** Number of candles, 2 to 10000. 72 when left out. */
        trendPeriod?: number;
        /** t-statistic of the mean return at which a trend begins 1.5 when left out. */
        trendEnter?: number;
        /** t-statistic below which it has ended 0.25 when left out. */
        trendLeave?: number;
        /** Number of candles, 2 to 10000. 24 when left out. */
        volatilityPeriod?: number;
        /** Number of candles, 3 to 10000. 360 when left out. */
        rankPeriod?: number;
        /** Share of the volatilities compared with that are lower, 0 to 1 0.9 when left out. */
        highEnter?: number;
        /** Share below which it has ended 0.75 when left out. */
        highLeave?: number;
        /** Number of candles, 1 to 10000. 24 when left out. */
        fallPeriod?: number;
        /** Fall from the highest close, in usual moves over that many candles 3 when left out. */
        fallEnter?: number;
        /** Fall below which it has ended 1.5 when left out. */
        fallLeave?: number;
        /** Share of the volatilities compared with that must be lower 0.95 when left out. */
        crisisEnter?: number;
        /** Share below which it has ended 0.85 when left out. */
        crisisLeave?: number;
        /** Number of candles, 1 to 10000. 12 when left out. */
        shortestSpell?: number;
      };
      outputs: 'regime' | 'trend' | 'volatilityRank' | 'fall';
    };
    /** Candlestick pattern. */
    'candlestick-pattern': {
      parameters: {
        /** "bullish" and "bearish" are any of their kind. "bullish" when left out. */
        pattern?: "bullish" | "bearish" | "abandoned-baby" | "bearish-engulfing" | "bearish-hammer-stick" | "bearish-harami" | "bearish-harami-cross" | "bearish-inverted-hammer-stick" | "bearish-marubozu" | "bearish-spinning-top" | "bullish-engulfing" | "bullish-hammer-stick" | "bullish-harami" | "bullish-harami-cross" | "bullish-inverted-hammer-stick" | "bullish-marubozu" | "bullish-spinning-top" | "dark-cloud-cover" | "doji" | "downside-tasuki-gap" | "dragonfly-doji" | "evening-doji-star" | "evening-star" | "gravestone-doji" | "hammer" | "hammer-unconfirmed" | "hanging-man" | "hanging-man-unconfirmed" | "morning-doji-star" | "morning-star" | "piercing-line" | "shooting-star" | "shooting-star-unconfirmed" | "three-black-crows" | "three-white-soldiers" | "tweezer-bottom" | "tweezer-top";
      };
      outputs: 'found' | 'direction';
    };
  }
  export type Interval = '1m' | '3m' | '5m' | '15m' | '30m' | '1h' | '2h' | '4h' | '6h' | '8h' | '12h' | '1d' | '1w';
  // End of the indicators.

  export type IndicatorName = keyof Indicators;

  /** Made by `indicator`. */
  export interface IndicatorRequest<Name extends IndicatorName = IndicatorName> {
    readonly indicator: Name;
  }

  /** Asks for an indicator: `indicator('rsi', { period: 14 })`; with a third word on the further series of that name. */
  export function indicator<Name extends IndicatorName>(
    name: Name,
    parameters?: Indicators[Name]['parameters'],
    series?: string,
  ): IndicatorRequest<Name>;

  type IsUnion<Type, Whole = Type> = Type extends unknown ? ([Whole] extends [Type] ? false : true) : never;
  /** `rsi.at(0)` where there is one output, `macd.histogram.at(0)` where there are several. */
  export type IndicatorValues<Name extends IndicatorName> =
    true extends IsUnion<Indicators[Name]['outputs']>
      ? { readonly [Output in Indicators[Name]['outputs']]: Values }
      : Values;

  // Further series: other intervals, other symbols.

  export interface SeriesOptions {
    /** The bot's own or a whole multiple of it; the bot's own when left out. */
    interval?: Interval;
    /** `BASE-QUOTE`, traded where the bot trades; the bot's own when left out. */
    symbol?: string;
  }

  /** Made by `series`. */
  export interface SeriesRequest {
    readonly series: true;
  }

  /**
   * Asks for candles of another interval or symbol. They are seen once they have closed: on hourly bars a daily value stands
   * still all day.
   */
  export function series(options: SeriesOptions): SeriesRequest;

  /** One series of candles: `at(0)` is its latest closed bar. */
  export interface Candles {
    readonly open: Values;
    readonly high: Values;
    readonly low: Values;
    readonly close: Values;
    readonly volume: Values;
    /** When each bar opened, milliseconds since 1970 UTC. */
    readonly openTimeMs: Values;
  }

  // What a strategy can want.

  /** Outright, as a distance in the quote asset, or as a fraction: 0.02 is 2 % of the average entry price. */
  export type Level = { price: number } | { distance: number } | { fraction: number };

  /** What ends a position without another word of the strategy. What is left out is left to the bot's settings. */
  export interface Bracket {
    stopLoss?: Level;
    target?: Level;
    /** A stop that follows the best close since the entry, in the quote asset, once that close is past `activation`. */
    trailing?: {
      distance: number;
      activation?: Level;
      /** `market`: every price from the entry on, where the venue has such orders; closes when left out. */
      follows?: 'closes' | 'market';
    };
    /** Closes at market once it was held for so many bars. */
    maxBars?: number;
  }

  export interface EntryOptions {
    /** Shown on the trades it opens. */
    tag?: string;
    /** Rests until the market is that good. */
    limitPrice?: number;
    /** Waits until the market is that far; with a `limitPrice` it then rests there instead of going to the market. */
    stopPrice?: number;
    /** With a `limitPrice` alone: only makes, and is refused where it would take. */
    postOnly?: boolean;
    /** `share` of what the bot's setting gives, `amount` in the quote asset, or `quantity` in the base asset. */
    size?: { share: number } | { amount: number } | { quantity: number };
    bracket?: Bracket;
    /** Most entries that may be open at once on this side; 1 when left out. */
    maxEntries?: number;
  }

  export interface ExitOptions {
    /** Shown on the trades it closes. */
    tag?: string;
    /** Of what is held now, above 0 and at most 1; all of it when left out. */
    share?: number;
    limitPrice?: number;
    stopPrice?: number;
  }

  /** Made by `hold`, `enterLong`, `enterShort`, `exit`, `cancel` and `protect`. */
  export interface Intent {
    readonly kind: 'hold' | 'enter' | 'exit' | 'cancel' | 'protect';
  }

  export function hold(): Intent;
  /** Opens a long position; one that is short is closed first. */
  export function enterLong(options?: EntryOptions): Intent;
  /** Opens a short position; one that is long is closed first. */
  export function enterShort(options?: EntryOptions): Intent;
  /** Leaves the position. */
  export function exit(options?: ExitOptions): Intent;
  /** Takes back what rests under the tag; all entries when it names none. */
  export function cancel(tag?: string): Intent;
  /** Gives the open position another bracket. */
  export function protect(bracket: Bracket): Intent;

  // The strategy.

  /** The bot's own position. */
  export interface Position {
    readonly side: 'long' | 'short' | 'flat';
    /** Base asset, never negative. */
    readonly quantity: number;
    /** NaN when flat. */
    readonly averagePrice: number;
    readonly entries: number;
    /** Bars at whose close it was held, the one it was opened in included; 0 when flat. */
    readonly barsHeld: number;
  }

  /** What state the market is in: docs/regime.md. */
  export type Regime = 'range' | 'trendUp' | 'trendDown' | 'highVolatility' | 'crisis';

  /** Everything a strategy can see. It ends with the bar that just closed. */
  export interface Bar<P, I, S, X> {
    readonly open: Values;
    readonly high: Values;
    readonly low: Values;
    readonly close: Values;
    readonly volume: Values;
    readonly parameters: ParameterValues<P>;
    readonly indicators: {
      readonly [Name in keyof I]: I[Name] extends IndicatorRequest<infer Kind> ? IndicatorValues<Kind> : never;
    };
    readonly series: { readonly [Name in keyof X]: Candles };
    readonly position: Position;
    /** Of the bot's own bars. Only with `regime: true`, and then known from the first decision on. */
    readonly regime: Regime | null;
    /** What `state` made when the bot started: yours to change. */
    readonly state: S;
  }

  export interface StrategyDescription<P, I, S, X> {
    /** As it is called in lists. */
    title: string;
    description?: string;
    /** When it enters and leaves, in plain words. */
    rule?: string;
    parameters?: P;
    /** Outright, or made from the parameters. */
    indicators?: I | ((parameters: ParameterValues<P>) => I);
    /** Other intervals and symbols it looks at, by names of its own. */
    series?: X | ((parameters: ParameterValues<P>) => X);
    /** Whether it reads the market's regime; no when left out. */
    regime?: boolean;
    /** Bars before the first decision; those its indicators need when left out. */
    warmUp?: number | ((parameters: ParameterValues<P>) => number);
    /** What it remembers from bar to bar, made anew for every run. */
    state?: (parameters: ParameterValues<P>) => S;
    /** Called once for every bar that closed. Returning nothing is holding. */
    decide(bar: Bar<P, I, S, X>): Intent | readonly Intent[] | void;
  }

  /** Made by `defineStrategy`. */
  export interface Strategy {
    readonly strategy: true;
  }

  /** `export default defineStrategy({ … })` is what makes a file a strategy. */
  export function defineStrategy<
    const P extends Parameters = Record<never, never>,
    const I extends Record<string, IndicatorRequest> = Record<never, never>,
    S = undefined,
    const X extends Record<string, SeriesRequest> = Record<never, never>,
  >(description: StrategyDescription<P, I, S, X>): Strategy;
}
