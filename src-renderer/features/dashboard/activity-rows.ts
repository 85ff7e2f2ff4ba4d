import type {
  BotView,
  ExecutionView,
  FillView,
  OrderView,
  RefusalView,
  TradeView,
} from '../../../src-preload/contract/views.ts';
import { symbolText } from '../../format/index.ts';

/** What a row needs to know of its bot; the bot may be gone by now. The symbol names the exchange, if it is of one. */
export type RowBot = { readonly botName: string; readonly symbol: string; readonly quoteAsset: string };

export type OrderRow = OrderView & RowBot;
export type FillRow = FillView & RowBot;
export type ExecutionRow = ExecutionView & RowBot;
export type TradeRow = TradeView & RowBot;
export type RefusalRow = RefusalView & RowBot & { readonly key: string };

export type PositionRow = RowBot & {
  readonly botId: string;
  readonly position: NonNullable<BotView['position']>;
};

export type BotNames = Readonly<
  Record<string, { readonly name: string; readonly symbol: string; readonly quoteAsset: string }>
>;

/** A removed bot's rows keep the symbol out of the instrument's id, which is `venue:symbol`. */
export function rowBot(names: BotNames, botId: string, instrumentId: string | null, quoteAsset: string): RowBot {
  const bot = names[botId];
  const symbol = instrumentId === null ? (bot?.symbol ?? '') : symbolText(instrumentId);
  return { botName: bot?.name ?? botId, symbol, quoteAsset: bot?.quoteAsset ?? quoteAsset };
}

/** A row whose position and name are as in `before` is that row, so that only changed ones are drawn. */
export function positionRows(bots: readonly BotView[], before: readonly PositionRow[] = []): readonly PositionRow[] {
  const known = new Map(before.map((row) => [row.botId, row]));
  return bots.flatMap(({ config, position, quoteAsset }) => {
    if (position === null) return [];
    const same = known.get(config.id);
    if (same?.position === position && same.botName === config.name) return [same];
    return [
      { botId: config.id, botName: config.name, symbol: symbolText(position.instrumentId), quoteAsset, position },
    ];
  });
}

export function baseAssetOf(symbol: string): string {
  return symbol.split('-')[0] ?? symbol;
}
