import { useEffect, useMemo, useState } from 'react';
import type { FillView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { useGeneration, useReplicaShallow } from '../../replica/index.ts';
import { marksOfFills, type TradeMark } from './trade-marks.ts';

const NO_FILLS: readonly FillView[] = [];

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
  // New marks are a new picture: what other instruments trade must not draw this one again.
  const recent = useReplicaShallow(({ fills }) => fills.filter((fill) => fill.instrumentId === instrumentId));
  const names = useReplicaShallow(({ bots }) =>
    Object.fromEntries(Object.values(bots).map(({ config }) => [config.id, config.name])),
  );
  return useMemo(() => {
    const known = new Set(past.map((fill) => fill.fillId));
    const since = recent.filter((fill) => !known.has(fill.fillId));
    return marksOfFills([...past, ...since], (botId) => names[botId] ?? botId);
  }, [past, recent, names]);
}
