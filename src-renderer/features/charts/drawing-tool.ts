import { create } from 'zustand';
import type { DrawingKind } from '../../../src-preload/contract/chart-kinds.ts';

/** What the next hand on a chart of this window draws; null while charts are moved as ever. */
export const useDrawingTool = create<{ readonly kind: DrawingKind | null }>(() => ({ kind: null }));

export const takeDrawingTool = (kind: DrawingKind | null): void => useDrawingTool.setState({ kind });
