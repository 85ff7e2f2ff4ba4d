import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recoverRenderer } from '../../../../src-main/shell/renderer-recovery.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** As much of a window as recovery touches. */
function createWindow() {
  let crashes = 0;
  let isDestroyed = false;
  const contents = Object.assign(new EventEmitter(), {
    forcefullyCrashRenderer: () => {
      crashes++;
    },
  });
  const window = Object.assign(new EventEmitter(), { webContents: contents, isDestroyed: () => isDestroyed });
  let loads = 0;
  recoverRenderer(
    window as unknown as BrowserWindow,
    () => {
      loads++;
    },
    log,
  );
  return {
    window,
    crash: (reason = 'crashed') => contents.emit('render-process-gone', {}, { reason, exitCode: 5 }),
    destroy: () => {
      isDestroyed = true;
      window.emit('closed');
    },
    loads: () => loads,
    crashes: () => crashes,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('recoverRenderer', () => {
  it('loads the page again, later after each crash in a row', () => {
    const { crash, loads } = createWindow();
    crash();
    vi.advanceTimersByTime(250);
    expect(loads()).toBe(1);
    crash();
    vi.advanceTimersByTime(499);
    expect(loads()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(loads()).toBe(2);
  });

  it('begins anew with a page that was well for a minute, and never gives up', () => {
    const { crash, loads } = createWindow();
    for (let count = 0; count < 20; count++) {
      crash();
      vi.advanceTimersByTime(30_000);
    }
    expect(loads()).toBe(20);
    vi.advanceTimersByTime(60_001);
    crash();
    vi.advanceTimersByTime(250);
    expect(loads()).toBe(21);
  });

  it('leaves a page alone that ended as it should, and a window that is gone', () => {
    const { crash, destroy, loads } = createWindow();
    crash('clean-exit');
    vi.advanceTimersByTime(60_000);
    crash();
    destroy();
    vi.advanceTimersByTime(60_000);
    expect(loads()).toBe(0);
  });

  it('ends a page that hangs for long, not one that comes back', () => {
    const { window, crashes } = createWindow();
    window.emit('unresponsive');
    vi.advanceTimersByTime(14_000);
    window.emit('responsive');
    vi.advanceTimersByTime(60_000);
    expect(crashes()).toBe(0);
    window.emit('unresponsive');
    vi.advanceTimersByTime(15_000);
    expect(crashes()).toBe(1);
  });
});
