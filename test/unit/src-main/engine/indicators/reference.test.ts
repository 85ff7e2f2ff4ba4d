import { describe, expect, it } from 'vitest';
import { expectSame, outputsOf, referenceFolderIsAbsent, stockIndicators, tradingView } from './reference-values.ts';

describe('Stock.Indicators, 502 daily candles', () => {
  it('SMA 20', () => {
    const reference = stockIndicators('sma');
    expectSame(outputsOf('sma', reference.candles).sma, reference.column('sma'));
  });

  it('EMA 20', () => {
    const reference = stockIndicators('ema');
    expectSame(outputsOf('ema', reference.candles).ema, reference.column('ema'));
  });

  it('RSI 14', () => {
    const reference = stockIndicators('rsi');
    expectSame(outputsOf('rsi', reference.candles).rsi, reference.column('rsi'));
  });

  it('MACD 12, 26, 9', () => {
    const reference = stockIndicators('macd');
    const { macd, signal, histogram } = outputsOf('macd', reference.candles);
    expectSame(macd, reference.column('macd'), { scale: 0.01 });
    expectSame(signal, reference.column('signal'), { scale: 0.01 });
    expectSame(histogram, reference.column('histogram'), { scale: 0.01 });
  });

  it('ATR 14 under its own definition', () => {
    const reference = stockIndicators('atr');
    expectSame(outputsOf('atr', reference.candles, { definition: 'stock-indicators' }).atr, reference.column('atr'));
  });

  it('Bollinger 20, 2', () => {
    const reference = stockIndicators('bb');
    const { middle, upper, lower } = outputsOf('bollinger', reference.candles);
    expectSame(middle, reference.column('sma'));
    expectSame(upper, reference.column('upperBand'));
    expectSame(lower, reference.column('lowerBand'));
  });
});

describe.skipIf(referenceFolderIsAbsent)('TradingView', () => {
  it('ta.sma, ta.ema over several sources', () => {
    const { candles, column } = tradingView('ma.csv');
    expectSame(outputsOf('sma', candles, { period: 10 }).sma, column('ta.sma(close, 10)'));
    expectSame(outputsOf('sma', candles, { period: 20, source: 'hl2' }).sma, column('ta.sma(hl2, 20)'));
    expectSame(outputsOf('sma', candles, { period: 15, source: 'hlc3' }).sma, column('ta.sma(hlc3, 15)'));
    expectSame(outputsOf('ema', candles, { period: 20 }).ema, column('ta.ema(close, 20)'));
    expectSame(outputsOf('ema', candles, { period: 10, source: 'ohlc4' }).ema, column('ta.ema(ohlc4, 10)'));
  });

  it('ta.rsi', () => {
    const { candles, column } = tradingView('mfi+rsi+stoch.csv');
    expectSame(outputsOf('rsi', candles).rsi, column('ta.rsi(close, 14)'));
  });

  it('ta.macd', () => {
    const { candles, column } = tradingView('macd.csv');
    const { macd, signal, histogram } = outputsOf('macd', candles);
    expectSame(macd, column('ta.macd(close, 12, 26, 9).macd'), { scale: 1e-5 });
    expectSame(signal, column('ta.macd(close, 12, 26, 9).signal'), { scale: 1e-5 });
    expectSame(histogram, column('ta.macd(close, 12, 26, 9).hist'), { scale: 1e-5 });
  });

  it('ta.atr', () => {
    const { candles, column } = tradingView('tr.csv');
    expectSame(outputsOf('atr', candles).atr, column('ta.atr(14)'));
  });

  it('ta.bb', () => {
    const { candles, column } = tradingView('bb.csv');
    const { middle, upper, lower } = outputsOf('bollinger', candles);
    expectSame(middle, column('ta.bb(close, 20, 2).base'));
    expectSame(upper, column('ta.bb(close, 20, 2).upper'));
    expectSame(lower, column('ta.bb(close, 20, 2).lower'));
  });
});

describe('definitions', () => {
  it('the two ATRs start one candle apart and grow together', () => {
    const { candles } = stockIndicators('atr');
    const tradingview = outputsOf('atr', candles).atr as Float64Array;
    const stock = outputsOf('atr', candles, { definition: 'stock-indicators' }).atr as Float64Array;
    expect([tradingview.findIndex(Number.isFinite), stock.findIndex(Number.isFinite)]).toEqual([13, 14]);
    expect(tradingview[20]).not.toBe(stock[20]);
    expect(tradingview.at(-1)).toBeCloseTo(stock.at(-1) as number, 10);
  });
});
