import { useMemo } from 'react';
import type { ExecutionView, FillView, TradeView } from '../../../src-preload/contract/views.ts';
import { symbolText } from '../../format/index.ts';
import { useReplica, useReplicaSteadily } from '../../replica/index.ts';
import {
  type BotNames,
  type ExecutionRow,
  type FillRow,
  type OrderRow,
  type RefusalRow,
  rowBot,
  type TradeRow,
} from './activity-rows.ts';

export type ActivityRows = {
  readonly orders: readonly OrderRow[];
  readonly refusals: readonly RefusalRow[];
  readonly fillRows: (fills: readonly FillView[]) => readonly FillRow[];
  readonly executionRows: (executions: readonly ExecutionView[]) => readonly ExecutionRow[];
  readonly tradeRows: (trades: readonly TradeView[]) => readonly TradeRow[];
};

/** As fast as a table is read. */
const READ_EVERY_MS = 250;

/** Views joined with the names of their bots, newest first. */
export function useActivityRows(): ActivityRows {
  const names = useBotNames();
  const quoteAsset = useReplica(({ account }) => account.quoteAsset);
  const orders = useReplicaSteadily((state) => state.orders, READ_EVERY_MS);
  const refusals = useReplicaSteadily((state) => state.refusals, READ_EVERY_MS);
  return useMemo(() => {
    const named = <T extends { botId: string; instrumentId: string }>(view: T) => ({
      ...view,
      ...rowBot(names, view.botId, view.instrumentId, quoteAsset),
    });
    return {
      orders: Object.values(orders)
        .map(named)
        .sort((a, b) => b.createdMs - a.createdMs),
      refusals: refusals
        .map((refusal, index) => ({
          ...refusal,
          ...rowBot(names, refusal.botId, null, quoteAsset),
          key: `${refusal.botId}:${refusal.timeMs}:${refusal.rule}:${index}`,
        }))
        .reverse(),
      fillRows: (fills) => fills.map(named),
      executionRows: (executions) => executions.map(named),
      tradeRows: (trades) => trades.map(named),
    };
  }, [names, quoteAsset, orders, refusals]);
}

/** Moves only when a bot is made, renamed or removed; profits change every moment and must not redraw these tables. */
function useBotNames(): BotNames {
  const flat = useReplicaSteadily(
    ({ bots }) =>
      Object.values(bots).flatMap(({ config, quoteAsset }) => [
        config.id,
        config.name,
        symbolText(config.instrumentId),
        quoteAsset,
      ]),
    READ_EVERY_MS,
  );
  return useMemo(() => {
    const names: Record<string, { name: string; symbol: string; quoteAsset: string }> = {};
    for (let at = 0; at < flat.length; at += 4) {
      const [id = '', name = '', symbol = '', quoteAsset = ''] = flat.slice(at, at + 4);
      names[id] = { name, symbol, quoteAsset };
    }
    return names;
  }, [flat]);
}
