import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DrawingBook } from '../../../../src-main/composition/drawing-book.ts';
import { type DrawingView, MOST_DRAWINGS } from '../../../../src-preload/contract/drawing-views.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellwether-drawings-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const drawing = (id: string, instrumentId = 'demo:BTC-USDT', price = 100): DrawingView => ({
  id,
  instrumentId,
  kind: 'trendLine',
  start: { timeMs: 60_000, price },
  end: { timeMs: 120_000, price: 110 },
});

it('finds drawings again after a restart, each at its instrument, a moved one in its place', () => {
  const book = new DrawingBook(dataDir);
  for (const one of [drawing('a'), drawing('b', 'demo:ETH-USDT'), drawing('c'), drawing('a', 'demo:BTC-USDT', 90)]) {
    expect(book.save(one).ok).toBe(true);
  }
  const after = new DrawingBook(dataDir);
  expect(after.of('demo:BTC-USDT')).toEqual([drawing('a', 'demo:BTC-USDT', 90), drawing('c')]);
  expect(after.of('demo:ETH-USDT')).toEqual([drawing('b', 'demo:ETH-USDT')]);
});

it('forgets a removed drawing for good', () => {
  const book = new DrawingBook(dataDir);
  book.save(drawing('a'));
  expect(book.remove('a').ok).toBe(true);
  expect(new DrawingBook(dataDir).of('demo:BTC-USDT')).toEqual([]);
});

it('moves a damaged file aside, says so and goes on without', () => {
  writeFileSync(join(dataDir, 'chart-drawings.json'), '[{"id":');
  const book = new DrawingBook(dataDir);
  expect(book.problem).toContain('chart-drawings.json.damaged');
  expect(book.save(drawing('a')).ok).toBe(true);
});

it('takes no more of one instrument than a chart can show, and still moves those there are', () => {
  const book = new DrawingBook(dataDir);
  for (let index = 0; index < MOST_DRAWINGS; index++) book.save(drawing(`${index}`));
  expect(book.save(drawing('more'))).toMatchObject({ ok: false, error: { code: 'badArgument' } });
  expect(book.save(drawing('0', 'demo:BTC-USDT', 95)).ok).toBe(true);
  expect(book.save(drawing('more', 'demo:ETH-USDT')).ok).toBe(true);
});
