import { useEffect, useMemo, useRef, useState } from 'react';
import type { FillView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { useGeneration, useReplicaSteadily } from '../../replica/index.ts';
import { marksOfFills, type TradeMark } from './trade-marks.ts';

const NO_FILLS: readonly FillView[] = [];
/** New marks are a new picture, and what fills come in one second is seen as one. */
const DRAWN_EVERY_MS = 500;

/** What bots bought and sold of one instrument: the past as asked for, and everything since. */
export function useTradeMarks(instrumentId: string): readonly TradeMark[] {
  const generation = useGeneration();
  const [past, setPast] = useState(NO_FILLS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a new snapshot the past is asked for again
  useEffect(() => {
    let wanted = true;
    setPast(NO_FILLS);
    void call('account.activity', { botId: null, instrumentId }).then((answer) => {
      if (wanted && answer !== undefined) setPast(answer.fills);
    });
    return () => {
      wanted = false;
    };
  }, [instrumentId, generation]);
  const recent = useRecentFills(instrumentId);
  const names = useReplicaSteadily(
    ({ bots }) => Object.fromEntries(Object.values(bots).map(({ config }) => [config.id, config.name])),
    DRAWN_EVERY_MS,
  );
  return useMemo(() => {
    const known = new Set(past.map((fill) => fill.fillId));
    const since = recent.filter((fill) => !known.has(fill.fillId));
    return marksOfFills([...past, ...since], (botId) => names[botId] ?? botId);
  }, [past, recent, names]);
}

/** The same list until the instrument is traded again: what others trade must not draw this one anew. */
function useRecentFills(instrumentId: string): readonly FillView[] {
  const fills = useReplicaSteadily((state) => state.fills, DRAWN_EVERY_MS);
  const before = useRef(NO_FILLS);
  return useMemo(() => {
    const now = fills.filter((fill) => fill.instrumentId === instrumentId);
    const isSame = now.length === before.current.length && now.every((fill, at) => fill === before.current[at]);
    if (!isSame) before.current = now;
    return before.current;
  }, [fills, instrumentId]);
}
