import { describe, expect, it } from 'vitest';
import { rowsInSight } from '../../../../src-renderer/ui/use-rows-in-sight.ts';

describe('rows in sight', () => {
  it('are those within the place and a few beside it', () => {
    expect(rowsInSight({ top: 640, height: 320 }, 100, 32)).toEqual({ from: 14, to: 36 });
  });

  it('end with the table', () => {
    expect(rowsInSight({ top: 0, height: 320 }, 5, 32)).toEqual({ from: 0, to: 5 });
    expect(rowsInSight({ top: 10_000, height: 320 }, 5, 32)).toEqual({ from: 5, to: 5 });
  });

  it('are all in a place as high as the table', () => {
    expect(rowsInSight({ top: 0, height: 3200 }, 100, 32)).toEqual({ from: 0, to: 100 });
  });
});
