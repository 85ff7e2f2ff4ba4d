import { describe, expect, it } from 'vitest';
import { onTick } from '../../../../../src-main/engine/execution/orders.ts';
import { priceFromText, priceToText } from '../../../../../src-main/model/money.ts';

const at = (price: number, tick: string, direction: 'up' | 'down'): string =>
  priceToText(onTick(price, priceFromText(tick), direction));

describe('onTick', () => {
  it('goes to the tick at or beyond the price', () => {
    expect([at(10.05, '0.1', 'down'), at(10.05, '0.1', 'up')]).toEqual(['10', '10.1']);
    expect([at(10.1, '0.1', 'down'), at(10.1, '0.1', 'up')]).toEqual(['10.1', '10.1']);
  });

  it('takes a hair beside a tick for the tick', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect([at(0.1 + 0.2, '0.1', 'up'), at(0.1 + 0.2, '0.1', 'down')]).toEqual(['0.3', '0.3']);
    expect([at(0.8 - 0.1, '0.1', 'up'), at(0.8 - 0.1, '0.1', 'down')]).toEqual(['0.7', '0.7']);
  });

  it('leaves a price as it is where the tick is finer than a hair', () => {
    expect([at(94172.82, '0.000000000001', 'down'), at(94172.82, '0.000000000001', 'up')]).toEqual([
      '94172.82',
      '94172.82',
    ]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%s is no price', (price) => {
    expect(() => at(price, '0.1', 'up')).toThrow(`price is ${price}, expected one above 0`);
  });
});
