import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { borrowColumn, returnColumn } from './kernels/borrowed-column.ts';
import { Delay } from './kernels/delay.ts';
import { highestColumn, lowestColumn, middleColumn, shiftLater } from './kernels/rolling-extreme-column.ts';
import { RollingRange } from './kernels/rolling-range.ts';
import { definitionParameter, periodParameter } from './parameters.ts';

const params = z.strictObject({
  conversion: periodParameter(9, 'Conversion period'),
  base: periodParameter(26, 'Base period'),
  span: periodParameter(52, 'Leading span B period'),
  displacement: periodParameter(26, 'Displacement'),
  definition: definitionParameter(
    'tradingview draws the leading spans displacement − 1 candles ahead, stock-indicators displacement.',
  ),
});

type IchimokuParams = z.infer<typeof params>;

function candlesAhead({ displacement, definition }: IchimokuParams): number {
  return definition === 'tradingview' ? displacement - 1 : displacement;
}

/**
 * Ichimoku cloud: conversion and base = middle of the highest high and lowest low of their periods; spanA = their mean and
 * spanB = the middle over `span`, each as it was so many candles ago (drawn ahead, known now). The lagging span is the
 * close drawn `displacement` candles back; at its place in time it is not known, so it is no output.
 */
export const ichimoku = defineIndicator<IchimokuParams>({
  name: 'ichimoku',
  title: 'Ichimoku cloud',
  outputs: ['conversion', 'base', 'spanA', 'spanB'],
  pane: 'price',
  params,
  warmUp: (settings) => Math.max(settings.conversion, settings.base, settings.span) - 1 + candlesAhead(settings),
  series({ high, low }, settings) {
    const [highest, lowest] = [borrowColumn(high.length), borrowColumn(high.length)];
    const middleOf = (period: number) =>
      middleColumn(highestColumn(high, 0, period, highest), lowestColumn(low, 0, period, lowest));
    const conversion = middleOf(settings.conversion);
    const base = middleOf(settings.base);
    const spans = [middleColumn(conversion, base), middleOf(settings.span)];
    for (const span of spans) shiftLater(span, candlesAhead(settings));
    for (const column of [highest, lowest]) returnColumn(column);
    return [conversion, base, ...spans];
  },
  step(settings) {
    const conversion = new RollingRange(settings.conversion);
    const base = new RollingRange(settings.base);
    const span = new RollingRange(settings.span);
    const spanA = new Delay(candlesAhead(settings));
    const spanB = new Delay(candlesAhead(settings));
    return {
      update(candle, out) {
        conversion.next(candle);
        base.next(candle);
        span.next(candle);
        out[0] = conversion.middle;
        out[1] = base.middle;
        out[2] = spanA.next((conversion.middle + base.middle) / 2);
        out[3] = spanB.next(span.middle);
      },
    };
  },
});
