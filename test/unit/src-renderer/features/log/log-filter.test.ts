import { describe, expect, it } from 'vitest';
import type { LogEntryView } from '../../../../../src-preload/contract/log-views.ts';
import {
  EVERYTHING,
  type LogFilter,
  type Narrowed,
  narrow,
  passes,
} from '../../../../../src-renderer/features/log/log-filter.ts';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;
const entry = (index: number, change: Partial<LogEntryView> = {}): LogEntryView => ({
  position: index * 10,
  timeMs: index * 1000,
  level: LEVELS[index % 4] ?? 'info',
  area: index % 3 === 0 ? 'orders' : 'risk',
  botId: index % 5 === 0 ? 'b1' : null,
  message: `line ${index}`,
  detail: '',
  ...change,
});
const entries = Array.from({ length: 200 }, (_, index) => entry(index));
const span = (from: number, to: number) => ({ entries: entries.slice(from, to), from: from * 10, to: to * 10 });
const only = (change: Partial<LogFilter>): LogFilter => ({ ...EVERYTHING, ...change });

describe('what of the log is shown', () => {
  it('a level lets through what is as grave or graver', () => {
    const shown = LEVELS.filter((level) => passes(only({ level: 'warn' }))(entry(1, { level })));
    expect(shown).toEqual(['error', 'warn']);
  });

  it('area, bot and time each keep out what is not theirs', () => {
    const isShown = passes(only({ area: 'orders', botId: 'b1', fromMs: 0, toMs: 30_000 }));
    expect(entries.filter(isShown).map(({ position }) => position)).toEqual([0, 150]);
  });

  it('all words must be in the line, in any case and any order, its fields too', () => {
    const line = entry(1, { message: 'Order refused by maxPosition', detail: '{"limit":"5 USDT"}', botId: 'swift' });
    expect(passes(only({ text: 'usdt MAXPOS swift' }))(line)).toBe(true);
    expect(passes(only({ text: 'usdt eur' }))(line)).toBe(false);
  });

  it('lines that come at either end are added to those that passed before, and those that went are taken off', () => {
    const filter = only({ area: 'orders' });
    let narrowed: Narrowed | null = null;
    for (const [from, to] of [
      [50, 60],
      [50, 70],
      [10, 70],
      [10, 70],
      [30, 120],
      [150, 200],
      [0, 200],
    ] as const) {
      narrowed = narrow(narrowed, span(from, to), filter);
      expect(narrowed.entries).toEqual(entries.slice(from, to).filter(passes(filter)));
    }
    expect(narrow(narrowed, span(0, 200), filter)).toBe(narrowed);
    expect(narrow(narrowed, span(0, 200), EVERYTHING).entries).toHaveLength(200);
  });
});
