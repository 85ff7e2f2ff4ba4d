import { describe, expect, it } from 'vitest';
import { bankruptcyPrice, liquidationPrice } from '../../../../../src-main/exchanges/paper/margin.ts';
import type { VenueModel } from '../../../../../src-main/exchanges/paper/venue-model.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import {
  moneyFromText,
  moneyToText,
  notionalOf,
  priceFromText,
  priceToText,
  quantityFromText,
  ratioFromText,
} from '../../../../../src-main/model/money.ts';
import { BTC, START_MS } from '../../../../fakes/engine-session.ts';
import { base, limit, stop, VenueDesk } from '../../../../fakes/venue-desk.ts';

const positionOf = (quantity: string, entry: string) => ({
  instrumentId: BTC.id,
  quantity: quantityFromText(quantity),
  cost: notionalOf(priceFromText(entry), quantityFromText(quantity)),
  changedMs: START_MS,
});

const margin = { maintenanceMarginFraction: 0.005, liquidationFeeBps: 20 };
const leverageOf = (botId: string): number => (botId === 'bot' ? 10 : 1);

function longAt100(more: VenueModel = {}): VenueDesk {
  const desk = new VenueDesk({}, 0, { model: { margin, ...more }, leverageOf });
  desk.order({ size: base(1) });
  desk.bar([100, 100, 100, 100]);
  return desk;
}

describe('liquidation price (SPEC 11.17)', () => {
  it.each([
    // 100 × 0.9 ÷ 0.995, 100 × 1.1 ÷ 1.005: rounded so that it comes sooner
    ['2', 10, '90.452261306533', '90'],
    ['-2', 10, '109.452736318407', '110'],
    ['1', 1, '0', '0'],
    ['-1', 1, '199.004975124378', '200'],
    ['0.3', 3, '67.001675041877', '66.666666666667'],
  ])('of %s at 100 with leverage %d is %s, bankrupt at %s', (quantity, leverage, price, bankrupt) => {
    const position = positionOf(quantity, '100');
    expect(priceToText(liquidationPrice(position, leverage, ratioFromText('0.005')))).toBe(price);
    expect(priceToText(bankruptcyPrice(position, leverage))).toBe(bankrupt);
  });

  it('is where margin and loss leave the maintenance margin', () => {
    const position = positionOf('1', '100');
    const price = liquidationPrice(position, 10, ratioFromText('0.005'));
    const left = Number(price) / 1e12 - 90;
    expect(left).toBeCloseTo((0.005 * Number(price)) / 1e12, 9);
  });
});

describe('liquidation (SPEC 11.17)', () => {
  it('closes whole at the liquidation price when the bar reaches it, fee on top', () => {
    const desk = longAt100();
    desk.bar([95, 96, 91, 95]);
    expect(desk.fills()).toHaveLength(1);
    desk.bar([95, 96, 90, 95]);
    // 20 bps of 90.452261306533 would be 0.1809…
    expect(desk.fills()[1]).toBe('sell 1@90.452261306533 taker 0.18090452');
    const fill = desk.allFills()[1];
    expect(fill).toMatchObject({ purpose: 'liquidation', tag: '', botId: 'bot' });
    expect(fill?.clientOrderId).toBe(`liquidation-bot-${START_MS + 120_000}-1`);
  });

  it('gapped through closes at the open, never beyond the margin: the insurance fund takes the rest', () => {
    const within = longAt100();
    within.bar([90.1, 96, 90, 95]);
    expect(within.fills()[1]).toBe('sell 1@90.1 taker 0.1'); // the fee is cut to what is left of the margin
    const beyond = longAt100();
    beyond.bar([80, 96, 70, 95]);
    expect(beyond.fills()[1]).toBe('sell 1@90 taker 0');
  });

  it('of a short mirrors it', () => {
    const desk = new VenueDesk({}, 0, { model: { margin }, leverageOf });
    desk.order({ side: 'sell', size: base(1) });
    desk.bar([100, 100, 100, 100]);
    desk.bar([105, 110, 105, 106]);
    expect(desk.fills()[1]).toBe('buy 1@109.452736318407 taker 0.21890547');
  });

  it('comes after a stop on the way, before a limit, at the open before all', () => {
    const stopped = longAt100();
    stopped.order({ side: 'sell', type: stop(92), purpose: 'stop', reduceOnly: true });
    stopped.bar([95, 96, 85, 95]);
    expect(stopped.fills()[1]).toBe('sell 1@92 taker 0');
    const limited = longAt100();
    limited.order({ side: 'sell', type: limit(110), purpose: 'target', reduceOnly: true });
    limited.bar([95, 115, 85, 95]);
    expect(limited.allFills()[1]?.purpose).toBe('liquidation');
    const gapped = longAt100();
    gapped.order({ side: 'sell', purpose: 'signal', reduceOnly: true });
    gapped.bar([89, 96, 85, 95]);
    expect(gapped.allFills().map(({ purpose }) => purpose)).toEqual(['entry', 'liquidation']);
  });

  it('of a position of this very bar: read against us it happens, read for us only when the close is beyond', () => {
    const run = (path: 'pessimistic' | 'optimistic', close: number) => {
      const desk = new VenueDesk({}, 0, { model: { margin, path }, leverageOf });
      desk.order({ type: stop(105) });
      desk.bar([90, 106, 88, close]);
      return desk.fills().length;
    };
    expect([run('pessimistic', 100), run('optimistic', 100), run('optimistic', 94)]).toEqual([2, 1, 2]);
  });

  it('along the path it is met in its place', () => {
    const desk = longAt100({ path: 'openHighLowClose' });
    desk.order({ side: 'sell', type: limit(110), purpose: 'target', reduceOnly: true });
    desk.bar([97, 111, 85, 90]); // low first
    expect(desk.allFills()[1]?.purpose).toBe('liquidation');
    const up = longAt100({ path: 'openHighLowClose' });
    up.order({ side: 'sell', type: limit(110), purpose: 'target', reduceOnly: true });
    up.bar([102, 111, 85, 90]); // high first
    expect(up.allFills().map(({ purpose }) => purpose)).toEqual(['entry', 'target']);
  });

  it('goes by the mark where there is one', () => {
    const candle = (low: number) => ({ openTimeMs: START_MS + 60_000, open: 97, high: 98, low, close: 97, volume: 0 });
    const fillsAt = (low: number) => {
      const desk = longAt100({ marks: { [BTC.id]: { candles: candleColumnsOf([candle(low)]) } } });
      desk.bar([95, 96, 85, 95]);
      return desk.fills().slice(1);
    };
    expect(fillsAt(91)).toEqual([]);
    expect(fillsAt(90)).toEqual(['sell 1@90.452261306533 taker 0.18090452']);
  });

  it('on trades at the price traded', () => {
    const desk = new VenueDesk({}, 0, { model: { margin }, leverageOf });
    desk.order({ size: base(1) });
    desk.trade(100);
    desk.trade(90.46);
    desk.trade(90.2);
    expect(desk.fills()[1]).toBe('sell 1@90.2 taker 0.1804');
  });

  it('counts the average entry, bot by bot; 1 where no leverage is named', () => {
    const desk = longAt100();
    desk.order({ size: base(1) });
    desk.order({ botId: 'other', size: base(5) });
    desk.bar([120, 120, 120, 120]);
    desk.bar([110, 110, 100, 110]); // average 110: 99.49…
    expect(desk.fills()).toHaveLength(3);
    desk.bar([110, 110, 99, 110]);
    expect(desk.fills()[3]).toBe('sell 2@99.497487437186 taker 0.39798995');
    desk.bar([110, 110, 1, 110]);
    expect(desk.fills()).toHaveLength(4);
  });

  it('loses the margin at most, fee included', () => {
    for (const open of [90.4, 90.2, 90.05, 90, 60]) {
      const desk = longAt100();
      desk.bar([open, open, open, open]);
      const [, fill] = desk.allFills();
      const lost =
        notionalOf(priceFromText('100'), quantityFromText('1')) - (fill?.price ?? 0n) * (fill?.quantity ?? 0n);
      expect(lost + (fill?.fee ?? 0n) <= moneyFromText('10'), moneyToText((lost + (fill?.fee ?? 0n)) as never)).toBe(
        true,
      );
    }
  });
});
