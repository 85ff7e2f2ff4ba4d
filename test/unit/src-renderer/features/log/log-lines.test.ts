import { describe, expect, it } from 'vitest';
import type { LogEntryView, LogPageView } from '../../../../../src-preload/contract/log-views.ts';
import { firstLines, withNewer, withOlder } from '../../../../../src-renderer/features/log/log-lines.ts';
import { nextIndex } from '../../../../../src-renderer/features/log/log-list.tsx';
import { detailRows, exportText, lineText } from '../../../../../src-renderer/features/log/log-text.ts';

const entry = (position: number): LogEntryView => ({
  ...{ position, timeMs: 1_700_000_000_000, level: 'warn', area: 'risk', botId: 'b1' },
  ...{ message: `at ${position}`, detail: '{"limit":"5 USDT","deep":{"a":1}}' },
});
const page = (from: number, to: number, change: Partial<LogPageView> = {}): LogPageView => ({
  entries: Array.from({ length: to - from }, (_, index) => entry(from + index)),
  ...{ from, to, isLast: false, hasGap: false, ...change },
});

describe('lines of the log', () => {
  it('pages before and behind are put to what is there', () => {
    const lines = withNewer(withOlder(firstLines(page(50, 60)), page(40, 50, { isLast: true })), page(60, 65));
    expect(lines).toMatchObject({ from: 40, to: 65, hasOldest: true });
    expect(lines.entries.map(({ position }) => position)).toEqual(Array.from({ length: 25 }, (_, index) => 40 + index));
    expect(withNewer(lines, page(65, 65))).toBe(lines);
  });

  it('no more are held than there is room for: older ones are not taken, the oldest go', () => {
    const full = withOlder(firstLines(page(50, 60)), page(40, 50), 15);
    expect(full).toMatchObject({ from: 45, hasOldest: true });
    expect(withNewer(full, page(60, 70), 15)).toMatchObject({ from: 55, to: 70, hasOldest: true });
  });

  it('after a gap only what came behind it is there', () => {
    const lines = withNewer(firstLines(page(0, 10)), page(90, 95, { hasGap: true }));
    expect(lines).toMatchObject({ from: 90, to: 95, hasOldest: true });
  });

  it('a line is copied with its time in UTC, and exported as text or JSON', () => {
    const text = '2023-11-14T22:13:20.000Z WARN risk b1 at 7 {"limit":"5 USDT","deep":{"a":1}}';
    expect(lineText(entry(7))).toBe(text);
    expect(exportText([entry(7)], 'txt')).toBe(`${text}\n`);
    expect(JSON.parse(exportText([entry(7)], 'jsonl'))).toMatchObject({
      ...{ time: '2023-11-14T22:13:20.000Z', level: 'warn', message: 'at 7', fields: { limit: '5 USDT' } },
    });
    expect(detailRows(entry(7).detail)).toEqual([
      { name: 'limit', value: '5 USDT' },
      { name: 'deep', value: '{"a":1}' },
    ]);
  });

  it('keys lead from line to line, a page at a time, to the ends, and no further', () => {
    expect(
      ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'x'].map((key) => nextIndex(key, 5, 20, 10)),
    ).toEqual([6, 4, 15, 0, 0, 19, null]);
    expect(nextIndex('ArrowDown', -1, 20, 10)).toBe(0);
  });
});
