import { useMemo, useRef } from 'react';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { symbolText } from '../../format/index.ts';
import { ownBots, useReplica, useReplicaSteadily } from '../../replica/index.ts';
import { type BotResults, NO_RESULTS, useBotResults } from './bot-results.ts';
import { BOT_TIERS, type BotTier, tierOf } from './bot-tier.ts';

/** A bot as the grid shows it. What did not change stays the same object, so that only changed rows are drawn. */
export type BotRow = { readonly bot: BotView; readonly tier: BotTier; readonly profits: readonly number[] };

/** Five times a second is as fast as a table is read; 500 bots change far more often. */
const EVERY_MS = 200;

export function useBotRows(): readonly BotRow[] {
  const bots = useReplicaSteadily((state) => state.bots, EVERY_MS);
  const isTradingHalted = useReplica(({ halt }) => halt !== null);
  const results = useBotResults();
  const before = useRef<ReadonlyMap<string, BotRow>>(new Map());
  return useMemo(() => {
    const rows = rowsOf(ownBots({ bots }), { results, isTradingHalted, before: before.current });
    before.current = new Map(rows.map((row) => [row.bot.config.id, row]));
    return rows;
  }, [bots, results, isTradingHalted]);
}

type RowSources = {
  readonly results: BotResults;
  readonly isTradingHalted: boolean;
  readonly before: ReadonlyMap<string, BotRow>;
};

export function rowsOf(bots: readonly BotView[], sources: RowSources): readonly BotRow[] {
  const { results, isTradingHalted, before } = sources;
  return bots.map((bot) => {
    const profits = results[bot.config.id] ?? NO_RESULTS;
    const tier = tierOf({ bot, profits, isTradingHalted });
    const known = before.get(bot.config.id);
    const isSame = known !== undefined && known.bot === bot && known.tier === tier && known.profits === profits;
    return isSame ? known : { bot, tier, profits };
  });
}

/** What of the bots is shown: those of some tiers (none named: of all) that have every typed word. */
export type BotFilter = { readonly words: string; readonly tiers: readonly BotTier[] };

export const NO_FILTER: BotFilter = { words: '', tiers: [] };

export function filtered(rows: readonly BotRow[], { words, tiers }: BotFilter): readonly BotRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0 && tiers.length === 0) return rows;
  return rows.filter(({ bot, tier }) => {
    if (tiers.length > 0 && !tiers.includes(tier)) return false;
    if (wanted.length === 0) return true;
    const { name, instrumentId, interval, strategyId } = bot.config;
    const text = `${name} ${symbolText(instrumentId)} ${interval} ${strategyId} ${bot.state}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export function countTiers(rows: readonly BotRow[]): Readonly<Record<BotTier, number>> {
  const counts = Object.fromEntries(BOT_TIERS.map((tier) => [tier, 0])) as Record<BotTier, number>;
  for (const { tier } of rows) counts[tier] += 1;
  return counts;
}
