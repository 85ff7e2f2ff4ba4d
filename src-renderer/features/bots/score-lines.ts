import type { DecisionView } from '../../../src-preload/contract/views.ts';

/** A signal's scores over time as an SVG path in a box where +1 is the top and −1 the bottom. */
export type ScoreLine = { readonly name: string; readonly path: string };

/** The combined score under the empty name first, then each signal that is in any of the decisions. */
export function scoreLines(decisions: readonly DecisionView[], width: number, height: number): readonly ScoreLine[] {
  const scored = decisions.filter(({ score }) => score !== null);
  if (scored.length < 2) return [];
  const names = [...new Set(scored.flatMap(({ parts }) => parts.map(({ signal }) => signal)))];
  const x = (index: number): number => (index / (scored.length - 1)) * width;
  const lineOf = (name: string, read: (decision: DecisionView) => number | undefined): ScoreLine => {
    let path = '';
    scored.forEach((decision, index) => {
      const value = read(decision);
      if (value === undefined) return;
      const y = ((1 - Math.max(-1, Math.min(1, value))) / 2) * height;
      path += `${path === '' ? 'M' : 'L'}${x(index).toFixed(1)} ${y.toFixed(1)}`;
    });
    return { name, path };
  };
  const partOf = (name: string) => (decision: DecisionView) =>
    decision.parts.find(({ signal }) => signal === name)?.score;
  return [lineOf('', ({ score }) => score ?? undefined), ...names.map((name) => lineOf(name, partOf(name)))];
}
