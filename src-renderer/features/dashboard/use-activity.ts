import { useEffect, useMemo, useState } from 'react';
import type { ExecutionView, FillView, TradeView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { tradeKey, useGeneration, useReplicaSteadily } from '../../replica/index.ts';

export type Activity = {
  readonly fills: readonly FillView[];
  readonly trades: readonly TradeView[];
  readonly executions: readonly ExecutionView[];
};

/** As fast as a table is read. */
const READ_EVERY_MS = 250;
const NONE: Activity = { fills: [], trades: [], executions: [] };

/** Fills and closed trades of all bots, newest first: the recorded past and everything since. */
export function useActivity(): Activity {
  const generation = useGeneration();
  const [past, setPast] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a new snapshot the past is asked for again
  useEffect(() => {
    let wanted = true;
    void call('account.activity', { botId: null, instrumentId: null }).then((answer) => {
      if (wanted && answer !== undefined) setPast(answer);
    });
    return () => {
      wanted = false;
    };
  }, [generation]);
  const fills = useReplicaSteadily((state) => state.fills, READ_EVERY_MS);
  const trades = useReplicaSteadily((state) => state.trades, READ_EVERY_MS);
  const executions = useReplicaSteadily((state) => state.executions, READ_EVERY_MS);
  return useMemo(
    () => ({
      fills: newestFirst(past.fills, fills, (fill) => fill.fillId),
      trades: newestFirst(past.trades, trades, tradeKey),
      executions: newestFirst(past.executions, executions, ({ parentId }) => parentId),
    }),
    [past, fills, trades, executions],
  );
}

/** Both lists oldest first, what is in both once. */
function newestFirst<T>(past: readonly T[], since: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const known = new Map<string, T>();
  for (const item of [...past, ...since]) known.set(keyOf(item), item);
  return [...known.values()].reverse();
}
