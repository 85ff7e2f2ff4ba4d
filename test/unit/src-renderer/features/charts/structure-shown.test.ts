import { describe, expect, it } from 'vitest';
import type { StructureMarkView } from '../../../../../src-preload/contract/chart-views.ts';
import {
  readStructure,
  structureShown,
  swingLengthAsked,
} from '../../../../../src-renderer/features/charts/structure-shown.ts';

const OFF = { swings: false, breaks: false, orderBlocks: false, gaps: false, swingLength: 5 } as const;
const mark = (kind: StructureMarkView['kind'], knownMs: number, endMs: number | null = null): StructureMarkView => ({
  kind,
  direction: 1,
  timeMs: 0,
  knownMs,
  endMs,
  top: 10,
  bottom: 9,
});
const MARKS = [mark('swing', 1), mark('bos', 9, 9), mark('choch', 4, 4), mark('orderBlock', 2), mark('gap', 3, 8)];

describe('what of the structure is shown', () => {
  it('is asked for only when a part of it is switched on', () => {
    expect(swingLengthAsked(OFF)).toBeNull();
    expect(swingLengthAsked({ ...OFF, gaps: true })).toBe(5);
  });

  it('is what is switched on', () => {
    const structure = { marks: MARKS, isCut: false };
    expect(structureShown(structure, OFF)).toEqual([]);
    expect(structureShown(structure, { ...OFF, breaks: true }).map(({ kind }) => kind)).toEqual(['bos', 'choch']);
    expect(structureShown(structure, { ...OFF, gaps: true, swings: true })).toHaveLength(2);
    expect(structureShown(null, { ...OFF, gaps: true })).toEqual([]);
  });

  it('is said in words: the break known last, and the zones nobody has traded into', () => {
    expect(readStructure(MARKS)).toEqual({ lastBreak: MARKS[1], openBlocks: 1, openGaps: 0 });
    expect(readStructure([])).toEqual({ lastBreak: null, openBlocks: 0, openGaps: 0 });
  });
});
