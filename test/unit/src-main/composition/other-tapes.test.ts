import { describe, expect, it } from 'vitest';
import { fail, succeed, unwrap } from '../../../../src-main/base/outcome.ts';
import { readOtherTapes } from '../../../../src-main/composition/other-tapes.ts';
import type { CandleRange } from '../../../../src-main/engine/ports/candle-store.ts';
import { BTC, ETH } from '../../../fakes/engine-session.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

const CANDLES = seededTape('beside', { bars: 10 });
const RANGE: CandleRange = { instrumentId: BTC.id, interval: '5m', fromMs: 1, toMs: 2 };
const findInstrument = (id: string) => [BTC, ETH].find((instrument) => instrument.id === id);

function portsThatNote() {
  const asked: CandleRange[] = [];
  const read = async (range: CandleRange) => {
    asked.push(range);
    return succeed(CANDLES);
  };
  return { asked, ports: { candles: { read }, findInstrument } };
}

describe('the other symbols of a backtest in the window', () => {
  it('are read over the range of the own one', async () => {
    const { asked, ports } = portsThatNote();
    const strategy = { strategyId: 'pairs-spread', params: { other: 'ETH-USDT' } };
    const tapes = unwrap(await readOtherTapes(ports, strategy, RANGE));
    expect(asked).toEqual([{ ...RANGE, instrumentId: ETH.id }]);
    expect(tapes).toEqual([{ instrument: ETH, interval: '5m', candles: CANDLES }]);
  });

  it.each([
    ['sma-cross', {}],
    ['pairs-spread', {}],
    ['pairs-spread', { other: 7 }],
    ['none-such', {}],
  ])('%s with %j looks at none', async (strategyId, params) => {
    const { asked, ports } = portsThatNote();
    expect(unwrap(await readOtherTapes(ports, { strategyId, params }, RANGE))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('are missed by name', async () => {
    const { ports } = portsThatNote();
    const unknown = { strategyId: 'pairs-spread', params: { other: 'DOGE-USDT' } };
    expect(await readOtherTapes(ports, unknown, RANGE)).toMatchObject({
      ok: false,
      error: { code: 'unknownInstrument', message: expect.stringContaining('test:DOGE-USDT') as string },
    });
    const empty = { candles: { read: async () => fail('noCandles', 'none are stored') }, findInstrument };
    const known = { strategyId: 'pairs-spread', params: { other: 'ETH-USDT' } };
    expect(await readOtherTapes(empty, known, RANGE)).toMatchObject({ ok: false, error: { code: 'noCandles' } });
  });
});
