import { averagePrice, priceToNumber } from '../model/money.ts';
import type { BotLane } from './context.ts';
import type { PositionView } from './strategies/strategy.ts';

/** The bot's own position as its strategy sees it, read when asked. */
export class LanePosition implements PositionView {
  readonly #lane: BotLane;

  constructor(lane: BotLane) {
    this.#lane = lane;
  }

  get side(): PositionView['side'] {
    const { quantity } = this.#lane.holding.position;
    if (quantity === 0n) return 'flat';
    return quantity > 0n ? 'long' : 'short';
  }

  get quantity(): number {
    return Math.abs(this.#lane.holding.quantityNumber);
  }

  get averagePrice(): number {
    const { position } = this.#lane.holding;
    return position.quantity === 0n ? Number.NaN : priceToNumber(averagePrice(position.cost, position.quantity));
  }

  get entries(): number {
    return this.#lane.holding.position.lots.length;
  }

  get barsHeld(): number {
    return this.#lane.holding.position.quantity === 0n ? 0 : this.#lane.barsHeld;
  }
}
