import { describe, expect, it } from 'vitest';
import type { FundingSchedule } from '../../../../../src-main/exchanges/paper/funding.ts';
import { FundingCalendar, markAt } from '../../../../../src-main/exchanges/paper/funding.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import { moneyToText } from '../../../../../src-main/model/money.ts';
import { BTC, MINUTE_MS, START_MS } from '../../../../fakes/engine-session.ts';
import { base, VenueDesk } from '../../../../fakes/venue-desk.ts';

const at = (minutes: number): number => START_MS + minutes * MINUTE_MS;
const schedule = (...times: [minutes: number, rate: number][]): FundingSchedule => ({
  timeMs: Float64Array.from(times, ([minutes]) => at(minutes)),
  rate: Float64Array.from(times, ([, rate]) => rate),
});

function fundings(desk: VenueDesk): string[] {
  return desk
    .allFills()
    .filter(({ purpose }) => purpose === 'funding')
    .map(({ fillId, price, quantity, fee }) => `${fillId} ${quantity}@${Number(price) / 1e12} ${moneyToText(fee)}`);
}

describe('funding (SPEC 11.16)', () => {
  it('a long pays a positive rate, a short receives it, at quantity × mark × rate', () => {
    const funding = { [BTC.id]: schedule([2, 0.0001], [3, -0.0005]) };
    const desk = new VenueDesk({}, 0, { model: { funding } });
    desk.order({ botId: 'long', size: base(2) });
    desk.order({ botId: 'short', side: 'sell', size: base(1) });
    for (const price of [100, 110, 120, 130]) desk.bar([price, price, price, price]);
    expect(fundings(desk)).toEqual([
      `funding-long-${BTC.id}-${at(2)} 0@120 0.024`,
      `funding-short-${BTC.id}-${at(2)} 0@120 -0.012`,
      `funding-long-${BTC.id}-${at(3)} 0@130 -0.13`,
      `funding-short-${BTC.id}-${at(3)} 0@130 0.065`,
    ]);
  });

  it('comes before what fills at its time: who closes there still pays, who opens there does not', () => {
    const desk = new VenueDesk({}, 0, { model: { funding: { [BTC.id]: schedule([1, 0.01], [2, 0.01]) } } });
    desk.bar([100, 100, 100, 100]);
    desk.order({ size: base(1) });
    desk.bar([100, 100, 100, 100]);
    desk.order({ side: 'sell', size: base(1), reduceOnly: true });
    desk.bar([100, 100, 100, 100]);
    expect(desk.allFills().map(({ purpose, side }) => `${purpose} ${side}`)).toEqual([
      'entry buy',
      'funding buy',
      'entry sell',
    ]);
  });

  it('within a bar is charged before the next one, at the last price before it or at the mark', () => {
    const funding = { [BTC.id]: schedule([1.5, 0.01]) };
    const candles = candleColumnsOf([{ openTimeMs: at(0), open: 1, high: 1, low: 1, close: 107, volume: 0 }]);
    const marks = { [BTC.id]: { candles } };
    const paid = [{ funding }, { funding, marks }].map((model) => {
      const desk = new VenueDesk({}, 0, { model });
      desk.order({ size: base(1) });
      for (const price of [100, 105, 130]) desk.bar([price, price, price, price]);
      return fundings(desk)[0];
    });
    expect(paid).toEqual([
      `funding-bot-${BTC.id}-${at(1.5)} 0@105 1.05`,
      `funding-bot-${BTC.id}-${at(1.5)} 0@107 1.07`,
    ]);
  });

  it('on trades comes with the first at or after its time', () => {
    const desk = new VenueDesk({}, 0, { model: { funding: { [BTC.id]: schedule([1, 0.01]) } } });
    desk.order({ size: base(1) });
    desk.trade(100);
    desk.trade(90, MINUTE_MS);
    expect(fundings(desk)).toEqual([`funding-bot-${BTC.id}-${at(1)} 0@100 1`]);
  });

  it('what was due before the fills on record is not charged again after a restart', () => {
    const model = { funding: { [BTC.id]: schedule([0, 0.01], [1, 0.01], [2, 0.01]) } };
    const first = new VenueDesk({}, 0, { model });
    first.order({ size: base(1) });
    first.bar([100, 100, 100, 100]);
    first.bar([100, 100, 100, 100]);
    const desk = new VenueDesk({}, 0, { model });
    desk.venue.restore([], first.allFills());
    desk.clock.advanceTo(at(2));
    desk.bar([100, 100, 100, 100]);
    expect(fundings(desk)).toEqual([`funding-bot-${BTC.id}-${at(2)} 0@100 1`]);
  });

  it('each time is due once, per instrument', () => {
    const calendar = new FundingCalendar({ a: schedule([0, 1], [5, 2]) });
    expect([calendar.take('a', at(-1)), calendar.take('b', at(9))]).toEqual([null, null]);
    expect([calendar.take('a', at(9)), calendar.take('a', at(9)), calendar.take('a', at(9))]).toEqual([
      { timeMs: at(0), rate: 1 },
      { timeMs: at(5), rate: 2 },
      null,
    ]);
  });

  it('the mark at a moment is the open of its candle, else the close before', () => {
    const marks = candleColumnsOf(
      [1, 2].map((minutes) => ({
        openTimeMs: at(minutes),
        open: minutes,
        high: 9,
        low: 0,
        close: minutes + 0.5,
        volume: 0,
      })),
    );
    expect([0, 1, 1.5, 2, 7].map((minutes) => markAt(marks, at(minutes)))).toEqual([null, 1, 1.5, 2, 2.5]);
  });
});
