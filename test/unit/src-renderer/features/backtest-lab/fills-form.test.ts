import { describe, expect, it } from 'vitest';
import { fillChoices } from '../../../../../src-preload/contract/study-views.ts';
import type { FillsForm } from '../../../../../src-renderer/features/backtest-lab/fills-form.ts';
import {
  fillsOf,
  hasMinutes,
  PLAIN_FILLS,
  problemsOfFills,
} from '../../../../../src-renderer/features/backtest-lab/fills-form.ts';

const NOTHING = {
  profile: null,
  slippageTicks: 0,
  makerFeeBps: null,
  takerFeeBps: null,
  limits: null,
  participation: null,
  path: null,
  latencyMs: 0,
  minuteCandles: false,
};

describe('how orders fill, as typed', () => {
  it.each<[Partial<FillsForm>, object]>([
    [{ makerFeeBps: '0' }, { makerFeeBps: 0 }],
    [{ takerFeeBps: '4.5' }, { takerFeeBps: 4.5 }],
    [{ limitModel: 'touch' }, { limits: { kind: 'touch' } }],
    [{ limitModel: 'penetration', penetrationTicks: '3' }, { limits: { kind: 'penetration', ticks: 3 } }],
    [{ limitModel: 'queue', queuePercent: '70' }, { limits: { kind: 'queue', shareAhead: 0.7 } }],
    [{ participationPercent: '7' }, { participation: 0.07 }],
    [{ path: 'openHighLowClose' }, { path: 'openHighLowClose' }],
    [{ latencyMs: '250' }, { latencyMs: 250 }],
    [{ minuteCandles: true }, { minuteCandles: true }],
    [
      { profile: 'tradingview', slippageTicks: '2', limitModel: 'queue', path: 'optimistic' },
      { profile: 'tradingview', slippageTicks: 2 },
    ],
  ])('%j is sent as %j', (change, expected) => {
    const { fills } = fillsOf({ ...PLAIN_FILLS, ...change });
    expect(fills).toEqual({ ...NOTHING, ...expected });
    expect(fillChoices.parse(fills)).toEqual(fills);
  });

  it('is not sent while all of it is plain', () => {
    expect(fillsOf(PLAIN_FILLS)).toEqual({});
    expect(fillsOf({ ...PLAIN_FILLS, slippageTicks: '5', penetrationTicks: '9' })).toEqual({});
  });

  it('is judged only where it is shown', () => {
    const wrong = { ...PLAIN_FILLS, slippageTicks: '1.5', penetrationTicks: '', queuePercent: 'x' };
    expect(problemsOfFills(wrong)).toEqual({});
    expect(problemsOfFills({ ...wrong, profile: 'tradingview' })).toEqual({ slippageTicks: 'notNumber' });
    expect(problemsOfFills({ ...wrong, limitModel: 'penetration' })).toEqual({ penetrationTicks: 'required' });
    expect(problemsOfFills({ ...wrong, limitModel: 'queue' })).toEqual({ queuePercent: 'notNumber' });
  });
});

describe('minutes to look inside longer candles with', () => {
  const hours = { instrumentId: 'imported:A-B', interval: '1h', firstMs: 100, lastMs: 200 } as const;
  const minutes = { ...hours, interval: '1m', firstMs: 150, lastMs: 400 } as const;

  it('are offered where they are stored for the same instrument and span', () => {
    expect(hasMinutes(hours, [hours, minutes])).toBe(true);
    expect(hasMinutes(hours, [hours])).toBe(false);
    expect(hasMinutes(hours, [hours, { ...minutes, firstMs: 201 }])).toBe(false);
    expect(hasMinutes(hours, [hours, { ...minutes, instrumentId: 'imported:C-B' }])).toBe(false);
    expect(hasMinutes(minutes, [minutes])).toBe(false);
  });
});
