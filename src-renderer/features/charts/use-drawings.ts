import { useCallback, useEffect, useRef, useState } from 'react';
import type { DrawingView } from '../../../src-preload/contract/drawing-views.ts';
import { call } from '../../bridge/index.ts';
import { useFact } from '../../replica/index.ts';

const NONE: readonly DrawingView[] = [];

export type Drawings = {
  readonly drawings: readonly DrawingView[];
  /** Shown at once; what the main side refuses goes away again. */
  readonly save: (drawing: DrawingView) => void;
  readonly remove: (drawing: DrawingView) => void;
};

/** What is drawn on every chart of an instrument, as the main side keeps it. */
export function useDrawings(instrumentId: string): Drawings {
  const [known, setKnown] = useState({ instrumentId, drawings: NONE });
  const changes = useRef(0);
  const ask = useCallback(async () => {
    const asked = changes.current;
    const answer = await call('charts.drawings', { instrumentId });
    // What a hand changed meanwhile is told by a fact of its own: this answer would put it back for a moment.
    if (answer !== undefined && asked === changes.current) setKnown({ instrumentId, drawings: answer.drawings });
  }, [instrumentId]);
  useEffect(() => void ask(), [ask]);
  useFact('drawings', (fact) => {
    if (fact.instrumentId === instrumentId) void ask();
  });
  const save = useCallback(
    (drawing: DrawingView) => {
      changes.current++;
      setKnown((before) => ({ ...before, drawings: withDrawing(before.drawings, drawing) }));
      void call('charts.saveDrawing', drawing).then((saved) => (saved === undefined ? ask() : undefined));
    },
    [ask],
  );
  const remove = useCallback(
    ({ id: drawingId }: DrawingView) => {
      changes.current++;
      setKnown((before) => ({ ...before, drawings: before.drawings.filter(({ id }) => id !== drawingId) }));
      void call('charts.removeDrawing', { instrumentId, drawingId }).then((removed) =>
        removed === undefined ? ask() : undefined,
      );
    },
    [ask, instrumentId],
  );
  return { drawings: known.instrumentId === instrumentId ? known.drawings : NONE, save, remove };
}

/** In the place of the one of its id, or on top. */
export function withDrawing(drawings: readonly DrawingView[], drawing: DrawingView): readonly DrawingView[] {
  const place = drawings.findIndex(({ id }) => id === drawing.id);
  return place < 0 ? [...drawings, drawing] : drawings.with(place, drawing);
}
