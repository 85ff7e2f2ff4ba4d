import { describe, expect, it } from 'vitest';
import { CandleBuilder } from '../../../../../src-main/engine/market-data/candle-builder.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';

const MINUTE = 60_000;

function build(): { builder: CandleBuilder; closed: Candle[] } {
  const closed: Candle[] = [];
  return { builder: new CandleBuilder('1m', (candle) => closed.push(candle)), closed };
}

describe('CandleBuilder', () => {
  it('makes open, high, low, close and volume from trades in the order they arrive', () => {
    const { builder, closed } = build();
    builder.addTrade(100, 0.1, 1_000);
    builder.addTrade(103, 0.2, 2_000);
    builder.addTrade(98, 0.3, 59_999);
    expect(builder.forming()).toEqual({ openTimeMs: 0, open: 100, high: 103, low: 98, close: 98, volume: 0.6 });
    expect(closed).toEqual([]);
    builder.closeUpTo(MINUTE);
    expect(closed).toEqual([{ openTimeMs: 0, open: 100, high: 103, low: 98, close: 98, volume: 0.6 }]);
    expect(builder.forming()).toBeUndefined();
  });

  it('emits a bar exactly once, whether the clock or a later trade closes it', () => {
    const { builder, closed } = build();
    builder.addTrade(1, 1, 0);
    builder.addTrade(2, 1, MINUTE);
    builder.closeUpTo(MINUTE);
    builder.closeUpTo(2 * MINUTE);
    builder.closeUpTo(2 * MINUTE);
    expect(closed.map((candle) => candle.openTimeMs)).toEqual([0, MINUTE]);
  });

  it('does not close a bar one millisecond early', () => {
    const { builder, closed } = build();
    builder.addTrade(1, 1, 0);
    builder.closeUpTo(MINUTE - 1);
    expect(closed).toEqual([]);
  });

  it('keeps gaps as gaps', () => {
    const { builder, closed } = build();
    builder.addTrade(1, 1, 0);
    builder.addTrade(5, 1, 10 * MINUTE);
    builder.closeUpTo(20 * MINUTE);
    expect(closed.map((candle) => candle.openTimeMs)).toEqual([0, 10 * MINUTE]);
  });

  it('ignores and counts trades of a bar that has passed, with or without trades in it', () => {
    const { builder, closed } = build();
    builder.addTrade(1, 1, MINUTE);
    builder.addTrade(9, 1, MINUTE - 1);
    builder.closeUpTo(3 * MINUTE);
    builder.addTrade(9, 1, 2 * MINUTE + 5);
    expect(builder.lateTrades).toBe(2);
    expect(closed).toEqual([{ openTimeMs: MINUTE, open: 1, high: 1, low: 1, close: 1, volume: 1 }]);
  });

  it('takes a trade that is behind the clock but inside the bar that still forms', () => {
    const { builder, closed } = build();
    builder.closeUpTo(30_000);
    builder.addTrade(7, 1, 20_000);
    builder.closeUpTo(MINUTE);
    expect(builder.lateTrades).toBe(0);
    expect(closed).toHaveLength(1);
  });

  it('hands out candles that later trades do not change', () => {
    const { builder, closed } = build();
    builder.addTrade(1, 1, 0);
    const forming = builder.forming();
    builder.addTrade(2, 1, 1);
    builder.addTrade(3, 1, MINUTE);
    expect(forming?.close).toBe(1);
    expect(closed[0]?.close).toBe(2);
  });
});
