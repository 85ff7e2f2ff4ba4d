import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { BotConfig } from '../../../../src-main/model/bot.ts';
import { sliceCandleColumns } from '../../../../src-main/model/candle.ts';
import { moneyFromText, priceToNumber } from '../../../../src-main/model/money.ts';
import { replayBot } from '../../../../src-main/parity/replay-bot.ts';
import { BTC, NO_COSTS, NO_LIMITS, WHOLE } from '../../../fakes/engine-session.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

const tape = seededTape('replay', { bars: 200 });
const config: BotConfig = {
  ...{ id: 'a', name: 'A', instrumentId: BTC.id, interval: '1m', strategyId: 'sma-cross', risk: WHOLE },
  params: { fast: 2, slow: 4, direction: 'both' },
};
const past = sliceCandleColumns(tape, 0, 50);

function replay(bars: number, nextOpen: number | null, parts: Partial<BotConfig> = {}) {
  return replayBot({
    config: { ...config, ...parts },
    ...{ instrument: BTC, past, bars: sliceCandleColumns(tape, 50, 50 + bars), nextOpen },
    ...{ capital: moneyFromText('10000'), costs: NO_COSTS, accountRisk: NO_LIMITS },
  });
}

it('what was decided at the last close fills at the open after it, and at no later price', () => {
  let filledLate = 0;
  for (let bars = 5; bars < 100; bars++) {
    const without = unwrap(replay(bars, null));
    const nextOpen = tape.open[50 + bars] as number;
    const fills = unwrap(replay(bars, nextOpen)).fills.slice(without.fills.length);
    filledLate += fills.length;
    for (const { price } of fills) expect(priceToNumber(price)).toBe(nextOpen);
    // What the bars themselves say is the same with and without it, and again the same when it is told again.
    expect(unwrap(replay(bars, null))).toEqual(without);
    expect(without.orders.length).toBeGreaterThanOrEqual(without.fills.length);
  }
  expect(filledLate).toBeGreaterThan(5);
});

it('refuses what it cannot run', () => {
  expect(replay(5, null, { strategyId: 'own:mine' })).toMatchObject({ ok: false, error: { code: 'unknownStrategy' } });
  expect(replay(5, null, { interval: '1h', instrumentId: 'test:ETH-USDT' })).toMatchObject({ ok: false });
});
