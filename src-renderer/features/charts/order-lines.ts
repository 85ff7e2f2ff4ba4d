import type { BotView, OrderView } from '../../../src-preload/contract/views.ts';
import type { ChartScene } from './chart-option.ts';
import { valueOfY, yOfValue } from './chart-scene.ts';
import { decimalsOf } from './value-range.ts';

/** A price somebody trades at: an order that works, or the average entry of a position. */
export type OrderLine = {
  readonly id: string;
  readonly botId: string;
  readonly bot: string;
  readonly kind: OrderView['purpose'] | 'position';
  readonly side: 'buy' | 'sell' | 'long' | 'short';
  /** Decimal text, quote asset. */
  readonly price: string;
  /** Decimal text without a sign, and its asset. */
  readonly size: string;
  readonly sizeAsset: string;
  readonly handling: OrderView['handling'] | null;
  /** What a person may put at another price; null for what only its strategy places. */
  readonly moves: 'stop' | 'target' | null;
};

/** The working orders and the positions of one instrument, positions first. */
export function orderLinesOf(
  instrumentId: string,
  orders: readonly OrderView[],
  bots: readonly BotView[],
): readonly OrderLine[] {
  const names = new Map(bots.map(({ config }) => [config.id, config.name]));
  const positions = bots.flatMap((bot) => (bot.position?.instrumentId === instrumentId ? [positionLine(bot)] : []));
  const working = orders.flatMap((order) =>
    order.instrumentId === instrumentId && order.price !== null ? [orderLine(order, order.price, names)] : [],
  );
  return [...positions.flat(), ...working];
}

function positionLine({ config, position }: BotView): readonly OrderLine[] {
  if (position === null) return [];
  const isShort = position.quantity.startsWith('-');
  const size = isShort ? position.quantity.slice(1) : position.quantity;
  const what = { kind: 'position', side: isShort ? 'short' : 'long', handling: null, moves: null } as const;
  const worth = { price: position.averagePrice, size, sizeAsset: '' };
  return [{ id: `position:${config.id}`, botId: config.id, bot: config.name, ...what, ...worth }];
}

function orderLine(order: OrderView, price: string, names: ReadonlyMap<string, string>): OrderLine {
  const { clientOrderId, botId, purpose, side, size, sizeAsset, handling } = order;
  const moves = purpose === 'stop' || purpose === 'target' ? purpose : null;
  const bot = names.get(botId) ?? botId;
  return { id: clientOrderId, botId, bot, kind: purpose, side, price, size, sizeAsset, handling, moves };
}

/** The nearest price of the instrument's grid, decimal text. */
export function onGrid(price: number, tick: string): string {
  const step = Number(tick);
  return (Math.round(price / step) * step).toFixed(decimalsOf(step, 20));
}

/** Pixels from the chart's top; undefined when the price is out of sight. */
export function yOfPrice({ layout, ranges }: ChartScene, price: number): number | undefined {
  const [pane] = layout.panes;
  if (pane === undefined || price < ranges.price.min || price > ranges.price.max) return undefined;
  return yOfValue(pane, ranges.price, price);
}

/** The price at a height, kept within what is in sight. */
export function priceAtY({ layout, ranges }: ChartScene, y: number): number | undefined {
  const [pane] = layout.panes;
  if (pane === undefined) return undefined;
  return valueOfY(pane, ranges.price, Math.min(pane.top + pane.height, Math.max(pane.top, y)));
}
