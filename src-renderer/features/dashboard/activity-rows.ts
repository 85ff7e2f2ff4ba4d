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

export function positionRows(bots: readonly BotView[]): readonly PositionRow[] {
  return bots.flatMap((bot) =>
    bot.position === null
      ? []
      : [
          {
            botId: bot.config.id,
            botName: bot.config.name,
            symbol: symbolText(bot.position.instrumentId),
            quoteAsset: bot.quoteAsset,
            position: bot.position,
          },
        ],
  );
}

export function baseAssetOf(symbol: string): string {
  return symbol.split('-')[0] ?? symbol;
}
