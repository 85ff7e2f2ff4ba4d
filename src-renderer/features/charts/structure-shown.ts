import type { ChartSetup, StructureMarkView, StructureWindowView } from '../../../src-preload/contract/chart-views.ts';

export type StructureSwitches = ChartSetup['structure'];

/** Bars on either side of a swing to ask the structure with; null when nothing of it is shown. */
export function swingLengthAsked({ swings, breaks, orderBlocks, gaps, swingLength }: StructureSwitches): number | null {
  return swings || breaks || orderBlocks || gaps ? swingLength : null;
}

const NOTHING: readonly StructureMarkView[] = [];

/** What of the structure is switched on. */
export function structureShown(
  structure: StructureWindowView | null,
  { swings, breaks, orderBlocks, gaps }: StructureSwitches,
): readonly StructureMarkView[] {
  if (structure === null) return NOTHING;
  const isOn = { swing: swings, bos: breaks, choch: breaks, orderBlock: orderBlocks, gap: gaps };
  return structure.marks.filter(({ kind }) => isOn[kind]);
}

/** What a chart says of its structure in words. */
export type StructureReadout = {
  readonly lastBreak: StructureMarkView | null;
  /** Blocks and gaps that no price has come back to. */
  readonly openBlocks: number;
  readonly openGaps: number;
};

export function readStructure(marks: readonly StructureMarkView[]): StructureReadout {
  const open = (kind: StructureMarkView['kind']): number =>
    marks.filter((mark) => mark.kind === kind && mark.endMs === null).length;
  const breaks = marks.filter(({ kind }) => kind === 'bos' || kind === 'choch');
  const lastBreak = breaks.reduce<StructureMarkView | null>(
    (latest, mark) => (latest === null || mark.knownMs >= latest.knownMs ? mark : latest),
    null,
  );
  return { lastBreak, openBlocks: open('orderBlock'), openGaps: open('gap') };
}
