import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barsPerRowFor,
  clampView,
  latestView,
  MOST_ROWS,
  moveToFirst,
  moveToLatest,
  needsRows,
  panView,
  requestFor,
  type SeriesExtent,
  showsLatest,
  spanOf,
  zoomView,
} from '../../../../../src-renderer/features/charts/view-window.ts';

const MINUTE_MS = 60_000;
const FIRST_MS = 1_700_000_040_000;
const extentOf = (bars: number): SeriesExtent => ({
  firstMs: FIRST_MS,
  lastMs: FIRST_MS + (bars - 1) * MINUTE_MS,
  barMs: MINUTE_MS,
});
const MILLION = extentOf(1_000_000);

const anyExtent = fc.integer({ min: 1, max: 3_000_000 }).map(extentOf);
const anyView = fc
  .tuple(fc.double({ min: -2, max: 3, noNaN: true }), fc.double({ min: 1e-6, max: 4, noNaN: true }))
  .map(([start, share]) => (extent: SeriesExtent) => {
    const wholeMs = extent.lastMs - extent.firstMs + extent.barMs;
    const fromMs = extent.firstMs + start * wholeMs;
    return { fromMs, toMs: fromMs + share * wholeMs };
  });

describe('the part of time in sight', () => {
  it('starts at the newest bars with room on the right', () => {
    const view = latestView(MILLION, 160);
    expect(spanOf(view) / MINUTE_MS).toBeCloseTo(168, 6);
    expect(view.toMs).toBeGreaterThan(MILLION.lastMs);
    expect(showsLatest(view, MILLION)).toBe(true);
  });

  it('keeps bars in sight however far it is pushed', () => {
    fc.assert(
      fc.property(anyExtent, anyView, (extent, make) => {
        const view = clampView(make(extent), extent);
        expect(view.fromMs).toBeLessThanOrEqual(extent.lastMs);
        expect(view.toMs).toBeGreaterThanOrEqual(extent.firstMs);
        expect(spanOf(view)).toBeGreaterThanOrEqual(12 * MINUTE_MS - 1);
      }),
    );
  });

  it('moves by what it is told and stops at both ends', () => {
    const view = latestView(MILLION, 100);
    const earlier = panView(view, -500 * MINUTE_MS, MILLION);
    expect(view.fromMs - earlier.fromMs).toBe(500 * MINUTE_MS);
    const start = panView(view, -9e15, MILLION);
    expect(start.toMs).toBeGreaterThan(MILLION.firstMs);
    expect(panView(start, -1e12, MILLION)).toEqual(start);
    expect(moveToFirst(view, MILLION).fromMs).toBeLessThan(MILLION.firstMs);
    expect(showsLatest(moveToFirst(view, MILLION), MILLION)).toBe(false);
  });

  it('zooms round the time under the pointer', () => {
    const view = moveToLatest({ fromMs: 0, toMs: 400 * MINUTE_MS }, MILLION);
    const anchorMs = view.fromMs + 0.3 * spanOf(view);
    const closer = zoomView(view, 0.5, anchorMs, MILLION);
    expect(spanOf(closer)).toBeCloseTo(spanOf(view) / 2, 3);
    expect((anchorMs - closer.fromMs) / spanOf(closer)).toBeCloseTo(0.3, 9);
  });

  it('never zooms out beyond the series nor in beyond a dozen bars', () => {
    const view = latestView(MILLION, 100);
    const whole = zoomView(view, 1e9, MILLION.lastMs, MILLION);
    expect(spanOf(whole)).toBeLessThan(1_200_000 * MINUTE_MS);
    expect(spanOf(zoomView(view, 1e-9, MILLION.lastMs, MILLION))).toBe(12 * MINUTE_MS);
  });
});

describe('what is asked for', () => {
  it('never asks for more than the rows a chart may hold and covers what is in sight', () => {
    fc.assert(
      fc.property(anyExtent, anyView, (extent, make) => {
        const view = clampView(make(extent), extent);
        const request = requestFor(view, extent);
        expect(request.maxBars).toBeLessThanOrEqual(MOST_ROWS);
        expect(request.fromMs).toBeLessThan(request.toMs);
        expect(request.fromMs).toBeLessThanOrEqual(Math.max(view.fromMs, extent.firstMs));
        expect(request.toMs).toBeGreaterThanOrEqual(Math.min(view.toMs, extent.lastMs + extent.barMs));
        expect(needsRows(view, request, extent)).toBe(false);
      }),
    );
  });

  it('asks for about twice what is shown, on borders that do not move with the chart', () => {
    const view = { fromMs: FIRST_MS + 400_000 * MINUTE_MS, toMs: FIRST_MS + 404_000 * MINUTE_MS };
    const request = requestFor(view, MILLION);
    expect(request.barsPerRow).toBe(8);
    expect((request.toMs - request.fromMs) / spanOf(view)).toBeCloseTo(2, 1);
    const moved = requestFor(panView(view, 12_345_678, MILLION), MILLION);
    expect((moved.fromMs - request.fromMs) % (8 * MINUTE_MS)).toBe(0);
  });

  it('has rows of a power of two of bars, at most five hundred in sight', () => {
    expect(barsPerRowFor({ fromMs: 0, toMs: 500 * MINUTE_MS }, MINUTE_MS)).toBe(1);
    expect(barsPerRowFor({ fromMs: 0, toMs: 501 * MINUTE_MS }, MINUTE_MS)).toBe(2);
    expect(barsPerRowFor({ fromMs: 0, toMs: 1_000_000 * MINUTE_MS }, MINUTE_MS)).toBe(2048);
  });

  it('asks again near an end of what is held, and not before', () => {
    const view = { fromMs: FIRST_MS + 400_000 * MINUTE_MS, toMs: FIRST_MS + 400_400 * MINUTE_MS };
    const held = requestFor(view, MILLION);
    expect(needsRows(panView(view, 100 * MINUTE_MS, MILLION), held, MILLION)).toBe(false);
    expect(needsRows(panView(view, 300 * MINUTE_MS, MILLION), held, MILLION)).toBe(true);
    expect(needsRows(panView(view, -300 * MINUTE_MS, MILLION), held, MILLION)).toBe(true);
  });

  it('asks again when a bar was added behind what is held', () => {
    const view = latestView(MILLION, 200);
    const held = requestFor(view, MILLION);
    expect(needsRows(view, held, MILLION)).toBe(false);
    expect(needsRows(view, held, { ...MILLION, lastMs: MILLION.lastMs + MINUTE_MS })).toBe(true);
  });
});
