import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchWhenIdle, framePage } from '../../../../../src-renderer/features/frame/frame-page.ts';

const Page = () => null;

describe('a page of the frame', () => {
  it('is there at once after it was fetched, and fetched once', async () => {
    const load = vi.fn(async () => Page);
    const page = framePage(load);
    expect(page.fetched()).toBeUndefined();
    await page.fetch();
    await page.fetch();
    expect(page.fetched()).toBe(Page);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('that could not be fetched can be fetched later', async () => {
    const load = vi.fn(async () => Page).mockRejectedValueOnce(new Error('no file'));
    const page = framePage(load);
    await page.fetch();
    expect(page.fetched()).toBeUndefined();
    await page.fetch();
    expect(page.fetched()).toBe(Page);
  });
});

describe('pages that nobody has opened yet', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('requestIdleCallback', (callback: () => void) => setTimeout(callback, 1));
    vi.stubGlobal('cancelIdleCallback', clearTimeout);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const pagesOf = () => ({ a: framePage(async () => Page), b: framePage(async () => Page) });

  it('are fetched one after the other while the window is idle', async () => {
    const pages = pagesOf();
    fetchWhenIdle(pages);
    expect(pages.a.fetched()).toBeUndefined();
    await vi.runAllTimersAsync();
    expect([pages.a.fetched(), pages.b.fetched()]).toEqual([Page, Page]);
  });

  it('are left alone once the frame is gone', async () => {
    const pages = pagesOf();
    fetchWhenIdle(pages)();
    await vi.runAllTimersAsync();
    expect(pages.a.fetched()).toBeUndefined();
  });
});
