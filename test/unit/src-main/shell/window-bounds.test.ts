import { describe, expect, it } from 'vitest';
import { fitWindow, MINIMUM_SIZE, parseWindowState } from '../../../../src-main/shell/window-bounds.ts';

const screen = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const kept = { x: 100, y: 80, width: 1200, height: 800, isMaximized: false };

describe('fitWindow', () => {
  it('leaves a window that can be reached where it was', () => {
    expect(fitWindow(kept, [screen])).toEqual(kept);
    expect(fitWindow({ ...kept, x: 2000 }, [screen, second])).toEqual({ ...kept, x: 2000 });
  });

  it('puts a window whose screen is gone into the middle of the first', () => {
    expect(fitWindow({ ...kept, x: 2000 }, [screen])).toEqual({ ...kept, x: 360, y: 153 });
  });

  it.each([
    ['left of everything', { ...kept, x: -1150 }],
    ['above the screen', { ...kept, y: -10 }],
    ['below the screen', { ...kept, y: 1060 }],
  ])('brings back one that lies %s', (_where, state) => {
    const placed = fitWindow(state, [screen]);
    expect(placed.x).toBeGreaterThanOrEqual(screen.x);
    expect(placed.y).toBeGreaterThanOrEqual(screen.y);
  });

  it('is never larger than its screen nor smaller than can be used', () => {
    expect(fitWindow({ ...kept, width: 5000, height: 5000 }, [screen])).toMatchObject({ width: 1920, height: 1055 });
    expect(fitWindow({ ...kept, width: 10, height: 10 }, [screen])).toMatchObject(MINIMUM_SIZE);
    expect(fitWindow(undefined, [{ x: 0, y: 0, width: 800, height: 500 }])).toMatchObject({ width: 800, height: 500 });
  });

  it('keeps a maximised window maximised, and needs no screen to answer', () => {
    expect(fitWindow({ ...kept, isMaximized: true }, [screen]).isMaximized).toBe(true);
    expect(fitWindow(undefined, [])).toEqual({ x: 0, y: 0, width: 1440, height: 900, isMaximized: false });
  });
});

describe('parseWindowState', () => {
  it('takes what was written', () => {
    expect(parseWindowState(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it.each([
    null,
    1,
    'x',
    {},
    { ...kept, x: '1' },
    { ...kept, width: 1e9 },
    { ...kept, y: 0.5 },
    { ...kept, isMaximized: 1 },
  ])('refuses %j', (value) => {
    expect(parseWindowState(value)).toBeUndefined();
  });
});
