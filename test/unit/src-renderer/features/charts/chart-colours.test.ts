import { describe, expect, it } from 'vitest';
import { chartColours } from '../../../../../src-renderer/features/charts/chart-colours.ts';

const channel = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);

describe.each(['dark', 'light'] as const)('rising and falling on the %s chart', (scheme) => {
  it('trade places where red rises', () => {
    const west = chartColours(scheme);
    const east = chartColours(scheme, 'redGreen');
    expect([east.up, east.upTag, east.volumeUp]).toEqual([west.down, west.downTag, west.volumeDown]);
    expect([east.down, east.downTag, east.volumeDown]).toEqual([west.up, west.upTag, west.volumeUp]);
  });

  it('are told apart by blue, which every kind of colour blindness but the rarest sees', () => {
    const { up, down, upTag, downTag } = chartColours(scheme, 'blueOrange');
    for (const [rising, falling] of [
      [up, down],
      [upTag, downTag],
    ] as const) {
      expect(channel(rising, 5) - channel(rising, 1)).toBeGreaterThan(100);
      expect(channel(falling, 1) - channel(falling, 5)).toBeGreaterThan(100);
    }
  });

  it('leave everything else as it is', () => {
    const { buy, sell, palette, regimes } = chartColours(scheme);
    expect(chartColours(scheme, 'blueOrange')).toMatchObject({ buy, sell, palette, regimes });
  });
});
